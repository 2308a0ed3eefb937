"""What the demo prints: for a terminal of 100 columns, and plain text when it is piped."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

WIDTH: Final = 100
INDENT: Final = "    "
HANGING: Final = 14
"""Where the second line of a long line of the program's summary begins."""


class Teller:
    """Prints the story; in color on a terminal, without a control character elsewhere."""

    def __init__(self) -> None:
        terminal = sys.stdout.isatty()
        self._console = Console(
            width=min(WIDTH, Console().width) if terminal else WIDTH,
            force_terminal=terminal,
            highlight=False,
            emoji=False,
            markup=False,
        )

    def say(self, text: str, style: str = "") -> None:
        """A paragraph."""
        self._print(Text(text, style=style))

    def heading(self, title: str, happened: str) -> None:
        """A chapter's first lines."""
        self.say("")
        self._print(Rule(title, align="left"))
        self.say(f"{happened}\n")

    def program(self, command: str, output: str, status: int) -> None:
        """A command, what it printed, and its exit status."""
        self.say(f"{INDENT}$ {command}", style="bold")
        for line in output.rstrip().splitlines():
            self.say(self._indented(line))
        self.say(f"{INDENT}exit status {status}\n", style="dim")

    def notice(self, words: str) -> None:
        """What to look at."""
        self.say(f"Notice: {words}", style="green")

    def wrong(self, what: str, differences: Iterable[str], errors: str) -> None:
        """The story and the program do not agree."""
        self.say(f"{what} did not go as it must:", style="bold red")
        for each in differences:
            self.say(f"  {each}", style="red")
        if errors.strip():
            self.say(f"What the program wrote to stderr:\n{errors.rstrip()}")

    def table(self, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> None:
        """A small table; a column is its name and its greatest width."""
        table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
        for name, width in columns:
            table.add_column(name, max_width=width, overflow="fold", header_style="bold")
        for row in rows:
            table.add_row(*map(Text, row))
        self._print(table)
        self.say("")

    def _indented(self, line: str) -> str:
        """A line of the program's; a long one goes on under its own words."""
        lines = textwrap.wrap(
            line,
            self._console.width - len(INDENT),
            subsequent_indent=" " * HANGING,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return textwrap.indent("\n".join(lines), INDENT)

    def _print(self, words: RenderableType) -> None:
        with self._console.capture() as captured:
            self._console.print(words)
        for line in captured.get().splitlines():
            sys.stdout.write(line.rstrip() + "\n")
        sys.stdout.flush()

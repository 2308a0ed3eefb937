"""`unionjobs …`: the same commands as `scrapy …` in a checkout, from any folder."""

from __future__ import annotations

import io
import logging
import os
import pkgutil
import sys
from contextlib import redirect_stdout
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import scrapy.cmdline
import scrapy.commands

from unionjobs_scraper import __version__, commands
from unionjobs_scraper.errors import OperatorError, SettingError
from unionjobs_scraper.terminal.called import called
from unionjobs_scraper.terminal.command import refused

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class Parser(scrapy.cmdline.ScrapyArgumentParser):
    """Scrapy's, whose usage, help and refusals are as this program is called."""

    def format_help(self) -> str:
        """The text of --help."""
        return called(super().format_help())

    def format_usage(self) -> str:
        """The lines above a refusal."""
        return called(super().format_usage())

    def parse_known_args(self, *given: Any, **named: Any) -> Any:
        """As argparse; refuses a level of the log that is none."""
        options, left = super().parse_known_args(*given, **named)
        level = getattr(options, "loglevel", None)
        if level and level.upper() not in logging.getLevelNamesMapping():
            self.error(f"-L {level}: levels are {', '.join(LEVELS)}")
        return options, left

    def error(self, message: str) -> NoReturn:
        """Ends the process with status 2."""
        super().error(called(message))


def main() -> None:
    """Ends the process with the command's exit status."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "unionjobs_scraper.settings")
    scrapy.cmdline.ScrapyArgumentParser = Parser  # type: ignore[misc]
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if sys.argv[1:] == ["--version"]:
        print(f"unionjobs-scraper {__version__} (Scrapy {scrapy.__version__}, Python {sys.version.split()[0]})")
        return
    try:
        _check_surroundings()
        if words:
            _check(words[0])
            scrapy.cmdline.execute()
        _list_commands()
    except OperatorError as error:  # a mistake in the operator's own files is met before there is a command
        sys.exit(refused(error))
    except OSError as error:  # Scrapy's own options name files
        if error.filename is None:
            raise
        sys.exit(refused(SettingError(f"{error.filename}: {error.strerror or error}")))


def _check_surroundings() -> None:
    try:
        Path.cwd()
    except OSError:  # a deployment that moved under a shell or a timer
        raise SettingError("the folder in which this was started is gone: cd to one that is there") from None
    try:
        Path.home()
    except RuntimeError:  # a number that is no user: Scrapy asks for the home, and ends without one
        os.environ["HOME"] = os.devnull


def _check(name: str) -> None:
    known = [each.name for path in (commands, scrapy.commands) for each in pkgutil.iter_modules(path.__path__)]
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]!r}?" if near else "unionjobs alone lists them"
        sys.stderr.write(f"error: there is no command {name!r}: {hint}\n")
        sys.exit(2)


def _list_commands() -> None:
    listed = io.StringIO()
    try:
        with redirect_stdout(listed):
            scrapy.cmdline.execute()
    finally:
        sys.stdout.write(called(listed.getvalue()))


if __name__ == "__main__":
    main()

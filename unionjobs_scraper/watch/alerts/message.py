"""Changes of state in words: which source, since when, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from unionjobs_scraper.lifecycle.verdict import Reason
from unionjobs_scraper.watch.alerts.state_changes import State, Turn

GUIDE = "docs/operations.md#what-a-verdict-means-and-what-to-do"
"""What to do, by the code of the reason; `ALERT_GUIDE` names where readers find it."""
LONGEST_REASON = 400
"""Characters of a reason's words, which may hold a whole address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one process has to tell."""

    subject: str
    blocks: tuple[str, ...]
    """One for each source."""
    bad: bool = True
    """Whether something turned unwell."""

    def body(self, limit: int = 100_000) -> str:
        """The blocks that fit into `limit` characters, and how many did not."""
        text = ""
        for number, block in enumerate(self.blocks):
            left = len(self.blocks) - number
            more = f"… and {left} more: scrapy health has them all\n"
            if len(text) + len(block) + len(more) + 2 > limit:
                return (text + more)[:limit]
            text += f"{block}\n\n"
        return text.rstrip("\n") + "\n"

    def text(self, limit: int = 100_000) -> str:
        """Subject and body in one."""
        return f"{self.subject}\n\n{self.body(max(0, limit - len(self.subject) - 2))}"


def message(turns: Sequence[Turn], guide: str = GUIDE) -> Message:
    """One message about one source, or a digest of many: the unwell first, by name."""
    ordered = sorted(turns, key=lambda turn: (turn.now is State.WELL, turn.source))
    return Message(
        subject=f"[unionjobs] {_subject(ordered)}",
        blocks=tuple("\n".join(_lines(turn, guide)) for turn in ordered),
        bad=any(turn.now is State.UNWELL for turn in ordered),
    )


def _subject(turns: Sequence[Turn]) -> str:
    if len(turns) == 1:
        turn = turns[0]
        if turn.now is State.WELL:
            return f"{turn.source} is well again"
        return f"{turn.source} is unwell: {', '.join(each.code for each in Reason.parse_all(turn.reason))}"
    unwell = sum(turn.now is State.UNWELL for turn in turns)
    said = []
    if unwell:
        said.append(f"{unwell} source{'s' * (unwell > 1)} turned unwell")
    if unwell < len(turns):
        said.append(f"{len(turns) - unwell} well again")
    return ", ".join(said)


def _lines(turn: Turn, guide: str) -> Iterator[str]:
    times = "1 run" if turn.runs == 1 else f"{turn.runs} runs"
    if turn.now is State.WELL:
        yield f"{turn.source} is well again: its run of {_time(turn.at)} is complete"
        yield f"  was unwell     since {_time(turn.since)}, {times}"
        for reason in Reason.parse_all(turn.reason):
            yield f"  because of     {_short(reason.words)} [{reason.code}]"
        return
    yield f"{turn.source} is unwell since {_time(turn.since)} ({times}, the newest {turn.verdict})"
    for reason in Reason.parse_all(turn.reason):
        yield f"  because        {_short(reason.words)} [{reason.code}]"
    yield f"  last complete  {_time(turn.last_complete) if turn.last_complete else 'never'}"
    yield "  meanwhile      nothing of it is closed, and no posting's status changes"
    yield f"  what to do     {guide} ({', '.join(each.code for each in Reason.parse_all(turn.reason))})"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_REASON else f"{words[: LONGEST_REASON - 1]}…"


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"

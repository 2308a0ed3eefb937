"""The document of the year, from what was measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from lab.year.boards import Source
from lab.year.fit import Line, line
from lab.year.judging import WINDOW, Judgement
from lab.year.nights import Night
from lab.year.plot import Panel, svg
from lab.year.record import Record
from lab.year.troubles import CHANCE, FAULTS, LEFT_OUT, LIES, ODD, OF_THE_NIGHT

SETTLED = 30
"""Nights left out of the lines: the first census stores whole boards at once."""
KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A year, or the part of it that was played."""

    command: str
    planned: int
    """Nights that the command plays."""
    sources: Sequence[Source]
    nights: Sequence[Night]
    record: Record
    judgement: Judgement

    @property
    def measured(self) -> list[Night]:
        """The nights whose process could be measured, once the boards are on record."""
        begin = SETTLED if len(self.nights) > 2 * SETTLED else 1
        return [night for night in self.nights[begin:] if night.measured]

    @property
    def growth(self) -> list[tuple[float, float]]:
        """Bytes that each night has added, in KiB, as the mean of a week: the file grows by whole pages."""
        begin = SETTLED if len(self.nights) > 2 * SETTLED else 1
        weeks = range(begin, len(self.nights) - 7, 7)
        return [(week + 3.5, (self.nights[week + 7].size - self.nights[week].size) / 7 / KIB) for week in weeks]

    @property
    def effort(self) -> list[tuple[float, float]]:
        """Seconds of processor time."""
        return [(night.number, night.processor) for night in self.measured]


def plot(played: Played) -> str:
    """The picture."""
    panels = [
        Panel(
            title="KiB that a night adds to the database (mean of a week)",
            points=played.growth,
            fit=line(played.growth),
        ),
        Panel(title="seconds of processor time that a night takes", points=played.effort, fit=line(played.effort)),
    ]
    return svg(panels, len(played.nights))


def document(played: Played) -> str:
    """The page, in Markdown."""
    return "\n".join([*_head(played), *_truth(played), *_flat(played), *_boards(played), *_faults(played), ""])


def _head(played: Played) -> Iterator[str]:
    runs, count = sum(played.record.verdicts.values()), len(played.nights)
    nights = f"{count} nights" if count == played.planned else f"the first {count} of {played.planned} nights"
    struck = sum(len(names) for night in played.nights for names in night.names.values())
    yield f"""# A simulated year

Written by `{played.command}`, which plays it anew: {nights}, each one `scrapy crawlall` of
{len(played.sources)} sources at the replica's time, {runs:,} runs in one SQLite database, struck by {struck:,} faults.
Postings open, are edited, end in every way and come back, at random moments of the day; their truth is known, and the
record is held against it.
"""


def _truth(played: Played) -> Iterator[str]:
    told = played.judgement
    waits = Counter(told.waits)
    yield "## Open and closed"
    yield ""
    yield "| | |"
    yield "| --- | ---: |"
    yield f"| closings on record | {told.closings:,} |"
    yield f"| **closed by a run at whose moment the posting was open** | **{len(told.wrongly)}** |"
    yield f"| closed with bounds that hold no true end | {len(told.unbounded)} |"
    lied = sum(bool(LIES & set(played.nights[int(each.day)].names.get(each.posting[0], ()))) for each in told.unbounded)
    yield f"| of these, with a bound that is a night on which the board lied | {lied} |"
    yield f"| true ends that stood for {WINDOW} complete runs, six hours apart | {told.ends:,} |"
    yield f"| **still open after the second of them** | **{len(told.late)}** |"
    if told.waits:
        yield f"| nights from leaving the board to being closed | median {median(told.waits):g}, at most {max(waits)} |"
    yield f"| true ends that fewer complete runs could see (back too soon, or the year's last days) | {told.brief:,} |"
    last = f"{told.open_in_truth}, {told.open_on_record}, {told.differing}"
    yield f"| open on the last night: in truth, on record, differing | {last} |"
    verdicts = ", ".join(
        f"{name or 'without an end'} {count:,}" for name, count in sorted(played.record.verdicts.items())
    )
    yield f"| runs by verdict | {verdicts} |"
    yield ""
    for fault in (*told.wrongly, *told.late, *told.unbounded):
        yield f"- {fault}"
    yield ""


def _flat(played: Played) -> Iterator[str]:
    size, growth, effort = played.nights[-1].size, line(played.growth), line(played.effort)
    nights = len(played.nights)
    yield "## What a night adds, and what it takes"
    yield ""
    yield "![What a night adds to the database, and the processor time that it takes](simulated-year.svg)"
    yield ""
    yield "| | mean | change over the whole time, by the line of least squares (± two standard errors) |"
    yield "| --- | ---: | ---: |"
    yield f"| KiB that a night adds to the database | {growth.mean:.1f} | {_change(growth, nights)} |"
    yield f"| seconds of processor time of a night | {effort.mean:.2f} | {_change(effort, nights)} |"
    yield ""
    highest = max(night.memory for night in played.nights) / KIB
    yield f"""The database ends with {size / KIB / KIB:.1f} MiB. The largest process held {highest:.0f} MiB.
The processor's time is told, not the clock's: other work on the machine disturbs that, and sites that do not answer
lengthen it. The first {SETTLED} nights, in which whole boards are stored at once, are left out of the lines.
"""


def _change(fit: Line, nights: int) -> str:
    return f"{fit.change(nights):+.0%} ± {fit.doubt(nights):.0%}"


def _boards(played: Played) -> Iterator[str]:
    yield "## The boards"
    yield ""
    yield "| source | kind | open at a time, about | complete runs |"
    yield "| --- | --- | ---: | ---: |"
    for source in played.sources:
        yield f"| {source.name} | {source.kind} | {source.size} | {len(played.record.complete.get(source.name, ()))} |"
    yield ""


def _faults(played: Played) -> Iterator[str]:
    counted = Counter(name for night in played.nights for names in night.names.values() for name in names)
    whole = Counter(night.whole for night in played.nights)
    yield "## The faults"
    yield ""
    yield f"""Each of these kinds, a cross-section of the [fault matrix](../lab/faults/sites.py), strikes each source on
each night with a chance of {CHANCE:.0%}, whatever else does; the last ones strike all sources of a night.
"""
    yield "| fault | times |"
    yield "| --- | ---: |"
    for name in (*FAULTS, *ODD, *LEFT_OUT):
        star = "*" if name in LIES else ""
        yield f"| {name}{star} | {counted[name]} |"
    for name in OF_THE_NIGHT:
        yield f"| all sources: {name} | {whole[name]} |"
    yield LYING


LYING = """
\\* A board that answers well and does not tell the truth. What two complete runs find, six hours apart, is believed:
that is the promise, and nobody could know better. So a board lies again only after a complete run has heard the truth,
and an authoritative list (`confirmations = 1`) whose postings have no pages of their own is not made to leave rows
out; where they have, a page that shows its posting as open takes the list's word back."""

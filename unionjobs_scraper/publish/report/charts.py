"""The drawings: numbers in, Vega-Lite charts out, each for a width in pixels at which its text is 12 pixels high."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from unionjobs_scraper.publish.report.colors import BAND, BLUE, FAINT, GRAY, GRID, INK, ORANGE, QUIET, shade
from unionjobs_scraper.publish.report.formatting import money, number
from unionjobs_scraper.publish.report.over_time import Open, Timeline
from unionjobs_scraper.publish.report.survival import Survival
from unionjobs_scraper.publish.report.tallies import Count, Pay
from unionjobs_scraper.publish.report.tiles import COLUMNS, ROWS, TILES

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"
"""Faces of one width: text that was measured here fits on every machine."""
TEXT = 12
WIDE, NARROW = 680, 328
"""Pixels: a column on a desk, a telephone."""
STILL_OPEN = "share still open"
Spec = dict[str, Any]
Rows = Iterable[Mapping[str, object]]


def _altair() -> Any:
    import altair as alt  # here: a crawl does not pay for it

    return alt


def _finished(chart: Any, width: int, height: int, **rows: Rows) -> Spec:
    """The chart with its rows, put in last: altair copies what it holds at every step."""
    alt = _altair()
    axis = {"domainColor": QUIET, "tickColor": QUIET, "gridColor": GRID, "labelColor": INK, "titleColor": INK}
    sized = chart.properties(
        width=width, height=height, autosize=alt.AutoSizeParams(type="fit", contains="padding"), background="#fff"
    )
    themed = sized.configure(font=FONT, aria=False, padding=4).configure_view(stroke=None)
    themed = themed.configure_axis(labelFontSize=TEXT, titleFontSize=TEXT, titleFontWeight="normal", **axis)
    spec: Spec = themed.configure_text(fontSize=TEXT, color=INK).to_dict(validate=False)
    spec["datasets"] = {name: list(each) for name, each in rows.items()}
    return spec


def open_jobs(found: Timeline, width: int) -> Spec:
    """A line of the open jobs, a band from the sure to the possible ones, marks where boards came and went."""
    alt = _altair()
    years = (found.counts[-1].at - found.counts[0].at) / (365 * 86_400)
    form = "%b %Y" if years > 0.5 else "%b %-d"
    x = alt.X(
        "at:T",
        title="day (UTC)",
        scale=alt.Scale(type="utc"),
        axis=alt.Axis(format=form, grid=False, tickCount=width // 90, labelFlush=True, labelOverlap=True),
    )
    y = alt.Y("middle:Q", title="jobs open", scale=alt.Scale(zero=True, nice=True), axis=_count_axis(alt))
    base = alt.Chart(alt.NamedData("rows"))
    gap = alt.Chart(alt.NamedData("gaps")).mark_rect(color=GRID, opacity=0.6).encode(x=x, x2="until:T")
    band = base.mark_area(color=BAND, opacity=1).encode(x=x, y=alt.Y("sure:Q", title="jobs open"), y2="most:Q")
    line = base.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y)
    marks = [
        alt.Chart(alt.NamedData(name))
        .mark_point(color=color, filled=True, shape=shape, size=60, opacity=1)
        .encode(x=x, y=alt.datum(0))
        for name, times, color, shape in (
            ("joined", found.joined, ORANGE, "triangle-up"),
            ("departed", found.departed, FAINT, "triangle-down"),
        )
        if times
    ]
    last = alt.Chart(alt.NamedData("last")).mark_point(color=BLUE, filled=True, size=45, opacity=1).encode(x=x, y=y)
    height = 300 if width > NARROW else 240
    rows = [_open_row(count, found.gaps) for count in found.counts]
    return _finished(
        alt.layer(*([gap] if found.gaps else []), band, line, *marks, last),
        width,
        height,
        rows=rows,
        last=rows[-1:] if rows[-1]["sure"] is not None else [],
        joined=[{"at": _time(at)} for at in found.joined],
        departed=[{"at": _time(at)} for at in found.departed],
        gaps=[{"at": _time(one), "until": _time(other)} for one, other in found.gaps],
    )


def _open_row(count: Open, gaps: Sequence[tuple[int, int]]) -> dict[str, object]:
    """A point of the line; without numbers, which interrupts it, where no census was near."""
    seen = not any(one < count.at < other for one, other in gaps)
    numbers = {name: getattr(count, name) if seen else None for name in ("sure", "middle", "most")}
    return {"at": _time(count.at), **numbers}


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def _count_axis(alt: Any) -> Any:
    return alt.Axis(format=",d", tickMinStep=1, tickCount=5, domain=False, ticks=False)


def bars(counts: Sequence[Count], width: int) -> Spec:
    """One bar a name, as long as the jobs that are open, with their number at its end."""
    alt = _altair()
    rows = [
        {"place": place, "name": count.name, "open": count.open, "said": number(count.open)}
        | {"color": BLUE if count.one else GRAY}
        for place, count in enumerate(counts)
    ]
    most = max(count.open for count in counts)
    left = 150 if width > NARROW else 128
    y = alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.28))
    x = alt.X("open:Q", axis=None, scale=alt.Scale(domain=[0, most], range=[left, width - 60]))
    base = alt.Chart(alt.NamedData("rows")).encode(y=y)
    drawn = base.mark_bar().encode(x=x, color=alt.Color("color:N", scale=None, legend=None))
    ends = base.mark_text(align="left", dx=5).encode(x=x, text="said:N")
    names = base.mark_text(align="right", dx=-6, limit=left - 8).encode(x=alt.value(left), text="name:N")
    return _finished(alt.layer(drawn, ends, names), width, 25 * len(rows) + 10, rows=rows)


def tiles(counts: Mapping[tuple[str, str], Count], width: int) -> Spec:
    """A square for each state and province, the darker the more jobs are open there."""
    alt = _altair()
    most = max((count.open for count in counts.values()), default=0)
    rows = []
    for key, tile in TILES.items():
        count = counts[key].open if key in counts else 0
        fill, ink = shade(count, most)
        said = number(count) if count else ""
        rows.append({"x": tile.column, "y": tile.row, "code": tile.code, "open": said, "fill": fill, "ink": ink})
    side = (width - 8) / COLUMNS
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.5, COLUMNS - 0.5], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[ROWS - 0.5, -0.5], nice=False))
    base = alt.Chart(alt.NamedData("rows")).encode(x=x, y=y)
    ink = alt.Color("ink:N", scale=None, legend=None)
    size = 12 if width <= NARROW else 13
    squares = base.mark_square(size=(side - 2) ** 2, opacity=1, stroke=GRID, strokeWidth=1)
    codes = base.mark_text(fontSize=size - 1, dy=-side * 0.17).encode(text="code:N", color=ink)
    numbers = base.mark_text(fontSize=size, fontWeight="bold", dy=side * 0.22).encode(text="open:N", color=ink)
    layered = alt.layer(squares.encode(fill=alt.Fill("fill:N", scale=None, legend=None)), codes, numbers)
    return _finished(layered, width, round(side * ROWS + 8), rows=rows)


def pays(found: Sequence[Pay], currency: str, width: int) -> Spec:
    """A row a family: from the lowest tenth to the highest as a line, the middle half as a bar, the median as a dot."""
    alt = _altair()
    names = {"low": "tenth", "from": "quarter", "mid": "median", "to": "three_quarters", "high": "nine_tenths"}
    rows = [
        {"place": place, "name": pay.family or "not told", "said": money(round(pay.median, -2), currency)}
        | {key: getattr(pay, name) for key, name in names.items()}
        for place, pay in enumerate(found)
    ]
    left = 150 if width > NARROW else 112
    scale = alt.Scale(zero=False, nice=True, range=[left, width - 24])
    ticks = {"USD": "$~s", "CAD": "$~s"}.get(currency, "~s")
    axis = alt.Axis(format=ticks, tickCount=width // 90, domain=False, ticks=False, orient="top")
    y = alt.Y("place:O", axis=None, scale=alt.Scale(padding=0.35))
    base = alt.Chart(alt.NamedData("rows")).encode(y=y)
    whole = base.mark_rule(color=QUIET, strokeWidth=1.5).encode(
        x=alt.X("low:Q", title=f"{currency} a year", scale=scale, axis=axis), x2="high:Q"
    )
    half = base.mark_bar(color=BAND, height=14, stroke=BLUE, strokeWidth=1).encode(
        x=alt.X("from:Q", scale=scale), x2="to:Q"
    )
    median = base.mark_tick(color=ORANGE, opacity=1, thickness=4, height=20).encode(x=alt.X("mid:Q", scale=scale))
    label = base.mark_text(align="right", dx=-6, dy=-7, limit=left).encode(x=alt.value(left), text="name:N")
    amount = base.mark_text(align="right", dx=-6, dy=8, color=FAINT).encode(x=alt.value(left), text="said:N")
    return _finished(alt.layer(whole, half, median, label, amount), width, 40 * len(rows) + 40, rows=rows)


def curve(found: Survival, width: int) -> Spec:
    """The share that is still open by age, its confidence band, and where half are left."""
    alt = _altair()
    rows = [{"day": step.day, "share": step.share, "low": step.low, "high": step.high} for step in found.steps]
    x = alt.X(
        "day:Q",
        title="days since it was first advertised",
        scale=alt.Scale(nice=False, domain=[0, max(1, found.steps[-1].day)]),
        axis=alt.Axis(grid=False, tickCount=width // 80, tickMinStep=1),
    )
    y = alt.Y("share:Q", title=STILL_OPEN, scale=alt.Scale(domain=[0, 1]), axis=_share_axis(alt))
    base = alt.Chart(alt.NamedData("rows"))
    band = base.mark_area(color=BAND, interpolate="monotone").encode(
        x=x,
        y=alt.Y("low:Q", title=STILL_OPEN, scale=alt.Scale(domain=[0, 1]), axis=_share_axis(alt)),
        y2="high:Q",
    )
    line = base.mark_line(color=BLUE, strokeWidth=2, interpolate="monotone").encode(x=x, y=y)
    layers = [band, line]
    if found.median is not None and found.median <= rows[-1]["day"]:
        half = alt.Chart(alt.NamedData("half"))
        dashes = {"color": ORANGE, "strokeDash": [4, 3], "strokeWidth": 1.5}
        layers.append(half.mark_rule(**dashes).encode(x=x, y=alt.Y("zero:Q", title=STILL_OPEN), y2="share:Q"))
        layers.append(half.mark_rule(**dashes).encode(x=alt.X("none:Q"), x2="day:Q", y=y))
    half_left = [{"day": found.median, "zero": 0, "share": 0.5, "none": 0}]
    height = 300 if width > NARROW else 250
    return _finished(alt.layer(*layers), width, height, rows=rows, half=half_left)


def _share_axis(alt: Any) -> Any:
    return alt.Axis(format=".0%", tickCount=4, domain=False, ticks=False)

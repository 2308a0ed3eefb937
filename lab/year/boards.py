"""The eleven sources: entries of the register, and what this year's boards are like."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from types import MappingProxyType
from typing import Final

from lab.replica.answers import Answer, answer, content_type
from lab.year import pages
from lab.year.lives import Ending, Life, lives
from lab.year.pages import Day, Layout, Page, Shown, html
from unionjobs_scraper.boards import register

BACKWARDS: Final = "list: in another order"
SKELETONS: Final = "postings: 200 for what is removed"
EVERY_WAY: Final[tuple[Ending, ...]] = ("gone", "marked", "delisted", "marked while listed")
JUST_LEAVES: Final[tuple[Ending, ...]] = ("delisted",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One board of the year."""

    name: str
    kind: str
    host: str
    list_path: str
    posting_path: str
    """A glob; empty where postings have no pages of their own."""
    size: int
    """Postings that are open at any time, about."""
    layout: Layout
    endings: tuple[Ending, ...] = EVERY_WAY
    counts: bool = False
    """Whether the board states how many postings it has."""

    @property
    def is_json(self) -> bool:
        """Whether its list is JSON."""
        return self.layout in (pages.bamboohr, pages.breezy, pages.wp_job_manager)

    @property
    def authoritative(self) -> bool:
        """Whether the register takes the list's word at once."""
        return register()[self.name].confirmations == 1


def _bamboo(name: str, tenant: str, size: int) -> Source:
    return Source(
        name=name,
        kind="BambooHR",
        host=f"{tenant}.bamboohr.com",
        list_path="/careers/list",
        posting_path="/careers/*/detail",
        size=size,
        layout=pages.bamboohr,
        counts=True,
    )


SOURCES: Final = (
    Source(
        name="unionjobs",
        kind="clearinghouse",
        host="www.unionjobs.com",
        list_path="/staffing_list.php",
        posting_path="/listing.php*",
        size=40,
        layout=pages.unionjobs,
    ),
    _bamboo("kiwa", "kiwa", 10),
    Source(
        name="calaborfed",
        kind="one page",
        host="calaborfed.org",
        list_path="/job-opportunities/",
        posting_path="",
        size=12,
        layout=pages.calaborfed,
        endings=JUST_LEAVES,
    ),
    Source(
        name="wsna",
        kind="Breezy",
        host="wsna.breezy.hr",
        list_path="/json",
        posting_path="/p/*",
        size=12,
        layout=pages.breezy,
    ),
    Source(
        name="seiu2015-hrmdirect",
        kind="HRMDirect",
        host="seiu2015.hrmdirect.com",
        list_path="/employment/xml.php",
        posting_path="/employment/job-opening.php*",
        size=18,
        layout=pages.hrmdirect,
    ),
    Source(
        name="afscme",
        kind="Drupal",
        host="www.afscme.org",
        list_path="/about/careers",
        posting_path="/about/careers/*",
        size=15,
        layout=pages.drupal,
    ),
    Source(
        name="daybook",
        kind="Daybook",
        host="www.daybook.com",
        list_path="/jobs",
        posting_path="/job/*",
        size=25,
        layout=pages.daybook,
    ),
    Source(
        name="aflcio-hirecentric",
        kind="HireCentric",
        host="aflcio.hirecentric.com",
        list_path="/jobsearch/",
        posting_path="/jobs/*",
        size=14,
        layout=pages.exacthire,
    ),
    _bamboo("fcft", "fcft", 16),
    _bamboo("jmaportal", "jmaportal", 22),
    Source(
        name="nynonprofits",
        kind="WP Job Manager, in pages",
        host="nynonprofits.com",
        list_path="/wp-json/wp/v2/job-listings*",
        posting_path="/job/*",
        size=24,
        layout=pages.wp_job_manager,
        counts=True,
    ),
)


SKELETON: Final = html('<div id="app"></div>')


class World:
    """All boards, and the moment that they are shown at; serves the replica as a page generator."""

    def __init__(self, sources: Sequence[Source], seed: int, days: int) -> None:
        self.lives = {each.name: _lives(each, seed, days) for each in sources}
        self._by_host = {each.host: each for each in sources}
        self._shown: dict[str, dict[str, Page]] = {}
        self._skeletons: frozenset[str] = frozenset()

    def show(
        self,
        day: float,
        hidden: Mapping[str, frozenset[int]],
        odd: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        """Shows every board as it is at this moment, without the `hidden` rows of each; `odd`: by source, how else."""
        shown = {}
        for host, source in self._by_host.items():
            of_day = self._day(source, day, hidden.get(source.name, frozenset()))
            if BACKWARDS in odd.get(source.name, ()):
                of_day = replace(of_day, rows=of_day.rows[::-1])
            shown[host] = dict(source.layout(of_day))
        self._shown = shown
        self._skeletons = frozenset(
            host for host, source in self._by_host.items() if SKELETONS in odd.get(source.name, ())
        )

    def listed(self, source: str, day: float) -> list[int]:
        """The numbers of the postings that the list truly has."""
        return [life.number for life in self.lives[source] if life.listed_at(day)]

    def _day(self, source: Source, day: float, hidden: frozenset[int]) -> Day:
        listed = [life for life in self.lives[source.name] if life.listed_at(day)]
        rows = [_shown(life, day) for life in listed if life.number not in hidden]
        over = [life for life in self.lives[source.name] if life.ending_at(day) in ("marked", "delisted")]
        answering = [_shown(life, day) for life in (*listed, *over)]
        # the system behind an authoritative list goes on counting what a broken page leaves out
        return Day(rows=rows, answering=answering, total=len(listed))

    def answer(self, method: str, url: str, headers: object, body: bytes) -> Answer | None:
        """The replica's generator."""
        host, _, path = url.partition("://")[2].partition("/")
        page = self._shown.get(host, {}).get(f"/{path}")
        if page is None and host in self._skeletons and path != "robots.txt":
            page = SKELETON
        if page is None:
            return None
        text, own = (page, {}) if isinstance(page, str) else page
        return answer(text, headers={"Content-Type": content_type("", text.encode()), **own})


def _lives(source: Source, seed: int, days: int) -> tuple[Life, ...]:
    random = Random(f"{seed}-{source.name}")  # noqa: S311  # to be repeated, not guessed
    return lives(random, source.size, days, source.endings)


def _shown(life: Life, day: float) -> Shown:
    over = life.ending_at(day) in ("marked", "marked while listed")
    return Shown(number=life.number, title=life.title, version=life.version_at(day), over=over)

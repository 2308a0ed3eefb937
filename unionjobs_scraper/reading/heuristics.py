"""What looks like a posting on a page made by hand, and why it was taken for one.

Nothing on such a page says "this is a posting", so a group of records of one shape is judged as a whole: by the
heading above it, the addresses that it leads to, the share of it that reads like jobs, and what its records say of
hours, pay, dates and applying. Then every row of it is taken, whatever its words. Each decision, also the one to
leave something out, has a `reason`: one word that is counted and that a test can check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import urlsplit

from parsel import Selector

from unionjobs_scraper.reading.candidate import Candidate, Where, bare, path_and_query, same_host, shape
from unionjobs_scraper.reading.group_words import (
    ABOUT_APPLYING,
    CERTAIN,
    DOCUMENT,
    ENOUGH,
    GENERAL,
    JOB_FOLDER,
    JOB_TYPE,
    LONGEST_HEADING,
    LONGEST_TITLE,
    MORE_SAID,
    NEWS,
    NO_JOB,
    NO_POSTING,
    OTHER_TYPE,
    PROGRAMS,
    ROW_TAIL,
    SAMPLE,
    SHORTEST_TEXT,
)
from unionjobs_scraper.reading.headlines import headline, is_job
from unionjobs_scraper.reading.job_sections import kind_of, telling
from unionjobs_scraper.reading.links import lasting
from unionjobs_scraper.reading.neighbors import FURNITURE
from unionjobs_scraper.reading.one_id import unlike
from unionjobs_scraper.reading.page import Block
from unionjobs_scraper.reading.record_reading import RecordRead
from unionjobs_scraper.reading.records import Group, groups
from unionjobs_scraper.reading.titles import is_course


def candidates(
    page: Selector, page_url: str, *, pattern: str = "", employer: str = "", country: str = "", named: str = ""
) -> list[Candidate]:
    """Every record of every group of a page with the decision on it, each posting once.

    `pattern`: what the addresses of postings match, where that is known. `country`: of the site.
    `named`: what the page's head calls it.
    """
    at = Where(page_url, employer, country, named)
    found = [Judged(group, at) for group in groups(page, page_url, partial(telling, employer=employer))]
    by_points = sorted(range(len(found)), key=lambda number: -found[number].points)  # what says most is read first
    decided: dict[int, list[Candidate]] = {}
    taken = _Taken()
    for number in by_points:
        decided[number] = []
        for each in found[number].rows(pattern):
            twin = taken.again(each, number) if each.kept else ""
            decided[number].append(_left(each, twin) if twin else each)
    return [taken.explained(each, number) for number in sorted(decided) for each in decided[number]]


class _Taken:
    """What was kept already, so that no posting is kept twice."""

    def __init__(self) -> None:
        self._urls: dict[str, tuple[str, int]] = {}
        self._titles: dict[str, tuple[int, bool]] = {}
        self._said: set[tuple[int, str, str, str]] = set()

    def again(self, each: Candidate, group: int) -> str:
        """Why a record is another one again; empty where it is not.

        It has the other's address, which is a mistake where two rows of a list have other titles; or its title in
        another group, where one of the two has no address; or its title and text in the same group.
        """
        title = bare(each.title)
        said = (group, title, each.url, _text(each))
        if each.url and each.url in self._urls:
            kept, its_group = self._urls[each.url]
            return "other-title" if its_group == group and unlike(each.title, kept) else "same-address"
        other, addressed = self._titles.get(title, (group, True))
        if said in self._said or (other != group and not (each.url and addressed)):
            return "same-title"
        self._urls.setdefault(each.url, (each.title, group))
        self._titles.setdefault(title, (group, bool(each.url)))
        self._said.add(said)
        return ""

    def explained(self, each: Candidate, group: int) -> Candidate:
        """A decision; a row without an address whose posting was kept in another group is that one again."""
        other, _ = self._titles.get(bare(each.title), (group, True))
        again = not each.kept and each.reason == "no-address" and other != group
        return _left(each, "same-title") if again else each


def _text(each: Candidate) -> str:
    return bare(" ".join(block.line for block in each.parts))


def _left(each: Candidate, reason: str) -> Candidate:
    return Candidate(title=each.title, kept=False, reason=reason, url=each.url, group=each.group)


class Judged:
    """A group of records and what speaks for its being a list of postings."""

    def __init__(self, group: Group, page: Where) -> None:
        self.group, self.page = group, page
        self.read = [RecordRead(record, group.kind, page) for record in group.records]
        self._same_piece()
        self.jobs = [each.names_job for each in self.read]
        self.points, self.reason = self._points()
        if self.points >= ENOUGH:
            for each in self.read:
                each.trust()
            self._same_tail()

    def _same_piece(self) -> None:
        """Takes the title from the piece of a card in which most cards have it: others show a label before it."""
        common = Counter(each.at for each in self.read if each.names_job).most_common(1)
        for at, count in common:
            if at and count * 2 > len(self.read):
                for each in self.read:
                    each.prefer(at)

    def _same_tail(self) -> None:
        """Cuts the place behind a title where most rows have one there, be its name known or not."""
        placed = [each for each in self.read if each.headline.place]
        signs = {sign for each in placed for sign in ROW_TAIL.findall(each.raw)}
        if len(placed) * 2 >= len(self.read):
            for each in self.read:
                if not each.headline.place:
                    each.cut_tail(signs)

    def _points(self) -> tuple[int, str]:
        count = len(self.read)
        kinds = {each.record.post_type for each in self.read}
        if any(map(JOB_TYPE.search, kinds)):
            return CERTAIN, "post-type"
        if all(map(OTHER_TYPE.search, kinds)):
            return 0, "other-post-type"
        heading = kind_of(telling(self.group.headings, self.page.employer))
        if not self.group.headings and kind_of(self.page.named) == "jobs":
            heading = "jobs"
        share = sum(self.jobs) / count
        addressed = sum(each.addressed for each in self.read) / count
        if heading == "never":
            return 0, "under-another-heading"
        if not share and not (addressed > 0.7 and count > 1):
            return 0, "no-role"
        said = sum(each.says_terms for each in self.read) / count
        points = (3 if share >= 0.6 else 2 if share >= 0.3 else 1 if share else 0) + (2 if addressed >= 0.6 else 0)
        points += {"jobs": 2, "others": -2}.get(heading, 0) + (1 if said >= 0.5 else 0)
        points += 2 if sum(each.on_a_system for each in self.read) / count > 0.6 else 0
        points += 2 if sum(each.speaks_of_applying for each in self.read) / count >= 0.5 else 0
        points += 0 if not JOB_FOLDER.search(path_and_query(self.page.url)) else 1 if heading else 2
        return points, "list" if points >= ENOUGH else "too-little-speaks-for-it"

    @property
    def name(self) -> str:
        """The group's shape and the heading above it, for a person."""
        above = self.group.headings[-1] if self.group.headings else ""
        return f"{self.group.name} under {above[:LONGEST_HEADING]!r}" if above else self.group.name

    def rows(self, pattern: str) -> Iterator[Candidate]:
        """The decision on each record."""
        usual = _usual([each.url for each in self.read if each.names_job and each.url])
        for each in self.read:
            kept, reason = self._verdict(each, pattern, usual)
            yield Candidate(
                title=each.headline.title or each.raw,
                kept=kept,
                reason=reason,
                url=each.url,
                place=each.place,
                parts=each.record.parts,
                group=self.name,
                headline=each.headline,
                cells=each.record.cells,
                hours=each.hours,
                department=each.department,
                raw=each.raw,
            )

    def _verdict(self, each: RecordRead, pattern: str, usual: str) -> tuple[bool, str]:
        if not each.raw:
            return False, "no-title" if self.points >= ENOUGH else self.reason
        if pattern and each.url:
            matches = _fits(pattern, each.url)
            return matches, "address-matches" if matches else self._differs(each, pattern)
        if self.points < ENOUGH:
            return False, "no-address" if pattern and self._leads_nowhere(each) else self.reason
        if SAMPLE.search(each.raw):
            return False, "sample"
        if NO_JOB.fullmatch(each.headline.title) and PROGRAMS.search(each.headline.title):
            return False, "program"
        if OTHER_TYPE.search(each.record.post_type) and not JOB_TYPE.search(each.record.post_type):
            return False, "other-post-type"
        if GENERAL.search(each.raw) or GENERAL.search(each.text[:300]):
            return False, "general-application"
        if not each.url and len(each.text) >= SHORTEST_TEXT and not (each.speaks_of_applying or each.says_terms):
            return False, "not-about-applying"
        return self._verdict_on_job(each, usual) if each.names_job else self._verdict_on_row(each, usual)

    def _verdict_on_job(self, each: RecordRead, usual: str) -> tuple[bool, str]:
        if each.url or (self.group.kind != "a" and (each.says_enough or self.points > ENOUGH)):
            return True, "job"
        if self.group.kind == "a":
            return False, "no-address"  # a link that leads nowhere lost its address
        return False, "no-address" if usual or sum(self.jobs) > 1 else "no-text"

    def _verdict_on_row(self, each: RecordRead, usual: str) -> tuple[bool, str]:
        """The decision on a row of a list of jobs whose words name none."""
        if NO_POSTING.search(each.raw) or is_course(each.raw):
            return False, "no-posting"
        if len(each.raw) > LONGEST_TITLE or each.raw.endswith((".", "?", ":")):
            return False, "no-posting"
        path = urlsplit(each.url).path
        if NEWS.search(path) and not DOCUMENT.search(path) and not (each.addressed or all(self.jobs)):
            return False, "news"
        if usual and each.url and shape(each.url) != usual:
            return False, "address-differs"
        unlike = not usual or shape(each.url) != usual
        if unlike and not each.addressed and kind_of(each.raw) in ("jobs", "never"):
            return False, "no-posting"
        if each.url or (each.says_enough and not usual):
            return True, "row-of-the-list"
        return False, "no-address" if usual else "no-posting"

    @property
    def _under_jobs(self) -> bool:
        """Whether they are links under a heading that announces jobs."""
        return self.group.kind == "a" and kind_of(telling(self.group.headings, self.page.employer)) == "jobs"

    def _leads_nowhere(self, each: RecordRead) -> bool:
        """Whether it is a link among jobs that has lost its address; one that writes an e-mail has none to lose."""
        return self._under_jobs and not each.record.links and _is_plain(each.raw)

    def _differs(self, each: RecordRead, pattern: str) -> str:
        """Why a row whose address does not match is left out: it may be a posting all the same."""
        matching = sum(_fits(pattern, other.url) for other in self.read)
        plain = _is_plain(each.raw)
        elsewhere = shape(each.url) == "document" or not same_host(each.url, self.page.url)
        unlike = each.names_job and (matching or (elsewhere and self.points >= ENOUGH))
        unlike = unlike or (elsewhere and self._under_jobs and plain)
        unlike = unlike or bool(re.search(pattern, each.url, re.IGNORECASE))
        unlike = unlike or (plain and bool(matching) and matching * 2 >= len(self.read))
        return "address-unlike" if unlike else "address-differs"


def _fits(pattern: str, url: str) -> bool:
    """Whether an address is a posting's, with or without what names a visit."""
    return bool(re.search(pattern, url) or re.search(pattern, lasting(url)))


def _is_plain(raw: str) -> bool:
    """Whether words may be a job's title: they announce nothing, and sites have none such beside their postings."""
    return len(raw) <= LONGEST_TITLE and not (kind_of(raw) or NO_POSTING.search(raw) or FURNITURE.match(raw))


def _usual(addresses: Sequence[str]) -> str:
    """The shape that most addresses of the jobs in a group have."""
    shapes = Counter(map(shape, addresses)).most_common(1)
    return shapes[0][0] if shapes and shapes[0][1] * 2 > len(addresses) else ""


def whole_page_candidate(parts: Sequence[Block], named: str, employer: str = "", country: str = "") -> list[Candidate]:
    """A page without a list is one posting where a heading or its name is a job's and its text is about applying."""
    ranked = [(block.tag, block.line) for block in parts if block.is_heading and block.lines]
    headings = [line for _, line in ranked]
    if kind_of(telling(headings[:1], employer)) == "never":
        return []
    if max(Counter(tag for tag, line in set(ranked) if is_job(line)).values(), default=0) > 1:
        return []  # one heading of a rank among several
    lines = [line for block in parts[:6] for line in block.lines]
    for raw in [*headings[:3], named, *lines]:
        told = headline(raw, employer, country)
        if is_job(told.title) and not SAMPLE.search(raw) and not NO_JOB.fullmatch(told.title):
            text = " ".join(block.line for block in parts)
            enough = len(text) >= SHORTEST_TEXT and bool(ABOUT_APPLYING.search(text))
            titled = len(raw) <= LONGEST_TITLE and not MORE_SAID.search(raw)  # else it says more than the title
            below = [block for block in parts if block.line != raw or not titled]
            reason = "one-posting" if enough else "not-about-applying"
            return [
                Candidate(title=told.title, kept=enough, reason=reason, place=told.place, parts=below, headline=told)
            ]
    return []

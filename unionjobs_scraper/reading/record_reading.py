"""The title, address and place of one record of a group."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urlsplit

from unionjobs_scraper.normalize.applicant_systems import is_applicant_system
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.normalize.titles import is_department
from unionjobs_scraper.reading.candidate import Where, bare, same_host
from unionjobs_scraper.reading.group_words import (
    ABOUT_APPLYING,
    JOB_FOLDER,
    LINKS,
    LONGEST_TITLE,
    PLACE_COLUMN,
    ROW_TAIL,
    SHORT_TEXT,
    SHORTEST_TEXT,
    TAIL_NAME,
    TERMS,
)
from unionjobs_scraper.reading.headlines import headline, is_job, is_sought
from unionjobs_scraper.reading.job_page import place_labelled
from unionjobs_scraper.reading.job_pay import hours_alone
from unionjobs_scraper.reading.job_places import is_place, place_in
from unionjobs_scraper.reading.job_sections import kind_of
from unionjobs_scraper.reading.page import Link
from unionjobs_scraper.reading.place_sentences import place_said
from unionjobs_scraper.reading.record_heads import is_button
from unionjobs_scraper.reading.records import Record
from unionjobs_scraper.reading.titles import is_course, names_a_job


class RecordRead:
    """A record with its title, address and place made out."""

    def __init__(self, record: Record, kind: str, page: Where) -> None:
        self.record, self.page, self.page_url = record, page, page.url
        self._lines = [line for block in record.parts for line in block.lines]
        self.text = " ".join(self._lines)[:3000]
        said = [piece for piece in record.title if not is_button(piece) or (kind not in LINKS and " " in piece.strip())]
        if not said:
            said = _title_inside(record)
        self._said, self._kind = said, kind
        self._take(next((piece for piece in said if is_job(piece)), said[0] if said else ""))
        self.link = _main_link(record, page.url)
        self.url = urldefrag(self.link.url).url if self.link else ""

    def _take(self, chosen: str) -> None:
        said, page, record = self._said, self.page, self.record
        self.at = said.index(chosen) if chosen else 0
        if (
            chosen
            and not names_a_job(chosen)
            and names_a_job(" ".join(said))
            and not any(is_place(each, page.country) for each in said)
        ):
            chosen = " ".join(said)
        self.raw = clean_line(chosen).rstrip(
            " #¶.:" if self._kind == "bold" else " #¶"
        )  # the mark of a link to the heading itself
        self.headline = headline(self.raw, page.employer, page.country)
        itself = bare(self.raw) == bare(page.employer)  # "Lift Operators Union" is no job
        itself = itself or is_course(self.raw)
        self.names_job = not itself and any((is_job(self.headline.title), is_job(self.raw), is_sought(self.raw)))
        own = [clean_line(piece) for piece in said if piece is not chosen]
        beside = (*own, *record.beside[:12], *self._lines[:8])
        self._beside = [line.removeprefix(chosen).lstrip(" (:–—-") for line in beside]
        self.place = self._place()

    def prefer(self, at: int) -> None:
        """Takes the title from another piece of the record, where the one taken names no job."""
        if not self.names_job and at < len(self._said):
            self._take(self._said[at])

    def cut_tail(self, signs: Collection[str]) -> None:
        """Takes what stands behind the title for a place, as it is in the rows beside it."""
        title, sign, place = _tail(self.headline.title)
        if sign in signs and is_job(title) and not names_a_job(place) and not is_department(place):
            self.headline = replace(self.headline, title=title, place=place)
            self.place = self._place()

    def trust(self) -> None:
        """Reads the title once more, as the one of a job whatever its words: its group is a list of postings."""
        self.headline = headline(self.raw, self.page.employer, self.page.country, trusted=True)
        self.place = self._place()

    def _place(self) -> str:
        near = (place_in(line, self.page.country) for line in self._beside)
        short = self._beside if len(self.text) < SHORT_TEXT else ()
        return (
            _cell(self.record)
            or (place_labelled(self.record.parts, self.page.country) if short else "")
            or self.headline.place
            or next(filter(None, near), "")
            or place_said(short, self.page.country)
            or next((each for each in map(self._office, reversed(self.record.headings)) if each), "")
        )

    def _office(self, heading: str) -> str:
        """The place that a heading above the record is: lists are often cut by office."""
        return place_in(heading, self.page.country)

    @property
    def hours(self) -> str:
        """The first part of the record that names hours or a kind of employment and nothing else."""
        return hours_alone(self._beside)

    @property
    def department(self) -> str:
        """The nearest heading above the record, where it is a department's name."""
        above = self.record.headings[-1] if self.record.headings else ""
        return above if is_department(above) and not kind_of(above) else ""

    @property
    def addressed(self) -> bool:
        """Whether its address is one of jobs, or below the page's own."""
        if not self.url:
            return False
        path, page = urlsplit(self.url).path, urlsplit(self.page_url).path.rstrip("/")
        return bool(
            self.on_a_system
            or JOB_FOLDER.search(path.rstrip("/").rpartition("/")[0] + "/")
            or (page and same_host(self.url, self.page_url) and path.startswith(page + "/"))
            or (JOB_FOLDER.search(path) and self.names_job)
        )

    @property
    def on_a_system(self) -> bool:
        """Whether it leads to a posting of an applicant system."""
        parts = urlsplit(self.url)
        return is_applicant_system(parts.hostname or "") and bool(parts.path.strip("/"))

    @property
    def says_terms(self) -> bool:
        """Whether it says something of hours, pay, dates, applying or a place."""
        return bool(self.place or TERMS.search(self.text) or self.headline.pay)

    @property
    def says_enough(self) -> bool:
        """Whether its text is long enough for a posting."""
        return len(self.text) >= SHORTEST_TEXT or bool(self.place)

    @property
    def speaks_of_applying(self) -> bool:
        """Whether its text is about applying."""
        return len(self.text) >= SHORTEST_TEXT and bool(ABOUT_APPLYING.search(self.text))


def _title_inside(record: Record) -> list[str]:
    """The title of a record whose link only says what a click does: its heading, or its first short line."""
    headings = [block.line for block in record.parts if block.is_heading and block.lines]
    buttons = [link.text for link in record.links if link.text and is_button(link.text)]
    said = [line for block in record.parts for line in block.lines if not is_button(line)]
    lines = [_before(line, buttons) for line in said]
    return headings or [line for line in lines if len(line) <= LONGEST_TITLE][:3]


def _before(line: str, buttons: Sequence[str]) -> str:
    """What a line says before the words of a link that only say what a click does: `Field Director – Details`."""
    cut = next((before for each in buttons for before, found, _ in (line.partition(each),) if found), "")
    return cut.rstrip(" –—-:|,([") or line


def _tail(title: str) -> tuple[str, str, str]:
    """A title, the sign behind it and the name that follows, be it a place or not."""
    signs = list(ROW_TAIL.finditer(title))
    found = signs[-1] if signs else None
    name = title[found.end() :] if found else ""
    if not found or not TAIL_NAME.fullmatch(name):
        return title, "", ""
    return title[: found.start()].strip(), found[0], name


def _cell(record: Record) -> str:
    """The cell of the column that names places."""
    return next((value for name, value in record.cells.items() if PLACE_COLUMN.search(name)), "")


def _main_link(record: Record, page_url: str) -> Link | None:
    """The record's own address: the link of its title, else the one whose words say that it leads on."""
    here = urldefrag(page_url).url
    links = [each for each in record.links if not each.url.startswith("mailto:") and urldefrag(each.url).url != here]
    links = [each for each in links if "/cdn-cgi/l/email-protection" not in each.url]
    titled = " ".join(record.title)
    own = [each for each in links if each.text and titled and (each.text in titled or titled in each.text)]
    buttons = [each for each in links if is_button(each.text)]
    told = [each for each in buttons if not re.match(r"\W*apply", each.text, re.IGNORECASE)]
    if own or told or buttons:
        return (own or told or buttons)[0]
    return links[0] if len(links) == 1 and len(" ".join(block.line for block in record.parts)) < 300 else None

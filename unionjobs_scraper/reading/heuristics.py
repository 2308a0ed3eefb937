"""What looks like a posting on a page made by hand, and why it was taken for one.

Nothing on such a page says "this is a posting", so a group of records of one shape is judged as a whole: by the
heading above it, the addresses that it leads to, the share of it that reads like jobs, and what its records say of
hours, pay, dates and applying. Then every row of it is taken, whatever its words. Each decision, also the one to
leave something out, has a `reason`: one word that is counted and that a test can check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import urldefrag, urlsplit

from parsel import Selector

from unionjobs_scraper.normalize.applicant_systems import is_applicant_system
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.normalize.titles import Title, is_department
from unionjobs_scraper.reading.headlines import headline, is_job, is_sought
from unionjobs_scraper.reading.job_page import place_labelled
from unionjobs_scraper.reading.job_pay import hours_alone
from unionjobs_scraper.reading.job_places import is_place, place_in
from unionjobs_scraper.reading.job_sections import kind_of, telling
from unionjobs_scraper.reading.page import Block, Link
from unionjobs_scraper.reading.place_sentences import place_said
from unionjobs_scraper.reading.record_heads import is_button
from unionjobs_scraper.reading.records import Group, Record, groups
from unionjobs_scraper.reading.titles import names_a_job

JOB_FOLDER = re.compile(
    r"""(?:^|[/_=-])(?:jobs?|careers?|vacanc(?:y|ies)|positions?|postings?|openings?|opportunit(?:y|ies)|employment|hiring
    |recruit\w*|join-us|offres?|emplois?|postes?|carrieres?|stellen\w*|jobangebot\w*|karriere|empleos?|vacantes?|ofertas?
    |puestos?|roles?|work-with-us)(?:$|[/_.?&-])""",
    re.IGNORECASE | re.VERBOSE,
)
ABOUT_APPLYING = re.compile(
    r"""\bto\s+apply\b|\bappl(?:y|ying|ications?|icants?)\b|\br[ée]sum[ée]s?\b|\bcover\s+letter\b|\bqualifications?\b
    |\bsalary\b|\bresponsibilities\b|\bduties\b|\bdeadline\b|\bclosing\s+date\b|\bcandidates?\b|\bexpressions?\s+of\s+interest\b
    |\bletters?\s+of\s+(?:interest|application)\b|\bC\.?V\.?\b|\bseek(?:s|ing)\b|\bhiring\b|\bcandidat\w*\b|\bpostul\w+\b|\bbewerb\w+\b
    |\bsolicitud\w*\b|\bcurr[íi]culum\b|\bfaites\s+parvenir\b|\b(?:competition|vacancy|posting)\s+closes\b""",
    re.IGNORECASE | re.VERBOSE,
)
ABOUT_A_POST = re.compile(
    r"""\b(?:this|the)\s+(?:(?:full|part)[\s-]time\s+|permanent\s+|temporary\s+)?(?:position|role|post|job)\b
    |\breport(?:s|ing)?\s+to\b|\bsupervised\s+by\b|\b(?:position|role|post)\s+(?:description|purpose)\b|\bvacanc(?:y|ies)\b
    |\b(?:is|are)\s+responsible\s+for\b|\bposte\b|\bpuesto\b|\bstelle\b|\baufgaben\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a page about one post, where a row of a list of jobs led to it."""
TERMS = re.compile(
    r"""\b(?:full|part)[\s-]?time\b|\bpermanent\b|\btemporary\b|\bfixed[\s-]term\b|\bremote\b|\bhybrid\b|\bon-?site\b|[$£€]\s?\d
    |\d\s?€|\bsalary\b|\bclos(?:es|ing)\b|\bdeadline\b|\bposted\b|\bapply\b|\btemps\s+(?:plein|partiel)\b|\b(?:voll|teil)zeit\b
    |\bunbefristet\b|\btiempo\s+(?:completo|parcial)\b|\bfecha\b|\bdate\s+limite\b|\bcdi\b|\bcdd\b|\bcontract\b|\blocation\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What the record of a job says beside its title: hours, pay, dates, applying."""
NO_POSTING = re.compile(
    r"""\b(?:how\s+to\s+apply|privacy|cookies?|terms\s+(?:of|and)|polic(?:y|ies)|benefits?(?:\s+(?:summary|guide|package))?$
    |equal\s+(?:employment\s+)?opportunity|eeo\b|faqs?|newsletter|subscribe|sign\s+up|log\s?in|job\s+alerts?|all\s+(?:jobs|positions
    |openings|vacancies)|application\s+(?:form|guide|pack)|about\s+us|by-?laws|constitution|minutes|calendar|directions|handbook|annual\s+report|organi[sz]ation(?:al)?\s+chart|contact\s+us|our\s+\w+$|accessibility|collective\s+agreement
    |brochure|sitemap|home$|back\s+to|view\s+(?:all|more)|see\s+all|salary\s+(?:scale|grid)s?|sample)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Rows of a list of jobs that are none."""
SAMPLE = re.compile(
    r"[(\[]\s*(?:sample|template|example|model)s?\s*[)\]]|\b(?:sample|template)s?\W*$|^\W*(?:sample|template)\b",
    re.IGNORECASE,
)
"""A title that says that it is a pattern for others."""
NO_JOB = re.compile(
    r"(?:the\s+|our\s+|paid\s+)?(?:apprentice|intern|fellow)ships?(?:\s*(?:and|&|/|,|et)\s*(?:apprentice|intern|fellow)ships?)*(?:\s+programs?)?",
    re.IGNORECASE,
)
"""The name of a page about them, where no posting is called otherwise."""
PROGRAMS = re.compile(r"ships\b|\bprograms?\b|^\W*apprenticeship\W*$", re.IGNORECASE)
"""Of these names, the ones that surely are no posting's."""
NEWS = re.compile(r"/(?:news|blog|articles?|actualites?|noticias|aktuelles?)/|/20\d\d/\d\d?/", re.IGNORECASE)
"""Folders of addresses that say when something was written."""
GENERAL = re.compile(
    r"""\b(?:open|general|spontaneous|speculative|unsolicited)\s+(?:job\s+)?applications?\b|\btalent\s+(?:pool|community|network)\b
    |\bcandidatures?\s+spontanées?\b|\binitiativbewerbung\w*|\bcandidatura\s+espontánea\b|\bfuture\s+(?:opportunit\w+|openings?)\b
    |\b(?:don['’]?t|do\s+not)\s+see\b|\bno\s+(?:open\s+)?(?:position|role|job|vacancy)\s+(?:needs?|fits?|matches|for\s+you)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""An offer to write although no job is open."""
DOCUMENT = re.compile(r"\.(?:pdf|docx?|rtf|odt|pages)$", re.IGNORECASE)
PLACE_COLUMN = re.compile(
    r"\b(?:locations?|city|place|office|lieu|ville|région|standort|ort|ubicación|lugar|ciudad|sede)\b", re.IGNORECASE
)
MORE_SAID = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÀ-Þ]")
LONGEST_TITLE = 120
LONGEST_HEADING = 40
SHORTEST_TEXT = 80
"""Characters that a posting without a link has at least below its title."""
SHORT_TEXT = 400
"""Up to so many characters, a record's text is the row of a list."""
JOB_TYPE = re.compile(
    r"(?:^|[_-])(?:jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|employment|jobpost|stellen\w*|emplois?|empleos?"
    r"|offres?)(?:$|[_-])"
)
"""A WordPress post type whose entries are postings: `job_listing`, `awsm_job_openings`."""
OTHER_TYPE = re.compile(
    r"(?:^|[_-])(?:staff|teams?|persons?|people|members?|events?|products?|testimonials?|leaders?|officers?|locals?)(?:$|[_-])"
)
CERTAIN = 9
"""Points of a group of which the site itself says so."""
LINKS = ("a", "button")
ENOUGH = 5
"""Points from which a group is a list of postings."""


ROW_TAIL = re.compile(r"(?:,|\s[–—|-])\s+(?=[A-ZÀ-Þ])|\s*\|\s*(?=[A-ZÀ-Þ])")
TAIL_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+){0,3}")
UNTITLED = Title(title="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record of a page, and whether it is taken for a posting."""

    title: str
    kept: bool
    reason: str
    """Why, in one word: a counter's name."""
    url: str = ""
    """Where the record leads."""
    place: str = ""
    parts: Sequence[Block] = field(default_factory=tuple)
    """What the record holds beside its title."""
    group: str = ""
    """The shape of its group, for a person."""
    headline: Title = UNTITLED
    """What the title held beside the job's name."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """The cells of a table's row by the names of their columns."""
    hours: str = ""
    """A part of the record that names hours or kind of employment and nothing else."""
    department: str = ""
    """The heading above it, where that is a department's name."""


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
        self._urls: set[str] = set()
        self._titles: dict[str, tuple[int, bool]] = {}
        self._said: set[tuple[int, str, str, str]] = set()

    def again(self, each: Candidate, group: int) -> str:
        """Why a record is another one again; empty where it is not.

        It has the other's address; or its title in another group, where one of the two has no address; or its title
        and text in the same group.
        """
        title = _bare(each.title)
        said = (group, title, each.url, _text(each))
        if each.url and each.url in self._urls:
            return "same-address"
        other, addressed = self._titles.get(title, (group, True))
        if said in self._said or (other != group and not (each.url and addressed)):
            return "same-title"
        self._urls.add(each.url)
        self._titles.setdefault(title, (group, bool(each.url)))
        self._said.add(said)
        return ""

    def explained(self, each: Candidate, group: int) -> Candidate:
        """A decision; a row without an address whose posting was kept in another group is that one again."""
        other, _ = self._titles.get(_bare(each.title), (group, True))
        again = not each.kept and each.reason == "no-address" and other != group
        return _left(each, "same-title") if again else each


def _text(each: Candidate) -> str:
    return _bare(" ".join(block.line for block in each.parts))


def _left(each: Candidate, reason: str) -> Candidate:
    return Candidate(title=each.title, kept=False, reason=reason, url=each.url, group=each.group)


@dataclass(frozen=True, slots=True)
class Where:
    """The page that records stand on."""

    url: str
    employer: str = ""
    country: str = ""
    named: str = ""
    """What its head calls it, which speaks where no heading does."""


class Judged:
    """A group of records and what speaks for its being a list of postings."""

    def __init__(self, group: Group, page: Where) -> None:
        self.group, self.page = group, page
        self.read = [_Read(record, group.kind, page) for record in group.records]
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
        points += 0 if not JOB_FOLDER.search(_path_and_query(self.page.url)) else 1 if heading else 2
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
            )

    def _verdict(self, each: _Read, pattern: str, usual: str) -> tuple[bool, str]:
        if not each.raw:
            return False, "no-title" if self.points >= ENOUGH else self.reason
        if pattern and each.url:
            matches = bool(re.search(pattern, each.url))
            return matches, "address-matches" if matches else self._differs(each, pattern)
        if self.points < ENOUGH:
            return False, self.reason
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

    def _verdict_on_job(self, each: _Read, usual: str) -> tuple[bool, str]:
        if each.url or (self.group.kind != "a" and (each.says_enough or self.points > ENOUGH)):
            return True, "job"
        if self.group.kind == "a":
            return False, "no-address"  # a link that leads nowhere lost its address
        return False, "no-address" if usual or sum(self.jobs) > 1 else "no-text"

    def _verdict_on_row(self, each: _Read, usual: str) -> tuple[bool, str]:
        """The decision on a row of a list of jobs whose words name none."""
        if NO_POSTING.search(each.raw) or len(each.raw) > LONGEST_TITLE or each.raw.endswith((".", "?", ":")):
            return False, "no-posting"
        path = urlsplit(each.url).path
        if NEWS.search(path) and not DOCUMENT.search(path) and not (each.addressed or all(self.jobs)):
            return False, "news"
        if usual and each.url and _shape(each.url) != usual:
            return False, "address-differs"
        unlike = not usual or _shape(each.url) != usual
        if unlike and not each.addressed and kind_of(each.raw) in ("jobs", "never"):
            return False, "no-posting"
        if each.url or (each.says_enough and not usual):
            return True, "row-of-the-list"
        return False, "no-address" if usual else "no-posting"

    def _differs(self, each: _Read, pattern: str) -> str:
        """Why a row whose address does not match is left out: it may be a posting all the same."""
        matching = sum(bool(re.search(pattern, other.url)) for other in self.read)
        plain = not kind_of(each.raw) and not NO_POSTING.search(each.raw)
        elsewhere = _shape(each.url) == "document" or not _same_host(each.url, self.page.url)
        unlike = each.names_job and (matching or (elsewhere and self.points >= ENOUGH))
        unlike = unlike or bool(re.search(pattern, each.url, re.IGNORECASE))
        unlike = unlike or (plain and bool(matching) and matching * 2 >= len(self.read))
        return "address-unlike" if unlike else "address-differs"


class _Read:
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
        itself = _bare(self.raw) == _bare(page.employer)  # "Lift Operators Union" is no job
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
            or (page and _same_host(self.url, self.page_url) and path.startswith(page + "/"))
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


def _usual(addresses: Sequence[str]) -> str:
    """The shape that most addresses of the jobs in a group have."""
    shapes = Counter(map(_shape, addresses)).most_common(1)
    return shapes[0][0] if shapes and shapes[0][1] * 2 > len(addresses) else ""


def _shape(address: str) -> str:
    """Where an address leads: host and folder, or the kind of document."""
    parts = urlsplit(address)
    if DOCUMENT.search(parts.path):
        return "document"
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/').rpartition('/')[0]}"


def _path_and_query(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def _same_host(one: str, other: str) -> bool:
    return _host(one) == _host(other)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


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

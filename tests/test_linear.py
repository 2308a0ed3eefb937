"""What a site sends costs time in proportion to its length: every public reader and normalizer, on texts that double.

Each meets a sixth of the pieces that texts are made of, its neighbors the others, and another sixth every night
(`make long`); `make fuzz` tries each with all.
Times are of the thread. A slope is believed only after it was measured again with more rounds, so that other work on
the machine makes no failure.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import count
from math import log2
from time import thread_time
from typing import Any

import pytest
from lxml import html
from scrapy.http import HtmlResponse
from scrapy.selector import Selector

import unionjobs_scraper.normalize
import unionjobs_scraper.reading
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.employment_senses import SENSES
from unionjobs_scraper.normalize.place_pieces import Piece
from unionjobs_scraper.reading.article import Article
from unionjobs_scraper.reading.page import blocks

pytestmark = pytest.mark.slow

STEEPEST = 1.3
"""Logarithm of the time over that of the length: 1 is linear, 2 quadratic."""
LARGEST = 1 << 20
LENGTHS = (1 << 14, 1 << 16, 1 << 18)
"""Of the texts that are tried, until one says enough."""
QUICK = 0.2
"""Seconds for the largest text: a reader that would stay below even if its time were squared costs nobody anything."""
MEASURED = 0.0005
"""Seconds from which on a time says how it grows to that of a text four times as long."""
ADDRESS = "https://union.example/jobs/"

TEXTS = (
    *("a", " ", "\n", "(", "é", "a b, ", "$1 ", "12,000 - ", "Salary: ", "salary range ", "May 1 ", "apply by "),
    *("remote ", "Organizer, ", "Oakland, CA; ", "SEIU Local 1 ", "- and ", "&amp;", "a@b.c ", "no longer ", '{"a":'),
    "office in 1 ",
)
"""Pieces of which a text is made that some pattern may try over and over."""
MARKUP = (
    *(
        "<p>a b c</p>",
        "<div>",
        "<br>Organizer",
        "<li><a href='/jobs/1'>Organizer</a>",
        "<!-- ",
        "<b>a</b><br>",
        "Apply by ",
        *("a", "1", "-", "a@b.", "$1,", "http:/"),
    ),
    *("<h2>Organizer</h2><p>Oakland, CA</p>", "<tr><td>Title:</td><td>a</td></tr>", "<a href='?page=2'>"),
    '<script type="application/ld+json">{"@type":"JobPosting"}</script>',
)
NOT_OF_A_SITE = {
    "applicant_systems.load", "gazetteer_table.table", "gazetteer.alpha_3", "pay_rules.plausible", "document_text.main",
    "matching.any_of", "matching.words",
    "matching.needles", "matching.remembered",
    "unions.undotted", "unions.table", "unions.signs", "closing_words.languages",
    "closing_words.common", "closing_lines.telling_lines", "closing_lines.sentences", "closing_lines.sentence_before",
    "closing_lines.sentence_after", "dates.is_possible",
    "pay_currency.per_dollar", "pay_rules.period_by_size", "workplace_words.sense",
    "stream.stream", "stream.each", "visible.mail_address",
}  # fmt: skip
"""They read the program's own tables and values, or are read with their callers."""
CODES = frozenset(
    "country home kind base_url page_url base_address source_id period own_marks named_by own_hosts".split()
)
"""Arguments that the program gives itself."""
FIXED: dict[str, Any] = {
    "country": "US", "home": "US", "kind": "JobPosting", "base_url": ADDRESS, "page_url": ADDRESS,
    "base_address": ADDRESS, "source_id": "1", "period": "YEAR", "day_first": False, "after": None, "posted": None,
    "start": LARGEST, "address": re.compile(r"/jobs/(?P<id>\d+)"), "shape": "/jobs/1", "row": None, "dollars": 1.0,
    "section": lambda headings: "", "senses": SENSES, "title_element": None, "place": 0,
}  # fmt: skip


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the readers and normalizers, by module and name."""
    for package in (unionjobs_scraper.normalize, unionjobs_scraper.reading):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, function in vars(module).items():
                plain = inspect.unwrap(function) if callable(function) else function
                if inspect.isfunction(plain) and plain.__module__ == module.__name__ and not name.startswith("_"):
                    yield f"{found.name}.{name}", function


def page(markup: str) -> HtmlResponse:
    made = HtmlResponse(ADDRESS, body=f"<html><body><main>{markup}</main></body></html>", encoding="utf-8")
    made.selector  # noqa: B018  parsed before the clock runs
    return made


def element(markup: str) -> html.HtmlElement:
    return html.fromstring(f"<main>{markup} </main>")


def lines(text: str) -> list[str]:
    return [text[at : at + 50] for at in range(0, len(text), 50)]


def node(text: str) -> dict[str, Any]:
    return {"@type": "JobPosting", "title": text, "description": text, "employmentType": text, "validThrough": text}


def article_of(markup: str) -> Article:
    made = page(markup)
    parts = tuple(blocks(made.selector, ADDRESS))
    return Article(url=ADDRESS, heading="Organizer", named="", blocks=parts, selector=made.selector)


OF_TEXT: dict[str, Callable[[str], Any]] = {
    "str": str,
    "bytes": str.encode,
    "Sequence[str]": lines,
    "Iterable[str]": lines,
    "list[str]": lines,
    "Collection[str]": lines,
    "Iterable[tuple[str, str]]": lambda text: [(line, line) for line in lines(text)],
    "Iterator[tuple[str, str]]": lambda text: iter([("Title", line) for line in lines(text)]),
    "list[Piece]": lambda text: [Piece(kind="city", name=line) for line in lines(text)],
    "Iterable[Place]": lines,
    "Iterable[Listed | JobPosting]": lambda text: [
        Listed(source_id="1", url=ADDRESS, title=line) for line in lines(text)
    ],
    "Node": node,
    "Any": str,
    "JobPosting": lambda text: JobPosting(source_id="1", url=ADDRESS, title=text),
    "dict[str, str]": lambda text: {"title": text},
}
OF_MARKUP: dict[str, Callable[[str], Any]] = {
    "TextResponse": page,
    "Response": page,
    "Selector": lambda markup: Selector(text=markup),
    "HtmlElement": element,
    "HtmlElement | None": element,
    "Sequence[HtmlElement]": lambda markup: [element(markup)],
    "Sequence[Sequence[HtmlElement]]": lambda markup: [list(element(markup).iter("li", "tr", "p"))],
    "Mapping[HtmlElement, str]": lambda markup: dict.fromkeys(element(markup).iter("a"), "1"),
    "Sequence[Block]": lambda markup: blocks(Selector(text=markup), ADDRESS),
    "list[Block]": lambda markup: blocks(Selector(text=markup), ADDRESS),
    "Iterable[Block]": lambda markup: blocks(Selector(text=markup), ADDRESS),
    "Article": article_of,
}
GROWING = OF_TEXT | OF_MARKUP

FUNCTIONS = {name: function for name, function in functions() if name not in NOT_OF_A_SITE}


def grown(function: Callable[..., Any]) -> list[str]:
    """The arguments of a function that hold what a site sends."""
    named = inspect.signature(inspect.unwrap(function)).parameters.values()
    return [each.name for each in named if each.annotation in GROWING and each.name not in CODES]


def call(function: Callable[..., Any], grows: str, text: str) -> Callable[[], object]:
    """The call with one long argument, made ready."""
    given: dict[str, Any] = {}
    for each in inspect.signature(inspect.unwrap(function)).parameters.values():
        if each.name == grows:
            given[each.name] = GROWING[each.annotation](text)
        elif each.default is inspect.Parameter.empty:
            given[each.name] = (
                FIXED[each.name]
                if each.name in FIXED
                else GROWING[each.annotation]("<p>a</p>" if each.annotation in OF_MARKUP else "a")
            )
    return partial(function, **given)


@lru_cache(maxsize=8)
def filled(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


NUMBERS = count()


def seconds(function: Callable[..., Any], grows: str, piece: str, length: int, rounds: int = 1) -> float:
    best = float("inf")
    for _ in range(rounds):
        ready = call(function, grows, f"{next(NUMBERS)} {filled(piece, length)}")  # remembered texts cost nothing
        start = thread_time()
        try:
            found = ready()
            if isinstance(found, Iterator):
                for _each in found:
                    pass
        except PageError:
            pass
        best = min(best, thread_time() - start)
    return best


def slope(function: Callable[..., Any], grows: str, piece: str, repeats: Sequence[int] = (1, 2, 3, 5)) -> float:
    """How the time grows with the length; 0 where the largest text takes little time, however it grows.

    The lower of two doublings counts, measured again with more rounds before it is believed.
    """
    seconds(function, grows, piece, len(piece))  # what is loaded and compiled once belongs to no length
    before = 0.0
    for length in LENGTHS:
        once = seconds(function, grows, piece, length)
        if once * (LARGEST / length) ** 2 < QUICK or (before and log2(once / before) / 2 <= STEEPEST):
            return 0.0
        if before:
            break
        before = once if once >= MEASURED else 0.0
    return _slope_again(function, grows, piece, length // 4, repeats)


def _slope_again(function: Callable[..., Any], grows: str, piece: str, length: int, repeats: Sequence[int]) -> float:
    first = second = third = float("inf")
    for rounds in repeats:
        first = min(first, seconds(function, grows, piece, length, rounds))
        second = min(second, seconds(function, grows, piece, length * 2, rounds))
        third = min(third, seconds(function, grows, piece, length * 4, rounds))
        found = min(log2(second / first), log2(third / second))
        if found <= STEEPEST:
            break
    return found


@pytest.mark.parametrize("other", [0, pytest.param(3, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_reader_takes_time_in_proportion_to_what_it_reads(
    name: str, other: int, request: pytest.FixtureRequest
) -> None:
    function = FUNCTIONS[name]
    at = list(FUNCTIONS).index(name) % 3 + other
    share = slice(None) if request.config.getoption("--every-piece") else slice(at, None, 6)
    steep = {}
    for grows in grown(function):
        markup = inspect.signature(inspect.unwrap(function)).parameters[grows].annotation in OF_MARKUP
        for piece in (MARKUP if markup else TEXTS)[share]:
            if (found := slope(function, grows, piece)) > STEEPEST:
                steep[grows, piece] = round(found, 2)
    assert steep == {}


def test_every_function_over_a_sites_text_is_measured() -> None:
    assert [name for name, function in FUNCTIONS.items() if not grown(function)] == []
    assert {name for name, _ in functions()} >= NOT_OF_A_SITE


def _quadratic(text: str) -> object:
    return sum(1 for _ in range(0, len(text), 32) for _ in range(0, len(text), 32))


def _linear(text: str) -> object:
    return re.findall(r"a|b", text)


def test_the_measurement_tells_quadratic_from_linear() -> None:
    assert slope(_quadratic, "text", "a", (1,)) > STEEPEST
    assert slope(_linear, "text", "a") <= STEEPEST

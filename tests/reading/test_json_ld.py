"""JSON-LD and microdata as sites send them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from unionjobs_scraper.reading.json_ld import loads, nodes

ORGANIZER = {"@type": "JobPosting", "title": "Organizer"}
GOOD = json.dumps(ORGANIZER)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"//<![CDATA[\n{GOOD}\n//]]>",
        f"/*<![CDATA[*/ {GOOD} /*]]>*/",
        f"<!-- {GOOD} -->",
        f"{GOOD};",
        GOOD.replace('"', "&quot;"),
        GOOD.replace('"', "&#34;").replace(", ", " "),
        GOOD.replace(", ", " "),
        GOOD.replace("}", ",}"),
        GOOD + "}",
    ],
)
def test_what_sites_write_for_the_same_node(text: str) -> None:
    assert loads(text) == ORGANIZER


@pytest.mark.parametrize(
    ("inside", "value"),
    [("a\nb\tc", "a\nb\tc"), (r"\$50", "$50"), (r"C:\\x", "C:\\x"), (r"\u0041", "A"), ('<p class="x">a</p>',) * 2],
)
def test_strings_that_json_forbids(inside: str, value: str) -> None:
    assert loads(f'{{"description": "{inside}"}}') == {"description": value}


@pytest.mark.parametrize(
    "text", ["", "hello", '{"@type": "JobPosting", "title": "Organ', "<!-- -->", '"Organizer', "["]
)
def test_what_stops_in_the_middle_says_nothing(text: str) -> None:
    assert loads(text) is None


@given(st.text() | st.text(alphabet='{}[]",:\\&;/*<!->a1 \n'))
def test_any_text_is_a_value_or_none(text: str) -> None:
    loads(text)


@pytest.mark.parametrize(
    "value",
    [
        ORGANIZER,
        [{"@type": "WebPage"}, ORGANIZER],
        {"@graph": [{"@type": "WebPage"}, ORGANIZER]},
        {"@type": "WebPage", "mainEntity": ORGANIZER},
        {"@type": ["Thing", "JobPosting"], "title": "Organizer"},
        {"@type": "http://schema.org/JobPosting", "title": "Organizer"},
        {"@Type": "JobPosting", "Title": "Organizer"},
    ],
)
def test_a_node_is_found_wherever_it_stands(value: Any) -> None:
    page = Selector(text=f'<script type="application/LD+json">{json.dumps(value)}</script>')
    assert [node["title"] for node in nodes(page, "JobPosting")] == ["Organizer"]


def test_one_broken_script_hides_no_other() -> None:
    page = Selector(
        text=f'<script type="application/ld+json">{{"a": </script><script type="application/ld+json">{GOOD}</script>'
    )
    assert nodes(page, "JobPosting") == [ORGANIZER]


def test_microdata_belongs_to_its_own_scope() -> None:
    page = Selector(
        text='<div itemscope itemtype="https://schema.org/JobPosting"><b itemprop="title">Organizer</b>'
        '<div itemprop="hiringOrganization" itemscope itemtype="x"><i itemprop="name">Local 9</i></div>'
        '<time itemprop="datePosted" datetime="2026-04-02">yesterday</time>'
        '<i itemprop="skills">one</i><i itemprop="skills">two</i></div><b itemprop="title">Menu</b>'
    )
    (node,) = nodes(page, "JobPosting")
    assert node["title"] == "Organizer"
    assert node["hiringOrganization"]["name"] == "Local 9"
    assert "name" not in node
    assert node["datePosted"] == "2026-04-02"
    assert node["skills"] == ["one", "two"]

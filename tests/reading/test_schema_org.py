"""A schema.org JobPosting in this program's words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.pay import find_pay
from unionjobs_scraper.reading.schema_org import pay_words, read

WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "address"]), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    "title description datePosted employmentType jobLocation jobLocationType hiringOrganization baseSalary".split()
)


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        (
            {"currency": "USD", "value": {"minValue": 60000, "maxValue": 75000, "unitText": "YEAR"}},
            "USD 60,000 – 75,000 per year",
        ),
        ({"currency": "USD", "value": {"value": "38.5", "unitText": "HOUR"}}, "USD 38.50 per hour"),
        ({"currency": "CAD", "value": 5000, "unitText": "Monthly"}, "CAD 5,000 per month"),
        ({"currency": "USD", "minValue": 1000, "maxValue": 1000, "unitText": "WEEK"}, "USD 1,000 per week"),
        ({"value": {"value": "$28 - $32", "unitText": "HOUR"}}, ""),
        ({"value": "$28 - $32", "unitText": "HOUR"}, "$28 - $32 per hour"),
        ({"value": "competitive", "unitText": "HOUR"}, ""),
        ("$70,000 - $80,000 per year", "$70,000 - $80,000 per year"),
        (70000, "70,000"),
        ({"currency": "USD", "value": {"minValue": 0, "maxValue": 0}}, ""),
        ({"currency": "USD"}, ""),
        (None, ""),
        (True, ""),
    ],
)
def test_pay_in_words(salary: Any, words: str) -> None:
    assert pay_words(salary) == words


def test_the_words_are_read_back_as_the_figures() -> None:
    words = pay_words({"currency": "CAD", "value": {"minValue": 94798.84, "maxValue": 113625.97, "unitText": "YEAR"}})
    pay = find_pay(words)
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == (94798.84, 113625.97, "CAD", "YEAR")


@given(st.dictionaries(FIELDS, WILD))
def test_any_node_is_read(node: dict[str, Any]) -> None:
    item = read(node, source_id="1", url="https://example.org/1")
    assert "None" not in (item.title, item.employer, item.location_text, item.salary_text)


def test_a_java_date_is_one_that_the_normalizer_knows() -> None:
    node = {"title": "Organizer", "datePosted": "Thu Jul 02 00:00:00 GMT 2026"}
    assert read(node, source_id="1", url="https://example.org/1").date_posted_text == "Jul 02, 2026"


def address(**fields: Any) -> dict[str, Any]:
    return {"@type": "Place", "address": {"@type": "PostalAddress", **fields}}


@pytest.mark.parametrize(
    ("location", "words"),
    [
        (address(addressLocality="Metzingen", addressCountry="DE"), "Metzingen, DEU"),
        (address(addressLocality="New York", addressCountry="US"), "New York, NY, USA"),
        (address(addressLocality="Toronto", addressRegion="Ontario", addressCountry="CA"), "Toronto, ON, CAN"),
        (address(addressLocality="Lausanne", addressRegion="Vaud", addressCountry="Schweiz"), "Lausanne, VD, CHE"),
        (address(addressLocality="Oakland, CA", addressRegion="CA", addressCountry="US"), "Oakland, CA, USA"),
        (address(addressLocality="Oakland", addressRegion="CA"), "Oakland, CA"),
        (
            address(addressLocality="Oakland", addressCountry={"@type": "Country", "name": ["USA", "USA"]}),
            "Oakland, USA",
        ),
        (address(addressCountry="US"), "USA"),
        ({**address(addressCountry="US"), "name": "Oakland, CA"}, "Oakland, CA, USA"),
        ({**address(addressCountry="US"), "name": "XYZ Local 9"}, "USA"),
        (address(streetAddress="1 Main St, Oakland, CA 94601"), "1 Main St, Oakland, CA 94601"),
        ({"address": [{"addressLocality": "Reno", "addressRegion": "NV"}, {"addressRegion": "CA"}]}, "Reno, NV; CA"),
        ({"address": "Oakland, CA"}, "Oakland, CA"),
        ({"address": {}, "name": "Sacramento"}, "Sacramento"),
        ("Albany, NY", "Albany, NY"),
        ([address(addressLocality="Paris", addressCountry="FR")] * 2, "Paris, FRA"),
    ],
)
def test_the_parts_of_an_address_stay_apart(location: Any, words: str) -> None:
    node = {"title": "Organizer", "jobLocation": location, "hiringOrganization": {"name": "XYZ Local 9"}}
    assert read(node, source_id="1", url="https://example.org/1").location_text == words


@pytest.mark.parametrize(
    ("fields", "department", "apply_url"),
    [
        ({"employmentUnit": {"@type": "Organization", "name": "Organizing"}}, "Organizing", ""),
        ({"hiringOrganization": {"name": "XYZ", "department": {"name": "Legal"}}}, "Legal", ""),
        ({"hiringOrganization": "XYZ"}, "", ""),
        ({"applicationContact": {"@type": "ContactPoint", "email": "jobs@example.org"}}, "", "mailto:jobs@example.org"),
        ({"applicationContact": {"telephone": "555-0100"}}, "", ""),
        (
            {"applicationContact": {"email": "a@example.org"}, "description": "<p>Apply to b@example.org.</p>"},
            "",
            "mailto:b@example.org",
        ),
    ],
)
def test_department_and_contact(fields: dict[str, Any], department: str, apply_url: str) -> None:
    item = read({"title": "Organizer", **fields}, source_id="1", url="https://example.org/1")
    assert (item.department, item.apply_url) == (department, apply_url)

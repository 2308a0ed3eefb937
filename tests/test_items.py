"""The item: a copy with other values, and the fingerprint of what the site states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from unionjobs_scraper.items import STATED, JobPosting, Listed, changed, hash_of_stated, stated_hash
from unionjobs_scraper.pipelines.validate import Validate

ITEM = JobPosting(source="xyz", source_id="1", title="Organizer", salary_min=1.5, date_posted=date(2026, 5, 1))


@pytest.mark.parametrize("values", [{}, {"title": "Researcher"}, {"salary_min": None, "description": "Join us."}])
def test_a_changed_item_is_a_copy_with_other_values(values: dict[str, Any]) -> None:
    assert changed(ITEM, **values) == replace(ITEM, **values)


def test_no_field_is_made_up() -> None:
    with pytest.raises(TypeError):
        changed(ITEM, salary="a lot")


def test_the_fingerprint_is_of_what_the_site_states_in_order() -> None:
    assert stated_hash(ITEM) == hash_of_stated(getattr(ITEM, name) for name in STATED)
    assert stated_hash(changed(ITEM, job_family="organizing")) == stated_hash(ITEM)
    assert stated_hash(changed(ITEM, title="", employer="Organizer")) != stated_hash(ITEM)


def test_what_is_stored_is_fingerprinted_as_it_was_cleaned() -> None:
    spider = SimpleNamespace(allowed_domains=["xyz.test"])
    raw = changed(
        ITEM, url="https://xyz.test/1", employer="XYZ  Local 9", description="Join us.\n\n\n\nApply.", title=" Clerk "
    )
    cleaned = Validate.from_crawler(SimpleNamespace(stats=None, spider=spider)).process_item(raw)  # type: ignore[arg-type]
    assert (cleaned.title, cleaned.employer, cleaned.description) == ("Clerk", "XYZ Local 9", "Join us.\n\nApply.")
    assert cleaned.content_hash == stated_hash(cleaned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Listed):
    """A platform's own row, with a field that only its list states."""

    category: str = ""


def test_a_row_changes_with_a_field_of_its_platforms_own() -> None:
    row = Row(source_id="1", url="https://xyz.test/1", title="Organizer", category="Field")
    assert replace(row, category="Legal").fingerprint != row.fingerprint
    assert replace(row).fingerprint == row.fingerprint
    # kept in databases for weeks: another one has every page of such a source read again
    assert row.fingerprint == "74aa74def8631ab2"

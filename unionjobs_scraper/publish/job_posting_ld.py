"""A posting as schema.org's JobPosting, in JSON-LD, as search engines and other boards read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from unionjobs_scraper.storage.values import cell_text

PARAGRAPH = Markup("<{0}>{{0}}</{0}>").format(Markup("p"))
"""A paragraph of the description, which is HTML there: its text is escaped."""


def json_ld(posting: Mapping[str, Any], description: str, address: str) -> dict[str, Any]:
    """The JobPosting of a posting's columns; what is not known is left out.

    Args:
        posting: the columns, contacts taken out where the page is public.
        description: its text, paragraphs apart.
        address: where the posting is.
    """
    opened = posting.get("date_posted") or (posting.get("open_by") if posting.get("open_after") else None)
    found = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting["title"],
        "description": "".join(map(PARAGRAPH.format, filter(None, map(str.strip, description.split("\n\n"))))),
        "datePosted": cell_text(opened)[:10],
        "validThrough": cell_text(posting["valid_through"]),
        "employmentType": posting["employment_type"],
        "hiringOrganization": {"@type": "Organization", "name": posting["employer"]} if posting["employer"] else None,
        "jobLocation": list(_locations(posting)),
        "jobLocationType": "TELECOMMUTE" if posting["workplace"] == "remote" else None,
        "baseSalary": _salary(posting),
        "url": address,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _locations(posting: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for place in filter(None, str(posting["locations"] or "").split("; ")):
        *locality, region, country = ["", "", *place.split(", ")]
        town = ", ".join(filter(None, locality))
        parts = {"addressLocality": town, "addressRegion": region, "addressCountry": country}
        yield {
            "@type": "Place",
            "address": {"@type": "PostalAddress"} | {name: value for name, value in parts.items() if value},
        }


def _salary(posting: Mapping[str, Any]) -> dict[str, Any] | None:
    ends = {"minValue": posting["salary_min"], "maxValue": posting["salary_max"]}
    ends = {name: value for name, value in ends.items() if value is not None}
    if not ends or not posting["salary_currency"] or not posting["salary_period"]:
        return None
    value = {"@type": "QuantitativeValue", "unitText": posting["salary_period"], **ends}
    return {"@type": "MonetaryAmount", "currency": posting["salary_currency"], "value": value}


def script(found: Mapping[str, Any]) -> Markup:
    """The JSON for a `script` element: no text of it ends the element or begins another."""
    text = json.dumps(found, ensure_ascii=False, indent=1)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 — every sign that markup begins with is escaped above

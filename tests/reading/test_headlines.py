"""The title in a headline, and what is taken off it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.reading.headlines import headline
from unionjobs_scraper.reading.job_places import is_place

LOCAL = "SEIU Local 42"


@pytest.mark.parametrize(
    ("raw", "employer", "title", "place"),
    [
        ("Lamplighters Seek a Full-Time Lead Organizer (Reno, NV)", "", "Lead Organizer", "Reno, NV"),
        ("We're hiring an organizer!", "", "Organizer", ""),
        ("Hiring Notice: Grievance Coordinator 2015-2016", "", "Grievance Coordinator", ""),
        ("Job title: Bookkeeper", "", "Bookkeeper", ""),
        ("Union Job Posting: Field Organizer, Apply by June 1", "", "Field Organizer", ""),
        ("Offre d'emploi : Conseillère syndicale", "", "Conseillère syndicale", ""),
        ("Le syndicat recrute une conseillère syndicale", "", "Conseillère syndicale", ""),
        ("Organizer II at SEIU Local 42 Reno, NV", LOCAL, "Organizer II", "Reno, NV"),
        ("Organizer-Representative, SEIU42", LOCAL, "Organizer-Representative", ""),
        ("SEIU Field Organizer", LOCAL, "Field Organizer", ""),
        ("Field Organizer - Reno, NV", "", "Field Organizer", "Reno, NV"),
        ("Field Organizer | Reno, NV", "", "Field Organizer", "Reno, NV"),
        ("Sales Director, NAMER | US", "", "Sales Director, NAMER", "US"),
        ("Health Fellow in Washington, DC", "", "Health Fellow", "Washington, DC"),
        ("Nevada-based Reporter", "", "Reporter", "Nevada"),
        ("60578 - Field Organizer", "", "Field Organizer", ""),
        ("2026-31 Labour Relations Officer", "", "Labour Relations Officer", ""),
        ("No. 2026-12: Field Organizer", "", "Field Organizer", ""),
        ("Competition #26-07 – Field Organizer", "", "Field Organizer", ""),
        ("SR-26-03 Staff Representative", "", "Staff Representative", ""),
        ("Research Intern (Spring 2027)", "", "Research Intern (Spring 2027)", ""),
        ("Organizing Internship, Summer 2027", "", "Organizing Internship, Summer 2027", ""),
        ("Content Officer (Ref: DC/26/1)", "", "Content Officer", ""),
        ("Content Officer - Ref. HR-2026/14", "", "Content Officer", ""),
        ("2. Membership Organizer", "", "Membership Organizer", ""),
        ("3) Field Organizer", "", "Field Organizer", ""),
        ("Field Organizer – Remote", "", "Field Organizer", "Remote"),
        ("Field Organizer, Hybrid", "", "Field Organizer", "Hybrid"),
        ("Field Organizer (Remote)", "", "Field Organizer (Remote)", ""),
        ("Organizer-in-Training (3 positions)", "", "Organizer-in-Training", ""),
        ("Business Agent in Training", "", "Business Agent in Training", ""),
        ("ISO: New Executive Director!", "", "Executive Director", ""),
        ("Member Organizer - Restaurants", "", "Member Organizer - Restaurants", ""),
        ("Field Organizer (Temporary)", "", "Field Organizer (Temporary)", ""),
        ("Referent:in für Tarifpolitik (m/w/d)", "", "Referent:in für Tarifpolitik (m/w/d)", ""),
        ("Director in Training", "", "Director in Training", ""),
        ("Campaign Coordinator", "Campaign for Peace", "Campaign Coordinator", ""),
        ("", "", "", ""),
    ],
)
def test_titles_and_places(raw: str, employer: str, title: str, place: str) -> None:
    found = headline(raw, employer)
    assert (found.title, found.place) == (title, place)


@pytest.mark.parametrize(
    "line",
    [
        *("Full time", "Engineering", "Head Office", "Organizer", "Learn more", "Reno Office", ""),
        *("October 28, 2026 2:14 PM", "Spring 2027", "Mon, Nov 9, 11:00 AM"),
    ],
)
def test_lines_that_are_no_place(line: str) -> None:
    assert not is_place(line)


@given(st.text(max_size=400), st.text(max_size=60))
def test_any_line_is_read(raw: str, employer: str) -> None:
    assert isinstance(headline(raw, employer).title, str)

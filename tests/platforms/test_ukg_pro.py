"""UKG's opportunities, whose addresses the register holds: each is asked for, or none is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.boards import BOARD
from unionjobs_scraper.errors import RegisterError
from unionjobs_scraper.platforms.ukg_pro import PLATFORM

JOBS = "https://recruiting.ultipro.com/EXA1005EXAM/JobBoard/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
ONE, TWO = (f"{JOBS}/OpportunityDetail?opportunityId={n * 8}-2222-3333-4444-555555555555" for n in "12")


def test_each_address_is_asked_for() -> None:
    board = replace(BOARD, start=f"{ONE} {TWO}")
    assert [request.url for request in PLATFORM.first_requests(board)] == [ONE, TWO]


@pytest.mark.parametrize("damaged", [f"{JOBS}/OpportunityDetail?id=1", JOBS, TWO[:-1], "https://example.org/jobs"])
def test_a_damaged_address_ends_the_run_before_it_begins(damaged: str) -> None:
    requests = PLATFORM.first_requests(replace(BOARD, start=f"{ONE} {damaged}"))
    with pytest.raises(RegisterError, match="no address of an opportunity"):
        next(requests)

"""Five hostile boards among good ones: nothing of one holds up another, and each fails with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.hostile.measure import run
from tests.support.deploy_receivers import mailbox

pytestmark = pytest.mark.slow

GOOD = ("good1", "good2")
HOSTILE = ("endless", "two_documents", "slow", "long_lines", "redirects")
SETTINGS = {"DOWNLOAD_DELAY": 0, "DOWNLOAD_TIMEOUT": 10, "RETRY_TIMES": 0, "ALERT_AFTER": 1}


def test_hostile_boards_among_good_ones(tmp_path: Path) -> None:
    with mailbox() as box:
        seen = run(tmp_path, [*GOOD, *HOSTILE], {**SETTINGS, **box.settings}, "most_postings = 100")
        told = "".join(mail.get_content() for mail in box.mails)
    said = " ".join(seen.out.split())
    assert [name for name in GOOD if f"{name} complete 12 12" not in said] == []
    assert seen.status == 1
    assert seen.memory < 400, seen.memory
    assert seen.most < 1, seen.silences
    for name, reason in REASONS.items():
        assert f"{name} is unwell" in told
        assert reason in " ".join(told.split()), name


REASONS = {
    "endless": "postings are listed, and 100 are read at most",
    "two_documents": "posting pages could not be read",
    "slow": "no answer in time",
    "redirects": "list-unread",
}
"""Long lines are only long: that board is read."""

"""Faults of the machine and of whoever runs the program: killed, stopped, two at a time, a wrong clock."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import Final

from lab.faults.middle import in_the_middle
from lab.faults.stage import LIST, POSTING, Stage
from lab.faults.trial import Doing, Trial
from lab.program.databases import Sqlite
from lab.program.program import Ended
from lab.replica import Fault

KILLED: Final = -signal.SIGKILL


def killed_at(path: str, after: int = 0) -> Doing:
    """kill -9 while the program waits for a page."""

    def doing(stage: Stage) -> Ended:
        hold = Fault(kind="timeout", path=path, after=after)
        stage.replica.break_(hold)
        running = stage.start()
        stage.until(f"*{path}", after + 1, running)
        running.signal(signal.SIGKILL)
        stage.replica.mend(hold)
        return running.ended()

    return doing


def killed_in(pattern: str, when: str) -> Doing:
    """kill -9 at a statement, or at the commit of its transaction."""

    def doing(stage: Stage) -> Ended:
        return stage.crawl(ADDONS=json.dumps({"lab.faults.kill_addon.Dying": 1}), DIE_AT=pattern, DIE_WHEN=when)

    return doing


def power_cut(stage: Stage) -> Ended:
    """kill -9 at the last commit, and half of SQLite's write-ahead log never reached the disk."""
    ended = killed_in(FINISHING, "commit")(stage)
    assert isinstance(stage.base, Sqlite)
    log = stage.base.file.with_name(stage.base.file.name + "-wal")
    os.truncate(log, log.stat().st_size // 2)
    return ended


def signalled(number: signal.Signals) -> Doing:
    """Ended by a signal, as an operator or a service manager does it."""

    def doing(stage: Stage) -> Ended:
        with in_the_middle(stage) as running:
            running.signal(number)
            time.sleep(0.5)
        return running.ended()

    return doing


def signalled_twice(stage: Stage) -> Ended:
    """Ended by a second SIGTERM, while it waits for pages that do not come."""
    hold = Fault(kind="timeout", path=POSTING, after=1)
    stage.replica.break_(hold)
    running = stage.start()
    stage.until(POSTING, 2, running)
    for _ in range(2):
        running.signal(signal.SIGTERM)
        time.sleep(0.5)
    ended = running.ended()
    stage.replica.mend(hold)
    return ended


def twice_at_once(stage: Stage) -> Ended:
    """A second run while the first one is frozen; the first then goes on."""
    with in_the_middle(stage) as running:
        running.signal(signal.SIGSTOP)
        second = stage.crawl()
        running.signal(signal.SIGCONT)
    if second.status != 75 or f"process {running.pid} " not in second.err or " since 20" not in second.err:
        stage.problems.append(f"the second run ended {second.status}: {second.err.strip()[-200:]}")
    return running.ended()


def backwards(stage: Stage) -> Ended:
    """A run by a clock that has gone back to before the first one."""
    today, stage.at = stage.at, "2026-04-30T06:00:00Z"
    ended = stage.crawl()
    stage.at = today
    return ended


def ahead(stage: Stage) -> Ended:
    """A run by a clock that is a year ahead; the one after it is refused, then the operator mends the stamp."""
    today, stage.at = stage.at, "2027-05-02T06:00:00Z"
    ended = stage.crawl()
    stage.at = today.replace("T06", "T18")
    refused = stage.crawl()
    if refused.status != 1 or "[clock]" not in refused.out:
        stage.problems.append(f"the run after it ended {refused.status}: {refused.out[-200:]}")
    stage.at = today
    newest = max(stage.program.rows("runs"), key=lambda run: run["started_at"])
    mended = stage.program("restamp", newest["run_id"], "--at", today)
    if mended.status:
        stage.problems.append(f"the stamp was not mended: {mended.err}")
    return ended


BATCH: Final = r"FROM job_keys"
"""Of the linking, between what is stored of a posting and what is remembered of it."""
SIGHTING: Final = r"^UPDATE (OR FAIL )?postings SET last_seen="
FINISHING: Final = r"^UPDATE runs SET census_at"

TRIALS: Final = (
    Trial(name="kill -9: before the list", verdict="failed", status=KILLED, doing=killed_at(LIST)),
    Trial(name="kill -9: among the postings", verdict="failed", status=KILLED, doing=killed_at(POSTING, 5)),
    Trial(name="kill -9: inside a batch", verdict="failed", status=KILLED, doing=killed_in(BATCH, "statement")),
    Trial(name="kill -9: at a batch's commit", verdict="failed", status=KILLED, doing=killed_in(BATCH, "commit")),
    Trial(
        name="kill -9: between batch and end", verdict="failed", status=KILLED, doing=killed_in(SIGHTING, "statement")
    ),
    Trial(name="kill -9: at the last commit", verdict="failed", status=KILLED, doing=killed_in(FINISHING, "commit")),
    Trial(name="power cut: half the log lost", verdict="failed", status=KILLED, doing=power_cut, kinds=("sqlite",)),
    Trial(name="SIGTERM", verdict="partial", status=1, doing=signalled(signal.SIGTERM), reason="ended early"),
    Trial(name="SIGINT", verdict="partial", status=1, doing=signalled(signal.SIGINT), reason="ended early"),
    Trial(name="SIGTERM, twice", verdict="failed", status=1, doing=signalled_twice),
    Trial(name="two runs at once", verdict="complete", status=0, doing=twice_at_once),
    Trial(name="clock runs backwards", verdict="partial", status=1, doing=backwards, reason="stamped"),
    Trial(name="clock runs ahead", verdict="partial", status=0, doing=ahead),
)

"""What the search of the list reads: rows in files of script, which a browser reads without a server too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.jobs import Job
from unionjobs_scraper.publish.site.pages import Site
from unionjobs_scraper.publish.site.state import mark

SHARD = 4000
"""Jobs in one file."""


def shard_count(jobs: int) -> int:
    """How many files so many jobs take."""
    return max(1, -(-jobs // SHARD))


def row(site: Site, job: Job) -> list[Any]:
    """A job as `assets/jobs.js` reads it."""
    return [
        job.path,
        job.title,
        job.employer,
        job.union,
        job.family,
        job.regions,
        job.places,
        job.workplace,
        job.pay,
        int(job.has_pay),
        job.deadline,
        job.opened[:10],
        int(site.is_fresh(job)),
    ]


def write_index(folder: Folder, site: Site, jobs: Sequence[Job]) -> str:
    """Writes the files; returns the digest of all, by which a browser knows that they changed."""
    marks = []
    for number in range(shard_count(len(jobs))):
        rows = [row(site, job) for job in jobs[number * SHARD : (number + 1) * SHARD]]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        for sign in "<\u2028\u2029":
            text = text.replace(sign, f"\\u{ord(sign):04x}")
        content = f"unionjobsRows({text});\n"
        folder.write(f"jobs/rows-{number}.js", content)
        marks.append(mark(content))
    return mark(marks)[:8]

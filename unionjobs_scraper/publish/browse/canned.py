"""Questions that readers of the snapshot ask most, as SQL that they can change and run again."""

from __future__ import annotations

from dataclasses import dataclass

from unionjobs_scraper.lifecycle.wording import all_reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Canned:
    """One question to the snapshot (SQLite)."""

    name: str
    """Its part of the address."""
    title: str
    description: str
    sql: str


ORGANIZERS = Canned(
    name="open_organizer_jobs_by_state",
    title="Open organizer jobs by state",
    description="Jobs of the family “organizing” that are open now, counted once however many boards list them.",
    sql="""
select
  country,
  region,
  count(distinct job_id) as open_jobs,
  count(distinct "union") as unions,
  min(case when salary_currency = 'USD' and salary_period = 'YEAR' then salary_min end) as lowest_yearly_usd,
  max(case when salary_currency = 'USD' and salary_period = 'YEAR' then coalesce(salary_max, salary_min) end)
    as highest_yearly_usd
from postings
where status = 'open' and job_family = 'organizing'
group by country, region
order by open_jobs desc, country, region
""",
)
PAY = Canned(
    name="pay_ranges_by_union",
    title="Pay ranges by union",
    description=(
        "Yearly pay in US dollars as advertised, open and closed postings, one per job. The median is of the lower"
        " figures; a posting that states no pay is not counted."
    ),
    sql="""
with stated as (
  select
    "union",
    job_id,
    min(salary_min) as low,
    max(coalesce(salary_max, salary_min)) as high
  from postings
  where salary_currency = 'USD' and salary_period = 'YEAR' and salary_min is not null and "union" is not null
  group by "union", job_id
),
ranked as (
  select
    *,
    row_number() over (partition by "union" order by low) as place,
    count(*) over (partition by "union") as jobs
  from stated
)
select
  "union",
  jobs,
  min(low) as lowest,
  avg(case when place in ((jobs + 1) / 2, (jobs + 2) / 2) then low end) as median_of_lower_figures,
  max(high) as highest
from ranked
group by "union", jobs
order by jobs desc, "union"
""",
)
CLOSED = Canned(
    name="closed_this_week",
    title="What closed this week, and why",
    description=(
        "Postings that ended in the seven days before the newest run, each with its bounds and its evidence:"
        f" {all_reasons()}."
    ),
    sql="""
select
  spells.posting_id,
  postings.employer,
  postings.title,
  spells.closed_reason,
  spells.evidence,
  spells.evidence_status,
  spells.evidence_url,
  spells.closed_after,
  spells.closed_by
from spells
join postings on postings.posting_id = spells.posting_id
where spells.closed_by >= (select strftime('%Y-%m-%dT%H:%M:%SZ', max(started_at), '-7 days') from runs)
order by spells.closed_by desc, spells.posting_id
""",
)
REPOSTS = Canned(
    name="reposts",
    title="Reposts",
    description="Jobs that were advertised more than once: on several boards, under another id, or opened again.",
    sql="""
select
  job_id,
  min(employer) as employer,
  min(title) as title,
  count(*) as postings,
  count(distinct source) as boards,
  sum(spells) as times_open,
  min(open_by) as first_open,
  max(last_seen) as last_seen
from postings
group by job_id
having count(*) > 1 or sum(spells) > 1
order by postings desc, times_open desc, job_id
""",
)
DEADLINES = Canned(
    name="deadlines_ahead",
    title="Deadlines ahead",
    description="Open postings that state a deadline on or after the day of the newest run, the nearest first.",
    sql="""
select valid_through, posting_id, employer, title, locations, salary_text, url
from postings
where status = 'open' and valid_through >= (select substr(max(started_at), 1, 10) from runs)
order by valid_through, posting_id
""",
)
HEALTH = Canned(
    name="sources_health",
    title="Sources' health",
    description="Per source: its runs and their verdicts, the last complete one, what the newest run said and cost.",
    sql="""
with newest as (
  select *, row_number() over (partition by source order by run_id desc) as place from runs
)
select
  newest.source,
  (select count(*) from runs where runs.source = newest.source) as runs,
  (select count(*) from runs where runs.source = newest.source and verdict = 'complete') as complete_runs,
  (select max(started_at) from runs where runs.source = newest.source and verdict = 'complete') as last_complete,
  newest.started_at as newest_run,
  newest.verdict,
  newest.reason,
  newest.listed,
  (select count(*) from postings where postings.source = newest.source and status = 'open') as open_postings,
  newest.requests,
  newest.bytes
from newest
where place = 1
order by newest.source
""",
)
CANNED = (ORGANIZERS, PAY, CLOSED, REPOSTS, DEADLINES, HEALTH)
"""In the order in which they are shown."""

"""The lists: all open jobs, those of each union, state and kind of work, and the pages that lead to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

from unionjobs_scraper.publish.feeds.places import region_title
from unionjobs_scraper.publish.report.formatting import counted
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.jobs import WORKPLACES, Job
from unionjobs_scraper.publish.site.pages import Site
from unionjobs_scraper.publish.site.search_index import shard_count
from unionjobs_scraper.publish.site.state import mark

PAGE = 100
"""Jobs on one page of a list."""
CLOSED = 20
"""Jobs that closed lately, on the first page."""
KINDS = {
    "unions": ("Unions", "National unions whose jobs are on record.", "union"),
    "places": ("States and provinces", "Where the jobs are; one that names several places counts in each.", "state"),
    "work": ("Kinds of work", "What the work is, by the title of the job.", "family"),
}


@dataclass(slots=True)
class Group:
    """The jobs of one union, state or kind of work."""

    path: str
    name: str
    value: str
    """What the search calls it."""
    jobs: list[Job] = field(default_factory=list)
    """The open ones, newest first."""
    closed: list[Job] = field(default_factory=list)

    @property
    def open(self) -> int:
        """How many are open."""
        return len(self.jobs)

    @property
    def kind(self) -> str:
        """`unions`, `places`, `work` or `remote`."""
        return self.path.partition("/")[0]


def grouped(open_jobs: Iterable[Job], closed: Iterable[Job]) -> dict[str, Group]:
    """The groups by path; both lists newest first."""
    groups: dict[str, Group] = {}
    for job in open_jobs:
        for path in job.groups:
            _group(groups, path, job).jobs.append(job)
    for job in closed:
        for path in job.groups:
            group = _group(groups, path, job)
            if len(group.closed) < CLOSED:
                group.closed.append(job)
    return groups


def _group(groups: dict[str, Group], path: str, job: Job) -> Group:
    if path not in groups:
        kind, _, name = path.partition("/")
        value = {"unions": job.union, "work": job.family, "places": name, "remote": "remote"}[kind]
        title = group_name(path, value)
        groups[path] = Group(path, title, value)
    return groups[path]


def group_name(path: str, value: str) -> str:
    """What people call a group."""
    kind, _, name = path.partition("/")
    if kind == "places":
        return region_title(name).removesuffix(", United States")
    return {"remote": "Remote jobs", "work": value.capitalize()}.get(kind, value)


def write_lists(
    folder: Folder, site: Site, open_jobs: Sequence[Job], groups: Mapping[str, Group], version: str
) -> None:
    """Writes every list."""
    _write_all(folder, site, open_jobs, groups, version)
    for group in groups.values():
        _write_group(folder, site, group)
    for kind, (title, about, _) in KINDS.items():
        members = ordered(groups, kind)
        half = (len(members) + 1) // 2
        values: dict[str, Any] = {"title": title, "about": about, "columns": [members[:half], members[half:]]}
        folder.write(f"{kind}/index.html", site.page("site/groups.html.j2", f"{kind}/index.html", **values))
    if "remote" not in groups:
        _write_group(folder, site, Group("remote", "Remote jobs", "remote"))


def ordered(groups: Mapping[str, Group], kind: str) -> list[Group]:
    """The groups of a kind, those with the most open jobs first."""
    return sorted((each for each in groups.values() if each.kind == kind), key=lambda each: (-each.open, each.name))


def _numbered(jobs: Sequence[Job]) -> list[tuple[int, Sequence[Job]]]:
    pages = [jobs[start : start + PAGE] for start in range(0, len(jobs), PAGE)] or [[]]
    return list(enumerate(pages, 1))


def _write_all(folder: Folder, site: Site, open_jobs: Sequence[Job], groups: Mapping[str, Group], version: str) -> None:
    pages = _numbered(open_jobs)
    for number, jobs in pages:
        path = f"jobs/{'index' if number == 1 else number}.html"
        items = [site.item(job) for job in jobs]
        values: dict[str, Any] = {
            "title": "Open jobs",
            "about": "Every open staff job of a labor union that is on record.",
            "count": counted(len(open_jobs), "job is open", "jobs are open"),
            "as_of": site.as_of if number == 1 else "",
            "newest": site.newest if number == 1 else "",
            "jobs": items,
            "number": number,
            "pages": len(pages),
            "shards": shard_count(len(open_jobs)),
            "version": version,
            "choices": _choices(groups) if number == 1 else [],
        }
        folder.put(
            path, mark(site.base, sorted(site.missing), values), partial(site.page, "site/list.html.j2", path, **values)
        )


def _choices(groups: Mapping[str, Group]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The fields of the search that choose from a list."""

    def options(kind: str) -> list[tuple[str, str]]:
        by_name = sorted((each for each in ordered(groups, kind) if each.open), key=lambda each: each.name.casefold())
        return [(each.value, f"{each.name} ({each.open})") for each in by_name]

    places = [(each, WORKPLACES.get(each, each)) for each in ("onsite", "hybrid", "remote")]
    return [
        ("union", "Union", options("unions")),
        ("state", "State or province", options("places")),
        ("family", "Kind of work", options("work")),
        ("workplace", "Workplace", places),
    ]


def _write_group(folder: Folder, site: Site, group: Group) -> None:
    pages = _numbered(group.jobs)
    key = KINDS[group.kind][2] if group.kind in KINDS else "workplace"
    feed = _feed(group) if site.has_feeds else ""
    has_deadline = any(job.deadline >= site.newest for job in group.jobs if job.deadline)
    for number, jobs in pages:
        path = f"{group.path}/{'index' if number == 1 else number}.html"
        values: dict[str, Any] = {
            "title": group.name,
            "name": group.name,
            "about": f"Open staff jobs of labor unions: {group.name}.",
            "kind": KINDS[group.kind][0] if group.kind in KINDS else "Jobs",
            "count": counted(group.open, "job is open", "jobs are open"),
            "filter": urlencode({key: group.value}),
            "feed": feed,
            "calendar": feed if group.kind in ("unions", "places") and has_deadline else "",
            "jobs": [site.item(job) for job in jobs],
            "number": number,
            "pages": len(pages),
            "closed": [site.item(job) for job in group.closed] if number == 1 else [],
        }
        folder.put(
            path,
            mark(site.base, sorted(site.missing), values),
            partial(site.page, "site/group.html.j2", path, **values),
        )


def _feed(group: Group) -> str:
    kind, _, name = group.path.partition("/")
    return {"unions": f"unions/{name}", "places": f"regions/{name}", "work": f"families/{name}"}.get(kind, "remote")


def by_week(closed: Iterable[Job], since: str) -> int:
    """How many jobs closed since a day."""
    return sum(job.closed[:10] >= since for job in closed)


def counts_by(jobs: Iterable[Job]) -> Mapping[str, int]:
    """How many jobs each source carries."""
    found: dict[str, int] = defaultdict(int)
    for job in jobs:
        for source in job.sources:
            found[source] += 1
    return found

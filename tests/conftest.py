"""Fixtures that several tests share: the replica of unionjobs.com, and the program as a user runs it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from inspect import isfunction
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from lab.program.program import ROOT, Program
from lab.replica import Replica
from lab.replica.unionjobs import ALIASES, Ad, write_site
from tests.support.tables import as_one

os.environ["UNIONJOBS_HOME"] = os.devnull  # whoever runs the tests may have a register of their own
# a busy machine is no mistake, and one commit has one answer; `make fuzz` looks for new failures
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("fuzz", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("steady")


@dataclass
class Site:
    """unionjobs.com on the replica; `show` is its next day."""

    replica: Replica
    folder: Path
    days: int = 0

    def show(self, ads: Iterable[Ad], unlisted: Iterable[Ad] = ()) -> None:
        """Puts the site's pages in place of those of the day before."""
        self.days += 1
        self.replica.show(write_site(self.folder / f"day-{self.days}", ads, unlisted))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An empty replica that answers as unionjobs.com on all its names."""
    folder = tmp_path / "sites"
    folder.mkdir()
    with Replica(folder, aliases=ALIASES) as replica:
        yield Site(replica, folder)


@pytest.fixture
def program(tmp_path: Path, site: Site) -> Program:
    """The program with a database of its own, in front of the replica."""
    return Program(f"sqlite:///{tmp_path}/unionjobs.db", site.replica)


def ad(number: int, title: str = "Organizer", *, body: str = "", **values: str) -> Ad:
    """An unremarkable posting; any part of it can be said otherwise."""
    text = body or (
        f"<p>The local seeks an experienced {title.lower()} for campaign number {number}.</p>"
        "<ul><li>Meet members at work.</li><li>Keep records.</li></ul>"
        "<p>Salary: $61,000 – $72,000 per year.</p>"
        "<p>To apply, send a resume to jobs@example.org.</p>"
    )
    employer = values.pop("employer", f"SEIU Local {number % 7 + 1}")
    header = ("", employer, f"{title}<br>Organizing Department", "Based in Dayton, OH")
    return Ad(number=number, employer=employer, title=title, state="Ohio", header=header, body=text, **values)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-piece", action="store_true", help="tests/test_linear.py: every reader with every piece")
    parser.addoption("--each-row", action="store_true", help="a test for each row of a table, instead of one for all")


def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> pytest.Function | None:
    """Makes one test of a table whose rows need no fixtures."""
    if collector.config.getoption("--each-row") or not name.startswith("test") or not isfunction(obj):
        return None
    return as_one(collector, name, obj) if isinstance(collector, pytest.Module) else None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Three workers on two cores: slow tests wait for a crawl, a browser or a server, and each worker loads everything.

    `-n logical`: one a core, for quick tests, which wait for nothing.
    """
    cores = os.cpu_count() or 1
    return cores if config.option.numprocesses == "logical" else cores + (cores + 1) // 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the slow tests: one of half a minute at the end keeps one core waiting for the other."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Hands a worker at once what shares something dear, each test of a slow module, or a module of quick tests."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = _scope
    return scheduler


TOGETHER = {
    "tests/lab/test_careers_pages.py": "tests/lab/test_accuracy.py",
    "tests/test_documented.py": "tests/test_architecture.py",
}
"""Modules that ask about what another one has read already."""


def _scope(test: str) -> str:
    module = test.partition("::")[0]
    return test if _is_apart(ROOT / module) else TOGETHER.get(module, module)


@cache
def _is_apart(path: Path) -> bool:
    """Whether all of a module's tests are slow and share nothing: what it makes once, each worker would make."""
    text = path.read_text(encoding="utf-8")
    return "\npytestmark = pytest.mark.slow" in text and 'scope="module"' not in text

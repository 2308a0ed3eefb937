"""What the documents say exists, exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scrapy.cmdline import _get_commands_dict
from scrapy.utils.project import get_project_settings

from lab.program.program import ROOT
from unionjobs_scraper import settings
from unionjobs_scraper.lifecycle import judging
from unionjobs_scraper.storage.runs import begin

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    commands = _get_commands_dict(get_project_settings(), inproject=True)
    for name in re.findall(r"(?:^\s*|`|/bin/|\(|\s)scrapy ([a-z]+)", text, re.MULTILINE):
        assert name in commands, f"{document.name}: scrapy {name}"
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for name in re.findall(r"(?:^ +|`)make ([a-z-]+)", text, re.MULTILINE):
        assert name in targets, f"{document.name}: make {name}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(document: Path) -> None:
    if document.name in ("sources.md", "accuracy.md"):
        return  # generated, and full of the names of other people's files
    places = (ROOT, ROOT / "unionjobs_scraper", ROOT / "unionjobs_scraper" / "reading", ROOT / "tests")
    for name in re.findall(r"`([\w/.-]+/[\w.-]*|[\w-]+\.(?:py|toml|md|lock))`", document.read_text(encoding="utf-8")):
        generic = "<" in name or name in {"case.toml", "page.html", "unionjobs.py", "settings.toml"}
        assert generic or any((place / name).exists() for place in places), f"{document.name}: {name}"


def test_every_reason_is_explained() -> None:
    source = Path(judging.__file__).read_text(encoding="utf-8")
    explained = set(
        re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.MULTILINE)
    )
    assert set(re.findall(r'code="([a-z-]+)"', source)) <= explained
    assert begin.__doc__


def test_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 90


def test_every_threat_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")))
    assert len(named) > 12
    files = list((ROOT / "tests").rglob("test_*.py"))
    functions = {name for path in files for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}
    assert named <= functions | {path.stem for path in files}


def test_nothing_listens_for_commands() -> None:
    assert not any(getattr(settings, name) for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED"))


def test_what_is_turned_off_is_not_loaded() -> None:
    loaded = {*settings.EXTENSIONS_BASE, *settings.DOWNLOADER_MIDDLEWARES_BASE}
    assert not {path.split(".")[2] for path in loaded} & {"telnet", "remote_control", "cookies"}
    assert {path.split(".")[2] for path in loaded} >= {"closespider", "offsite", "retry"}

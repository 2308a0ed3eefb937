"""Everything a user can name is documented, and no docstring names a file that does not exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache

import pytest
from scrapy.settings import default_settings

from lab.program.program import ROOT
from tests.support.source_tree import PACKAGE, docstrings, modules
from unionjobs_scraper import settings
from unionjobs_scraper.storage.queries.exports import TABLES

GUIDES = (
    ROOT / "README.md",
    ROOT / "docs" / "operations.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "architecture.md",
)
COMMANDS = sorted(path.stem for path in (ROOT / PACKAGE / "commands").glob("[a-z]*.py"))
OWN = sorted(name for name in vars(settings) if name.isupper() and not hasattr(default_settings, name))
NAMES_A_FILE = re.compile(r"(?<![\w/.<{*-])((?:[\w-]+/)*[\w-]+\.(?:py|toml|md|tsv|sql|j2|ipynb|cff))\b(?!/)")
OF_OTHERS = frozenset(
    {
        "aliases.toml",
        "case.toml",
        "datapackage.json",
        "README.md",
        "LICENSE-DATA.md",
        "codebook.md",
        "accuracy.md",
        "CHANGES.md",
    }
)
"""Names of files that the program writes for others, or that a user has."""


@cache
def guides() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in GUIDES)


@cache
def tracked() -> tuple[str, ...]:
    names: list[str] = []
    if shutil.which("git"):
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
        names = listed.stdout.splitlines() if not listed.returncode else []
    return tuple(names or [path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/**/*.*")])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"\bscrapy {name}\b", guides()), f"one line on `scrapy {name}` in README.md or docs/operations.md"


@pytest.mark.parametrize("name", OWN)
def test_every_setting_of_our_own_is_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", guides()), f"one line on {name} in README.md or docs/operations.md"


def test_the_codebook_has_every_column_and_no_other() -> None:
    text = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    for table, exported in TABLES.items():
        section = re.search(rf"^## {table}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, table
        assert tuple(re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE)) == tuple(exported.columns)


def test_every_setting_in_a_table_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"^\| setting \|.*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert table
    named = re.findall(r"^\| `(\w+)` \|", table[0], re.MULTILINE)
    assert named
    assert [name for name in named if not hasattr(settings, name)] == []


def test_no_docstring_names_a_file_that_does_not_exist() -> None:
    missing = [
        f"{name}:{line}: {file}"
        for name, path in modules(PACKAGE, "lab").items()
        for line, text in docstrings(path)
        for file in NAMES_A_FILE.findall(text)
        if not any(known == file or known.endswith(f"/{file}") for known in tracked()) and file not in OF_OTHERS
    ]
    assert missing == []


def test_a_missing_file_would_be_found() -> None:
    assert NAMES_A_FILE.findall("see docs/nothing.md and `reading/gone.py`") == ["docs/nothing.md", "reading/gone.py"]

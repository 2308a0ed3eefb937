"""What a site's pages were made of: a job whose rows are the same keeps its page, and no contact is looked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.values import cell_text

FOLDER = ".publish"
"""The hidden folder of a site that holds this; nothing links to it, and it has no contacts either."""
JOBS, FILES = "jobs.jsonl", "files.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """A job as it was published."""

    job_id: str
    mark: str
    """The digest of all that its page is made of."""
    path: str
    """Its page in the site."""
    postings: Sequence[Sequence[Any]]
    """The short columns of its postings (`storage.queries.site.SHORT`), without contacts."""


@cache
def program() -> str:
    """The digest of the program's own files that decide what a page says."""
    found = hashlib.blake2b(__version__.encode(), digest_size=8)
    publish = Path(__file__).parents[1]
    for folder in (publish, *(publish / name for name in ("site", "release", "feeds", "report"))):
        for path in sorted(each for each in folder.glob("*.*") if each.is_file()):
            found.update(path.read_bytes())
    return found.hexdigest()


def mark(*parts: object) -> str:
    """The digest of values."""
    return hashlib.blake2b(repr((program(), parts)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def kept_jobs(site: Path) -> dict[str, Kept]:
    """The jobs of the last writing, by id; none before the first. A line that cannot be read is a job to make anew."""
    path = site / FOLDER / JOBS
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", errors="replace") as lines:
        return {each.job_id: each for each in map(_read, lines) if each}


def _read(line: str) -> Kept | None:
    try:
        return Kept(*json.loads(line))
    except (ValueError, TypeError):
        return None


def lines(jobs: Iterable[Kept]) -> Iterator[str]:
    """The lines that `kept_jobs` reads."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=cell_text).encode
    for each in jobs:
        yield encode([each.job_id, each.mark, each.path, each.postings]).encode("utf-8", "replace").decode() + "\n"


def kept_files(site: Path) -> dict[str, str]:
    """The marks of the files of the last writing, by path. Raises `SettingError` for a folder of somebody else."""
    path = site / FOLDER / FILES
    if not path.exists():
        if site.exists() and any(site.iterdir()):
            raise SettingError(f"{site} holds files that scrapy publish did not write: choose an empty folder")
        return {}
    try:
        stored: Mapping[str, str] = json.loads(path.read_bytes())
        return {str(name): str(value) for name, value in stored.items()}
    except (OSError, ValueError, AttributeError):
        raise SettingError(f"{path} was not written by scrapy publish: choose another folder") from None

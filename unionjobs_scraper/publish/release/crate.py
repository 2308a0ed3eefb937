"""A release as an RO-Crate 1.1 (`ro-crate-metadata.json`): its files, and the runs that they come from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from unionjobs_scraper import __version__
from unionjobs_scraper.boards import register
from unionjobs_scraper.publish.release.croissant import CC0, FORMATS, creator
from unionjobs_scraper.publish.release.edition import ABSTRACT, KEYWORDS, TITLE, Edition
from unionjobs_scraper.storage.queries.coverage import Covered
from unionjobs_scraper.storage.values import cell_text

METADATA = "ro-crate-metadata.json"
PROGRAM = "#unionjobs_scraper"
_FORMATS = {
    **FORMATS,
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".html": "text/html",
    ".cff": "application/yaml",
}


def crate(edition: Edition, folder: Path, files: Sequence[str], covered: Mapping[str, Covered]) -> str:
    """The crate's metadata. `files`: their paths in the folder; `covered`: the runs of each source."""
    sources = [source for source, known in covered.items() if known.last_complete]
    described = {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": METADATA,
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            _root(edition, files, sources),
            {"@id": CC0, "@type": "CreativeWork", "name": "CC0 1.0 Universal", "identifier": CC0},
            *({"@id": f"#creator-{n}", **creator(each)} for n, each in enumerate(edition.creators, start=1)),
            {"@id": PROGRAM, "@type": "SoftwareApplication", "name": "unionjobs_scraper", "version": __version__},
            *(_file(folder, path) for path in files),
            *(each for source in sources for each in _runs(source, covered[source])),
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _root(edition: Edition, files: Sequence[str], sources: Sequence[str]) -> Mapping[str, Any]:
    creators = [{"@id": f"#creator-{n}"} for n in range(1, len(edition.creators) + 1)]
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": TITLE,
        "description": ABSTRACT,
        "version": edition.version,
        "datePublished": f"{edition.created:%Y-%m-%d}",
        "keywords": ", ".join(KEYWORDS),
        "license": {"@id": CC0},
        **{role: creators[0] if len(creators) == 1 else creators for role in ("author", "creator") if creators},
        **({"identifier": f"https://doi.org/{edition.doi}"} if edition.doi else {}),
        **({"url": edition.url} if edition.url else {}),
        "hasPart": [{"@id": path} for path in files],
        "mentions": [{"@id": f"#runs-{source}"} for source in sources],
    }


def _file(folder: Path, path: str) -> Mapping[str, Any]:
    return {
        "@id": path,
        "@type": "File",
        "name": path,
        "contentSize": str((folder / path).stat().st_size),
        "encodingFormat": _FORMATS.get(Path(path).suffix, "text/plain"),
    }


def _runs(source: str, known: Covered) -> Iterator[Mapping[str, Any]]:
    """The runs of one source: each of them is a row of data/runs.csv."""
    board = register().get(source)
    yield {
        "@id": f"#runs-{source}",
        "@type": "CreateAction",
        "name": f"{known.runs} runs of {source}, {known.verdicts['complete']} of them complete",
        "instrument": {"@id": PROGRAM},
        "object": {"@id": f"#source-{source}"},
        "result": [{"@id": "data/postings.csv"}, {"@id": "data/spells.csv"}, {"@id": "data/runs.csv"}],
        "startTime": cell_text(known.first_complete),
        "endTime": cell_text(known.last_complete),
    }
    yield {
        "@id": f"#source-{source}",
        "@type": "CreativeWork",
        "name": board.title if board else source,
        **({"url": board.start.split()[0]} if board and board.start else {}),
    }

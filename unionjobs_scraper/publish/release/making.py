"""Makes a release in a folder: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from unionjobs_scraper.garbage import seldom_collected
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release import sources
from unionjobs_scraper.publish.release.audit_score import Audit, audited
from unionjobs_scraper.publish.release.chain import HEAD, extend, head_text, tables_of
from unionjobs_scraper.publish.release.changes import before, changes
from unionjobs_scraper.publish.release.codebook_pages import markdown, page
from unionjobs_scraper.publish.release.copies import write_copies
from unionjobs_scraper.publish.release.crate import METADATA, crate
from unionjobs_scraper.publish.release.croissant import croissant, dataset
from unionjobs_scraper.publish.release.datasheet import datasheet
from unionjobs_scraper.publish.release.edition import Edition
from unionjobs_scraper.publish.release.folder import CHECKSUMS, taking_place
from unionjobs_scraper.publish.release.memory import Memory
from unionjobs_scraper.publish.release.package import datapackage
from unionjobs_scraper.publish.release.quality import quality, quality_json, quality_page
from unionjobs_scraper.publish.release.readme import LICENSE, citation, datacite, readme
from unionjobs_scraper.publish.release.redaction import Redaction
from unionjobs_scraper.publish.release.tables import Sheet, Watch, sha256, write_sheet
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import covered
from unionjobs_scraper.storage.queries.exports import Filters, plain_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release that was made."""

    edition: Edition
    sheets: Sequence[Sheet]
    redaction: Redaction | None
    """What was taken out; None where contacts were kept."""


def make(
    database: Database,
    folder: Path,
    edition: Edition,
    *,
    delay: float,
    crawled: Sequence[str],
    since: Path | None = None,
    audit: Audit | None = None,
    chain: Path | None = None,
    watch: Watch = lambda rows, _: rows,
    memory: Path | None = None,
    processes: int = 1,
) -> Made:
    """Writes a release of what the database holds, in the place of an earlier one.

    Args:
        database: a `storage.queries.coverage.Snapshot`, so that all tables are of one moment.
        folder: where to; it may not exist, be empty, or hold an earlier release and nothing else.
        edition: which release this is.
        delay: seconds between two requests to one site.
        crawled: the sources of the register.
        since: the release before, which the list of changes is against; may be `folder` itself.
        audit: how often a person found a closing or an open posting wrong.
        chain: the folder of the chain of differences that the release continues.
        watch: passes each table's rows on, for a progress bar.
        memory: what an earlier release has looked through, see `release.memory`; without it all is read.
        processes: how many look for contacts at once.

    Raises:
        SettingError: the folder cannot be written, or holds something else.
    """
    redaction = None if edition.with_contacts else Redaction(Memory(memory), processes)
    with seldom_collected(), taking_place(folder) as part, closing(redaction) if redaction else nullcontext():
        earlier = before(since) if since is not None else None
        sheets = list(_sheets(part, database, edition, redaction, delay=delay, crawled=crawled, watch=watch))
        copies = write_copies(part, sheets)
        runs = covered(database)
        described = dataset(edition, part, sheets, copies)
        measured = quality(part, audited(audit))
        texts = {
            "datapackage.json": datapackage(edition, sheets, list(runs)),
            "croissant.json": croissant(edition, sheets),
            "dataset.jsonld": described,
            "datasheet.md": datasheet(edition, sheets),
            "quality.html": quality_page(edition, measured, described),
            "quality.json": quality_json(measured),
            "CHANGES.md": changes(edition, part, sheets, earlier),
            "codebook.md": markdown(edition, sheets),
            "codebook.html": page(edition, sheets),
            "accuracy.md": files(__package__).joinpath("accuracy.md").read_text(encoding="utf-8"),
            "CITATION.cff": citation(edition),
            "datacite.json": datacite(edition),
            "LICENSE-DATA.md": LICENSE,
            "README.md": readme(edition, sheets, redaction),
        }
        for name, text in texts.items():
            _write(part / name, text)
        if chain is not None:
            _write(part / HEAD, head_text(extend(chain, edition, folder, tables_of(part, sheets))))
        paths = sorted(path.relative_to(part).as_posix() for path in part.rglob("*") if path.is_file())
        _write(part / METADATA, crate(edition, part, paths, runs))
        _write(part / CHECKSUMS, "".join(_checksums(part)))
    return Made(edition=edition, sheets=sheets, redaction=redaction)


def _sheets(
    folder: Path,
    database: Database,
    edition: Edition,
    redaction: Redaction | None,
    *,
    delay: float,
    crawled: Sequence[str],
    watch: Watch,
) -> Iterator[Sheet]:
    for table in codebook.TABLES:
        found = plain_rows(database, table, Filters(), now=edition.as_of, sources=crawled)
        shown = redaction.rows(table, found) if redaction else found
        columns, about, key = codebook.columns(table), codebook.about(table), codebook.key(table)
        yield write_sheet(folder, table, columns, watch(shown, table), about=about, key=key)
    found_sources = sources.rows(database, delay)
    yield write_sheet(folder, sources.NAME, sources.COLUMNS, found_sources, about=sources.ABOUT, key=("source",))


def _checksums(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != CHECKSUMS:
            yield f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def size(folder: Path) -> int:
    """Bytes of a release's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

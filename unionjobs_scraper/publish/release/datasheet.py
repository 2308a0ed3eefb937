"""datasheet.md: the questions of "Datasheets for Datasets" (Gebru et al., CACM 64, 2021), answered for a release."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from unionjobs_scraper import __version__
from unionjobs_scraper.publish.release.edition import Edition
from unionjobs_scraper.publish.release.tables import Sheet
from unionjobs_scraper.storage.values import cell_text


def datasheet(edition: Edition, sheets: Sequence[Sheet]) -> str:
    """The document."""
    contacts = (
        "Yes: this release keeps contacts. Do not publish it."
        if edition.with_contacts
        else "Mail addresses, telephone numbers and names of contact persons are taken out as far as rules find them;"
        " README.md says which rules."
    )
    text = files(__package__).joinpath("datasheet.md").read_text(encoding="utf-8")
    return text.format(
        version=edition.version,
        as_of=cell_text(edition.as_of),
        creators="; ".join(edition.creators),
        program=__version__,
        rows=", ".join(f"{sheet.rows:,} rows of {sheet.name}" for sheet in sheets),
        contacts=contacts,
        where=f"{edition.url or 'Where its makers publish it.'}",
    )

"""`datapackage.json`: the release as a Frictionless Data Package, which `frictionless validate` checks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from unionjobs_scraper.boards import register
from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release.edition import ABSTRACT, KEYWORDS, NAME, TITLE, Edition
from unionjobs_scraper.publish.release.tables import Sheet
from unionjobs_scraper.storage.values import cell_text

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENSE = {
    "name": "CC0-1.0",
    "path": "https://creativecommons.org/publicdomain/zero/1.0/",
    "title": "CC0 1.0 Universal; the texts of the postings belong to their authors, see LICENSE-DATA.md",
}
CELL_GUARD = (
    "A text cell that began with = + - @ (in full width too, or after blanks), a tab, a line's end or an apostrophe has"
    " an apostrophe put before it,"
    " so that no spreadsheet runs it. Take one leading apostrophe away from text cells when reading."
)


def datapackage(edition: Edition, sheets: Sequence[Sheet], sources: Sequence[str]) -> str:
    """The descriptor as JSON. `sources`: the names of the boards that the postings come from."""
    described = {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": ABSTRACT,
        "version": edition.version,
        "created": cell_text(edition.created),
        "asOf": cell_text(edition.as_of),
        **({"id": f"https://doi.org/{edition.doi}"} if edition.doi else {}),
        "keywords": list(KEYWORDS),
        "licenses": [LICENSE],
        "contributors": [{"title": creator, "roles": ["creator"]} for creator in edition.creators],
        "sources": [_source(name) for name in sources],
        "contacts": "kept" if edition.with_contacts else "redacted",
        "resources": [_resource(sheet, {each.name for each in sheets}) for sheet in sheets],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _source(name: str) -> Mapping[str, str]:
    board = register().get(name)
    known = {"title": board.title if board else name}
    return known | ({"path": board.start.split()[0]} if board and board.start else {})


def _resource(sheet: Sheet, tables: set[str]) -> Mapping[str, Any]:
    return {
        "name": sheet.name,
        "type": "table",
        "path": sheet.path,
        "description": sheet.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True},
        "cellGuard": CELL_GUARD,
        "bytes": sheet.bytes,
        "hash": f"sha256:{sheet.sha256}",
        "rows": sheet.rows,
        "schema": _schema(sheet, tables),
    }


def _schema(sheet: Sheet, tables: set[str]) -> Mapping[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in sheet.columns], "missingValues": [""]}
    if sheet.key:
        schema["primaryKey"] = list(sheet.key)
    keys = []
    for column in sheet.columns:
        table, _, name = column.references.partition(".")
        if table in tables:
            keys.append({"fields": [column.name], "reference": {"resource": table, "fields": [name]}})
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> Mapping[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "uri":
        field |= {"type": "string", "format": "uri"}
    constraints = {
        "required": column.required or None,
        "unique": column.unique or None,
        "enum": list(column.values) or None,
        "pattern": column.pattern or None,
        "minimum": column.minimum,
    }
    if given := {name: value for name, value in constraints.items() if value is not None}:
        field["constraints"] = given
    if column.unit:
        field["unit"] = column.unit
    if column.rule:
        field["rule"] = column.rule
    if column.schema_org:
        field["schemaOrg"] = column.schema_org
        field["rdfType"] = f"https://schema.org/{column.schema_org.rpartition('.')[2]}"
    return field

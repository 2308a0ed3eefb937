"""A release as a schema.org Dataset (dataset.jsonld) and as Croissant 1.0 (croissant.json), readable offline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release.edition import ABSTRACT, KEYWORDS, NAME, TITLE, Edition
from unionjobs_scraper.publish.release.tables import Sheet, sha256

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
FORMATS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet", ".duckdb": "application/vnd.duckdb"}
_TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "uri": "sc:URL",
}
CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context of the format's specification."""


def croissant(edition: Edition, sheets: Sequence[Sheet]) -> str:
    """The Croissant description, of the CSVs."""
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": NAME,
        **_common(edition),
        "citeAs": cited(edition),
        "version": _semantic(edition.version),
        "distribution": [_file_object(sheet) for sheet in sheets],
        "recordSet": [_record_set(sheet) for sheet in sheets],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def dataset(edition: Edition, folder: Path, sheets: Sequence[Sheet], copies: Sequence[str]) -> str:
    """The schema.org Dataset, with every file of data and every variable."""
    described = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "name": TITLE,
        "alternateName": NAME,
        **_common(edition),
        "version": edition.version,
        "isAccessibleForFree": True,
        **({"identifier": f"https://doi.org/{edition.doi}"} if edition.doi else {}),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": path,
                "contentUrl": _address(edition, path),
                "encodingFormat": FORMATS[Path(path).suffix],
                "contentSize": f"{(folder / path).stat().st_size} B",
                "sha256": sha256(folder / path),
            }
            for path in (*(sheet.path for sheet in sheets), *copies)
        ],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": f"{sheet.name}.{column.name}", "description": column.description}
            for sheet in sheets
            for column in sheet.columns
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def cited(edition: Edition) -> str:
    """How to cite the release, in one line."""
    where = f"https://doi.org/{edition.doi}" if edition.doi else edition.url
    told = f"{'; '.join(edition.creators)} ({edition.created:%Y}). {TITLE}. Version {edition.version}"
    return f"{told}. {where}".strip() if where else f"{told}."


def _common(edition: Edition) -> Mapping[str, Any]:
    return {
        "description": ABSTRACT,
        "keywords": list(KEYWORDS),
        "license": CC0,
        "creator": [creator(each) for each in edition.creators],
        "datePublished": f"{edition.created:%Y-%m-%d}",
        "dateModified": f"{edition.as_of:%Y-%m-%dT%H:%M:%SZ}",
        **({"url": edition.url} if edition.url else {}),
    }


def creator(name: str) -> Mapping[str, str]:
    """A person is written "Doe, Jane"; whatever has no comma is a body."""
    return {"@type": "Person" if ", " in name else "Organization", "name": name}


def _address(edition: Edition, path: str) -> str:
    return f"{edition.url.rstrip('/')}/{path}" if edition.url else path


def _semantic(version: str) -> str:
    """Croissant wants MAJOR.MINOR.PATCH: the day is that, and the time follows as a build."""
    parts = version.split(".")
    if len(parts) > 3 and all(part.isdecimal() for part in parts):
        return ".".join(str(int(part)) for part in parts[:3]) + f"+{'.'.join(parts[3:])}"
    return version


def _file_object(sheet: Sheet) -> Mapping[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": sheet.path,
        "name": sheet.path,
        "description": sheet.about,
        "contentUrl": sheet.path,
        "contentSize": f"{sheet.bytes} B",
        "encodingFormat": "text/csv",
        "sha256": sheet.sha256,
    }


def _record_set(sheet: Sheet) -> Mapping[str, Any]:
    key = [{"@id": f"{sheet.name}/{name}"} for name in sheet.key]
    return {
        "@type": "cr:RecordSet",
        "@id": sheet.name,
        "name": sheet.name,
        "description": sheet.about,
        **({"key": key[0] if len(key) == 1 else key} if key else {}),
        "field": [_field(sheet, column) for column in sheet.columns],
    }


def _field(sheet: Sheet, column: Column) -> Mapping[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{sheet.name}/{column.name}",
        "name": f"{sheet.name}/{column.name}",
        "description": column.description,
        "dataType": _TYPES.get(column.type, "sc:Text"),
        "source": {"fileObject": {"@id": sheet.path}, "extract": {"column": column.name}},
    }

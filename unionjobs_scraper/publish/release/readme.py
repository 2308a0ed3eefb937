"""How a release is cited: CITATION.cff for people and GitHub, DataCite metadata for repositories, the licence note."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from unionjobs_scraper import __version__
from unionjobs_scraper.publish.release.cells import KINDS
from unionjobs_scraper.publish.release.edition import ABSTRACT, KEYWORDS, TITLE, Edition
from unionjobs_scraper.publish.release.package import CELL_GUARD
from unionjobs_scraper.publish.release.redaction import Redaction
from unionjobs_scraper.publish.release.tables import Sheet
from unionjobs_scraper.storage.values import cell_text

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
TO_BE_ASSIGNED = "(:tba)"
"""DataCite's word for an identifier that does not exist yet."""


def citation(edition: Edition) -> str:
    """CITATION.cff, version 1.2.0 of the format. JSON's strings are YAML's too."""

    def lines() -> Iterator[str]:
        yield "cff-version: 1.2.0"
        yield "type: dataset"
        yield 'message: "If you use these data, please cite them as below."'
        yield f"title: {_quoted(TITLE)}"
        yield "authors:"
        for creator in edition.creators:
            yield from _author(creator)
        yield f"version: {_quoted(edition.version)}"
        yield f"date-released: {edition.created:%Y-%m-%d}"
        yield "license: CC0-1.0"
        if edition.doi:
            yield f"doi: {_quoted(edition.doi)}"
        if edition.url:
            yield f"url: {_quoted(edition.url)}"
        yield f"abstract: {_quoted(ABSTRACT)}"
        yield "keywords:"
        yield from (f"  - {_quoted(keyword)}" for keyword in KEYWORDS)

    return "\n".join(lines()) + "\n"


def _author(creator: str) -> Iterator[str]:
    """A person is written "Doe, Jane"; whatever has no comma is a body."""
    family, comma, given = creator.partition(", ")
    if comma:
        yield f"  - family-names: {_quoted(family)}"
        yield f"    given-names: {_quoted(given)}"
    else:
        yield f"  - name: {_quoted(creator)}"


def _creator(creator: str) -> Mapping[str, str]:
    family, comma, given = creator.partition(", ")
    if comma:
        return {"name": creator, "nameType": "Personal", "givenName": given, "familyName": family}
    return {"name": creator, "nameType": "Organizational"}


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def datacite(edition: Edition) -> str:
    """Metadata by DataCite's schema 4, as JSON; the DOI is to be assigned unless the edition has one."""
    described = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": [{"identifier": edition.doi or TO_BE_ASSIGNED, "identifierType": "DOI"}],
        "creators": [_creator(creator) for creator in edition.creators],
        "titles": [{"title": TITLE, "lang": "en"}],
        "publisher": {"name": edition.creators[0]},
        "publicationYear": f"{edition.created:%Y}",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Job postings"},
        "subjects": [{"subject": keyword} for keyword in KEYWORDS],
        "dates": [{"date": f"{edition.created:%Y-%m-%d}", "dateType": "Collected"}],
        "language": "en",
        "version": edition.version,
        "formats": ["text/csv", "application/vnd.apache.parquet", "application/vnd.duckdb", "application/json"],
        "rightsList": [{"rights": "CC0 1.0 Universal", "rightsURI": CC0, "rightsIdentifier": "CC0-1.0"}],
        "descriptions": [{"description": ABSTRACT, "descriptionType": "Abstract", "lang": "en"}],
        "contributors": [{"name": f"unionjobs_scraper {__version__}", "contributorType": "DataCollector"}],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


LICENSE = f"""# Licence of these data

## Facts and their compilation: CC0 1.0

That a posting stood on a board, its employer, title, place, pay, dates, and when it opened and closed are facts. Facts
are not protected by copyright (in the United States: Feist Publications v. Rural Telephone Service, 1991). The makers
of this release waive whatever rights they hold in selecting, arranging and compiling them, the database right of the
European Union and of the United Kingdom among them, by CC0 1.0 Universal: {CC0}

CC0 covers every column that is not named below, the codebook, and all other files of this release.

## Texts of postings: their authors'

These columns quote what employers and boards wrote: `description`, `title`, `salary_text`, `evidence`, and `old` and
`new` where they hold such text. The texts belong to their authors. CC0 does not cover them, and this release gives no
licence to them. They are here as evidence, each with the address that it was read from, for research, criticism and
review. Analyze them, count them and quote from them, with their source; do not publish the postings anew as
advertisements. A copy free of texts leaves these columns out: no other column depends on them.

## Codes of others

- `geonames_id`: GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).
- `soc`, `onet`: read with titles of the O*NET database (https://www.onetcenter.org/database.html) by the United States
  Department of Labor, Employment and Training Administration, CC BY 4.0, changed. O*NET is a trademark of USDOL/ETA.
- `isco`: crosswalk of the United States Bureau of Labor Statistics; `noc`: crosswalk of the Dais, MIT License.
- `f_num`, `olms_f_num`: reports to the Office of Labor-Management Standards, by way of labordata/labor-union-parser,
  MIT License. `wikidata`: by way of the Research Organization Registry, CC0.

## People

A release leaves out e-mail addresses, telephone numbers and the names of contact persons as far as its rules find them;
README.md says which. Do not use these data to find or contact anyone, and tell the makers of a name that was missed.
"""


READING = """
```python
import pandas as pd

postings = pd.read_csv("data/postings.csv", dtype=str, keep_default_na=False).apply(
    lambda column: column.str.removeprefix("'")
)
```
"""
LIMITS = (
    "A name counts as a contact's only by the words around it; a name in a sentence without them stays.",
    'Numbers and addresses in words ("five five five"), in images, or cut in two by a line break stay.',
    "Names of unions, departments, places and buildings stay, and so do web addresses, which can hold a name.",
    "`posting_id` and `source_id` are the sites' own ids and are kept as they are.",
    "`content_hash` is that of the text before anything was taken out.",
)
FILES = (
    ("data/NAME.parquet, data/unionjobs.duckdb", "the same rows, typed, times in UTC"),
    ("datapackage.json", "the tables' columns, types, constraints and keys, for machines (Frictionless)"),
    (
        "croissant.json, dataset.jsonld, ro-crate-metadata.json",
        "the same as Croissant, schema.org Dataset, RO-Crate",
    ),
    ("datasheet.md", "why and how the data were made, and for what they can be used"),
    ("quality.html, quality.json", "coverage, completeness, timeliness, breaks, and how often a closing is wrong"),
    ("CHANGES.md", "what differs from the release before"),
    ("codebook.html, codebook.md", "the same for people, with counts, missing shares and examples"),
    ("accuracy.md", "how often each column that is read from words is right"),
    ("CITATION.cff, datacite.json", "how to cite it; metadata for a repository"),
    ("LICENSE-DATA.md", "what may be done with facts and with texts"),
    ("SHA256SUMS", "checksums: `sha256sum -c SHA256SUMS`"),
)


def readme(edition: Edition, sheets: Sequence[Sheet], redaction: Redaction | None) -> str:
    """The document. `redaction`: what was taken out; None where contacts were kept."""
    return "\n".join(_lines(edition, sheets, redaction)) + "\n"


def _lines(edition: Edition, sheets: Sequence[Sheet], redaction: Redaction | None) -> Iterator[str]:
    yield from (f"# {TITLE}", "", ABSTRACT, "")
    yield f"Version {edition.version}. Newest run: {cell_text(edition.created)}. As of: {cell_text(edition.as_of)}."
    yield "An open posting whose source had no complete run in the 14 days before that moment has the status `unknown`."
    yield f"Made with unionjobs_scraper {__version__}. The same database gives the same release, byte for byte."
    yield from ("", "## Tables", "", "| file | rows | what it holds |", "| --- | ---: | --- |")
    yield from (f"| `{sheet.path}` | {sheet.rows:,} | {sheet.about} |" for sheet in sheets)
    yield from ("", "## Other files", "")
    yield from (f"- {name}: {what}" for name, what in FILES)
    yield from ("", "## Reading the CSVs", "", "UTF-8, a header line, `\\n` between rows. An empty cell is empty.")
    yield f"{CELL_GUARD} Numbers, dates and controlled words are never guarded. In pandas:"
    yield READING
    yield "`frictionless validate datapackage.json` checks every cell against the description."
    yield from ("", "## What was taken out", "")
    yield from _kept() if redaction is None else _taken(redaction)


def _kept() -> Iterator[str]:
    yield "Nothing. This release keeps e-mail addresses, telephone numbers and names of contact persons. It is personal"
    yield "data: keep it where only those can read it who need to, and do not publish it."


def _taken(redaction: Redaction) -> Iterator[str]:
    yield "By default a release leaves out how to reach a person. Where it stood, there is now:"
    yield ""
    total = redaction.total()
    yield from (f"- `{token}`, {total[token]:,} times: {kind}" for token, kind in KINDS.items())
    yield from ("", "An apply address that was `mailto:` is `mailto:redacted`.", "")
    if redaction.counts:
        yield "| column | " + " | ".join(KINDS.values()) + " |"
        yield "| --- |" + " ---: |" * len(KINDS)
        for (table, column), counts in sorted(redaction.counts.items()):
            yield f"| `{table}.{column}` | " + " | ".join(f"{counts[token]:,}" for token in KINDS) + " |"
        yield ""
    yield "What the rules cannot find:"
    yield ""
    yield from (f"- {limit}" for limit in LIMITS)

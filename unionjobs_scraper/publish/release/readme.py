"""The release's own README: what is in it, how to read and check it, what was taken out, and what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unionjobs_scraper import __version__
from unionjobs_scraper.publish.release.edition import ABSTRACT, TITLE, Edition
from unionjobs_scraper.publish.release.package import CELL_GUARD
from unionjobs_scraper.publish.release.redaction import KINDS, Redaction
from unionjobs_scraper.publish.release.sheets import Sheet
from unionjobs_scraper.storage.values import cell_text

READING = """
```python
import pandas as pd

postings = pd.read_csv("data/postings.csv", dtype=str, keep_default_na=False).apply(
    lambda column: column.str.removeprefix("'")
)
```
"""
LIMITS = (
    "A name counts as a contact's only by the words around it; a name that stands in a sentence without them stays.",
    'Numbers and addresses in words ("five five five"), in images, or cut in two by a line break stay.',
    "Names of unions, departments, places and buildings stay, and so do web addresses, which can hold a name.",
    "`posting_id` and `source_id` are the sites' own ids and are kept as they are.",
    "`content_hash` is that of the text before anything was taken out.",
)
FILES = (
    ("datapackage.json", "the tables' columns, types, constraints and keys, for machines"),
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

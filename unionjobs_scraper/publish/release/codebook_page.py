"""The codebook as one HTML file: opens offline, reads on a phone and in print, runs nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release.codebook_text import CONVENTIONS, Part, distinct, holds, kind, meaning, parts
from unionjobs_scraper.publish.release.edition import TITLE, Edition
from unionjobs_scraper.publish.release.facts import Facts
from unionjobs_scraper.publish.release.sheets import Sheet
from unionjobs_scraper.storage.values import cell_text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; max-width: 75rem;
  padding: 1rem; }
a { color: #0b4f9e; } :focus-visible { outline: 3px solid #0b4f9e; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; padding: .3rem 0; } th, td { border: 1px solid #767676; padding: .3rem .5rem;
  text-align: left; vertical-align: top; } thead th { background: #eee; }
td.n { text-align: right; white-space: nowrap; }
td { overflow-wrap: anywhere; } td.meaning { min-width: 16rem; } td.held { min-width: 13rem; }
code { font-size: .95em; }
td ul { margin: 0; padding-left: 1.1rem; }
@media print { body { max-width: none; font-size: 9pt; } .scroll { overflow: visible; } tr { break-inside: avoid; }
  thead { display: table-header-group; } a { color: inherit; } nav { display: none; } }
"""


def page(edition: Edition, sheets: Sequence[Sheet]) -> str:
    """The whole document."""
    tables = parts(sheets)
    links = "".join(f'<li><a href="#{part.name}">{part.name}</a></li>' for part in tables)
    rules = "".join(f"<li>{_marked(rule)}</li>" for rule in CONVENTIONS)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Codebook: {_text(TITLE)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Codebook</h1>\n<p>{_text(TITLE)}. Version {_text(edition.version)},"
        f" as of {cell_text(edition.as_of)}.</p>\n"
        f'<nav aria-label="Tables"><ul>{links}</ul></nav>\n<ul>{rules}</ul>\n'
        + "".join(_section(part) for part in tables)
        + "</main>\n</body>\n</html>\n"
    )


def _section(part: Part) -> str:
    heads = ("column", "type", "meaning", "filled", "missing", "distinct", "range or examples")
    counted = next((fact for fact in part.facts if fact), None)
    rows = f"{counted.rows:,} rows" if counted else "no rows"
    named = f", a row is named by {_marked(' and '.join(f'`{name}`' for name in part.key))}" if part.key else ""
    body = "".join(_row(column, fact) for column, fact in zip(part.columns, part.facts, strict=True))
    return (
        f'<section aria-labelledby="{part.name}">\n<h2 id="{part.name}">{part.name}</h2>\n'
        f"<p>{_marked(part.about)}</p>\n"
        f'<div class="scroll" tabindex="0" role="region" aria-label="Columns of {part.name}">\n'
        f"<table>\n<caption>{rows}{named}</caption>\n<thead><tr>"
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + f"</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n</section>\n"
    )


def _row(column: Column, fact: Facts | None) -> str:
    numbers = (f"{fact.filled:,}", f"{fact.missing:.1%}", distinct(fact)) if fact else ("", "", "")
    cells = "".join(f'<td class="n">{number}</td>' for number in numbers)
    return (
        f'<tr><th scope="row" id="{column.table}.{column.name}"><code>{column.name}</code></th>'
        f'<td>{_text(kind(column))}</td><td class="meaning">{_marked(". ".join(meaning(column)))}.</td>'
        f'{cells}<td class="held">{"".join(_list(fact))}</td></tr>\n'
    )


def _list(fact: Facts | None) -> Iterator[str]:
    held = list(holds(fact)) if fact else []
    if held:
        yield f"<ul>{''.join(f'<li><bdi>{_text(each)}</bdi></li>' for each in held)}</ul>"


def _marked(text: str) -> str:
    """The program's own words; what stands in backticks is code."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", _text(text))


def _text(text: str) -> str:
    return html.escape(text)

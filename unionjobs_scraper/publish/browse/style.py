"""Datasette's pages, a little adjusted: rows before explanations, and nothing wider than a phone."""

from __future__ import annotations

STYLE = """\
/* the codebook is at hand, but what one came for stands on the first screen */
dl.column-descriptions { max-height: 12rem; overflow-y: auto; padding: 0.5rem; border: 1px solid #ccc }
/* a statement in one line would make the whole page as wide as itself */
pre { white-space: pre-wrap; overflow-wrap: anywhere }
dd, .facet-results a { overflow-wrap: anywhere }
td { overflow-wrap: break-word }
@media only screen and (max-width: 576px) {
  td { overflow-wrap: anywhere }
  input[type=search], input[type=text], select { max-width: 100%; box-sizing: border-box }
}
"""

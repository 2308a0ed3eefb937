"""Labelled careers pages: invented organizations and openings on the structures that real sites have.

`pages.pages` builds them, the same bytes on every machine; a page's labels are known because it was made from them.
"""

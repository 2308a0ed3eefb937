"""sitemap.xml and robots.txt: for a site whose address is known, since both name whole addresses."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.jobs import Job
from unionjobs_scraper.publish.site.pages import Site

MOST = 40_000
"""Addresses in one file; the protocol (https://www.sitemaps.org) allows 50,000."""


def write_sitemap(folder: Folder, site: Site, jobs: Sequence[Job]) -> None:
    """Writes both, and the files that the sitemap names."""
    if not site.base:
        return
    pages = sorted(name for name in folder.now if name.endswith(".html") and not name.startswith("job/"))
    pages += [job.path for job in jobs if job.status != "closed"]
    parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)]
    for number, names in enumerate(parts):
        addresses = [f"{site.base}/{quote(name)}" for name in names]
        folder.write(f"sitemap-{number}.xml", _document("urlset", "url", addresses))
    addresses = [f"{site.base}/sitemap-{number}.xml" for number in range(len(parts))]
    folder.write("sitemap.xml", _document("sitemapindex", "sitemap", addresses))
    folder.write("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.base}/sitemap.xml\n")


def _document(whole: str, one: str, addresses: Sequence[str]) -> str:
    return rendered("site/sitemap.xml.j2", whole=whole, one=one, addresses=addresses)

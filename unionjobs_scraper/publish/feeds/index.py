"""The page that lists the feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from unionjobs_scraper.publish.feeds.deadlines import NAME
from unionjobs_scraper.publish.feeds.gather import Feed

HEADINGS = {"all": "Everything", "kinds": "What happened", "unions": "Unions", "regions": "States and provinces"}
HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Union staff jobs: feeds</title>
<link rel="icon" href="data:,">
<link rel="alternate" type="application/atom+xml" title="Everything" href="all.atom">
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
  background: #fff; overflow-wrap: anywhere }
ul { columns: 20rem; padding-left: 1.2rem }
li { break-inside: avoid }
a { color: #0645ad }
small { color: #595959 }
</style>
</head>
<body>
<h1>Union staff jobs: feeds</h1>
<p>Give one of these addresses to a feed reader. Every entry says what happened to one posting, when it was seen, and
how that is known; an entry keeps its id for ever.</p>
"""


def index(feeds: Sequence[Feed], deadlines: int) -> bytes:
    """The page, HTML in UTF-8; it asks nothing of the network."""
    return (HEAD + "".join(_lists(feeds)) + _calendar(deadlines) + "</body>\n</html>\n").encode()


def _lists(feeds: Sequence[Feed]) -> Iterator[str]:
    for group, members in groupby(feeds, key=lambda feed: feed.name.partition("/")[0]):
        yield f"<h2>{HEADINGS[group]}</h2>\n<ul>\n"
        for feed in members:
            said = escape(feed.title.partition(": ")[2])
            yield f'<li><a href="{quote(feed.name)}.atom">{said}</a> <small>{_counted(feed)}</small></li>\n'
        yield "</ul>\n"


def _counted(feed: Feed) -> str:
    count = len(feed.entries)
    return (
        f"{count} {'entry' if count == 1 else 'entries'}, the newest of {feed.updated:%Y-%m-%d}" if count else "empty"
    )


def _calendar(deadlines: int) -> str:
    said = f"{deadlines} {'deadline' if deadlines == 1 else 'deadlines'}"
    return (
        f'<h2>Calendar</h2>\n<ul>\n<li><a href="deadlines.ics">{escape(NAME)}</a> <small>{said}</small></li>\n</ul>\n'
    )

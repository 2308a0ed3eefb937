"""Which file holds the page of an address.

A page lies at FOLDER/<host>/<path>, with what follows the path after `@` signs:

    https://www.unionjobs.com/staffing_list.php         www.unionjobs.com/staffing_list.php
    https://www.unionjobs.com/listing.php?id=99001      www.unionjobs.com/listing.php@id=99001
    https://example.org/                                example.org/@index
    https://example.org/jobs/?page=2&kind=full          example.org/jobs/@index@kind=full&page=2
    POST https://example.org/api/jobs                   example.org/api/jobs@POST
    the same, only when the body says offset 20         example.org/api/jobs@POST@offset=20
    https://example.org:8080/a                          example.org@8080/a

- http and https share their pages. The host is lower case, without a trailing dot or a default port.
- The query is sorted by name, then value; `+` and percent-encoding are read first, so `?b=2&a=x%20y` and
  `?a=x+y&b=2` are one page, `…@a=x%20y&b=2`. A page is found only under its whole query.
- Anything but letters, digits and `-_.~!$'()+,;` (in a path also `&` and `=`) is percent-encoded as UTF-8.
- Where `jobs` must be a folder, the page `/jobs` is the file `jobs@`. An empty segment (`/a//b`) is `@`.
- A name over 180 characters keeps its first 150 and ends in `~` and 16 hex digits of its SHA-256.
- Beside a page, `<page>.meta.toml` may state its `status`, its `headers` (a table) or `removed = true`.
- Any missing page of a host is answered by `<host>/@missing` where there is one, else by a plain 404.
- `aliases.toml` of a FOLDER names hosts that serve another's pages: `"unionjobs.com" = "www.unionjobs.com"`.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlsplit

INDEX: Final = "@index"
MISSING: Final = "@missing"
META: Final = ".meta.toml"
DEFAULT_PORTS: Final[Mapping[str, str]] = {"http": "80", "https": "443"}
PATH_SAFE: Final = "-_.~!$'()+,;&="
PAIR_SAFE: Final = "-_.~!$'(),;"
LONGEST_NAME: Final = 180


def host_of(netloc: str, scheme: str) -> str:
    """The host of a netloc, lower case, with its port only where that is not the scheme's own."""
    whole = netloc.rpartition("@")[2].lower()
    host, _, port = whole.rpartition(":")
    if not host or not port.isdecimal():
        return whole.rstrip(":.")
    host = host.rstrip(".")
    return host if port == DEFAULT_PORTS.get(scheme) else f"{host}:{port}"


def segment(text: str) -> str:
    """One part of a path as a file name that cannot leave its folder."""
    name = quote(unquote_to_bytes(text), safe=PATH_SAFE)
    return name.replace(".", "%2E") if name in (".", "..") else shortened(name) or "@"


def pair(name: str, value: str) -> str:
    """One field of a query or body as it stands in a file name."""
    return "=".join(quote(part, safe=PAIR_SAFE, errors="surrogatepass") for part in (name, value))


def pairs(query: str) -> str:
    """A query in its file-name form: read, sorted and written again."""
    fields = parse_qsl(query, keep_blank_values=True, errors="replace")
    return "&".join(pair(name, value) for name, value in sorted(fields))


def shortened(name: str) -> str:
    """The name itself, or a short one that is still its own, for file systems that stop at 255 bytes."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[:150]}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"


@functools.lru_cache(maxsize=65536)
def file_name(host: str, target: str) -> str:
    """The file of a page: host as `host_of` gives it, target a path with its query."""
    path, _, query = target.partition("#")[0].partition("?")
    *folders, last = path.removeprefix("/").split("/")
    name = segment(last) if last else INDEX
    if written := pairs(query):
        name += "@" + written
    return "/".join([host.replace(":", "@"), *map(segment, folders), shortened(name)])


def file_for(url: str, method: str = "GET", fields: Mapping[str, str] | None = None) -> PurePosixPath:
    """The file of an address, relative to a folder of pages; `fields` are those a POST body must hold."""
    parts = urlsplit(url)
    target = f"{parts.path or '/'}?{parts.query}"
    name = file_name(host_of(parts.netloc, parts.scheme), target)
    return PurePosixPath(name + method_suffix(method, fields or {}))


def method_suffix(method: str, fields: Mapping[str, str]) -> str:
    """What follows the name of a page that answers another method than GET and HEAD."""
    if method in ("GET", "HEAD"):
        return ""
    written = "&".join(sorted(pair(name, value) for name, value in fields.items()))
    return f"@{method}@{written}" if written else f"@{method}"


def body_pairs(body: bytes) -> frozenset[str]:
    """Every field of a form or JSON body, written as in file names; nested JSON names join with dots."""
    text = body.decode("utf-8", "replace")
    if text.lstrip().startswith(("{", "[")):
        try:
            return frozenset(pair(name, value) for name, value in _flat(json.loads(text)))
        except (ValueError, RecursionError):
            return frozenset()
    return frozenset(pairs(text).split("&"))


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    prefix = name + "." if name else ""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _flat(member, f"{prefix}{key}")
    elif isinstance(value, list):
        for number, member in enumerate(value):
            yield from _flat(member, f"{prefix}{number}")
    else:
        yield name, value if isinstance(value, str) else json.dumps(value)

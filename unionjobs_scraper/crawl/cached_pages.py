"""Where list pages wait to be confirmed, and which site's word is worth something.

An ETag or Last-Modified is believed once it has been seen to change together with the page, and never again once
the page has changed without it: a page with a list that a script or a plug-in fills in often carries a date of its
own. A believed page is still read whole every week. One file per page, written whole or not at all; what is broken,
gone or of another time is a page that is not kept.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import BaseSettings
from scrapy.utils.project import data_path

from unionjobs_scraper.clock import Clock

logger = logging.getLogger(__name__)

WHOLE_AGAIN = timedelta(days=7)
"""A page that the site has confirmed for so long is read whole again, to see whether its word is good."""
UNUSED = timedelta(days=30)
"""A page that was not asked for in this time is removed."""
MOST = 300
"""Pages of one source; the longest unused go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is known of a page's validator."""

    url: str
    validator: str
    """The ETag, or the Last-Modified of a page without one."""
    digest: str
    """Of the page, as sent."""
    read: str
    """When the page was last sent whole, ISO 8601."""
    believed: bool = False
    """It has changed together with the page."""
    lies: bool = False
    """The page has changed without it."""


class CachedPages:
    """Scrapy's cache storage, one folder per source below HTTPCACHE_DIR."""

    def __init__(self, settings: BaseSettings) -> None:
        self._root = Path(data_path(settings["HTTPCACHE_DIR"]))
        self._clock = Clock.from_setting(settings["RUN_AT"])
        self._asked: set[str] = set()
        self._confirmed: set[str] = set()

    def open_spider(self, spider: Spider) -> None:
        """Begins a run; what a killed one left half done is removed."""
        self._folder = self._root / spider.name
        self._fingerprinter = spider.crawler.request_fingerprinter
        with _forgiving():
            for path in self._folder.glob("*.new*"):
                path.unlink(missing_ok=True)

    def close_spider(self, spider: Spider) -> None:
        """Nothing is left open."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        """The kept page, where the site's word on it is believed; else None, and the page is asked for plainly."""
        key = self._key(request)
        self._asked.add(key)
        word = self._word(key)
        age = self._clock.now() - datetime.fromisoformat(word.read) if word else WHOLE_AGAIN
        if word is None or not word.believed or word.lies or not timedelta() <= age < WHOLE_AGAIN:
            return None
        page = _page(self._folder / f"{key}.gz")
        return page if page is not None and _validator(page) == word.validator else None

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        """Notes what the answer tells of the validator; the page itself is kept when the run ends well."""
        key = self._key(request)
        self._asked.add(key)
        if "cached" in response.flags:
            self._confirmed.add(key)
            return
        word = self._weighed(key, request.url, response)
        with _forgiving():
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._folder / f"{key}.json", json.dumps(asdict(word)).encode())
            _write(self._folder / f"{key}.new", _packed(response))

    def settle(self, *, keep: bool) -> None:
        """Ends a run. `keep`: its pages may be confirmed in the next one; else that reads them whole."""
        now = self._clock.now().timestamp()
        with _forgiving():
            for key in self._asked:
                page, new = self._folder / f"{key}.gz", self._folder / f"{key}.new"
                if keep and new.exists():
                    new.replace(page)
                elif not keep or key not in self._confirmed:
                    page.unlink(missing_ok=True)
                    new.unlink(missing_ok=True)
                for path in (page, page.with_suffix(".json")):
                    with suppress(FileNotFoundError):
                        os.utime(path, (now, now))
            self._purge(now)

    def _purge(self, now: float) -> None:
        for folder in self._root.iterdir() if self._root.is_dir() else ():
            found = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
            for number, path in enumerate(found):
                if number >= MOST or now - path.stat().st_mtime > UNUSED.total_seconds():
                    path.unlink(missing_ok=True)
                    path.with_suffix(".gz").unlink(missing_ok=True)

    def _weighed(self, key: str, url: str, response: Response) -> Word:
        word, validator = self._word(key), _validator(response)
        digest = hashlib.sha256(response.body).hexdigest()
        if word is None:
            return Word(url=url, validator=validator, digest=digest, read=self._clock.now().isoformat())
        changed, said_so = digest != word.digest, validator != word.validator
        return Word(
            url=url,
            validator=validator,
            digest=digest,
            read=self._clock.now().isoformat(),
            believed=word.believed or (changed and said_so),
            lies=word.lies or (changed and not said_so),
        )

    def _word(self, key: str) -> Word | None:
        try:
            return Word(**json.loads((self._folder / f"{key}.json").read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def _key(self, request: Request) -> str:
        return self._fingerprinter.fingerprint(request).hex()


@contextmanager
def _forgiving() -> Iterator[None]:
    """A page that cannot be kept costs a later run a download, and this one nothing."""
    try:
        yield
    except OSError as error:
        logger.warning("list pages are not kept for later: %s", error)


def _validator(response: Response) -> str:
    return (response.headers.get("ETag") or response.headers.get("Last-Modified") or b"").decode("latin-1")


def _packed(response: Response) -> bytes:
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    head: dict[str, Any] = {"url": response.url, "status": response.status, "headers": headers}
    return gzip.compress(json.dumps(head).encode() + b"\n" + response.body, mtime=0)


def _page(path: Path) -> Response | None:
    """The page of a file; None where it is gone or not what was written: gzip carries a checksum."""
    try:
        head, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
        told = json.loads(head)
        headers = Headers()
        for name, value in told["headers"]:
            headers.appendlist(name.encode("latin-1"), value.encode("latin-1"))
        kind = responsetypes.from_args(headers=headers, url=told["url"], body=body)
        return kind(url=told["url"], status=told["status"], headers=headers, body=body)
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error):
        return None


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, also when the machine stops in the middle."""
    part = path.with_name(f"{path.name}.new{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)

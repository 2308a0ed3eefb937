"""The dead-man's switch: a monitor that receives no signal in time reports that the cron job has stopped.

Addresses as healthchecks.io has them, which can be hosted by oneself (github.com/healthchecks/healthchecks):
`HEARTBEAT_URL` means success, `/start` and `/fail` below it what they say. Nothing is sent without that setting.
"""

from __future__ import annotations

import logging
import urllib.error
import urllib.request
from urllib.parse import urlsplit, urlunsplit

from scrapy.settings import BaseSettings

from unionjobs_scraper import __version__
from unionjobs_scraper.watch.alerts.deliver import with_environment, within, without_secrets

PATIENCE = 10.0
"""Seconds that a ping may take."""
LONGEST = 90_000
"""Bytes of the summary, from its end; healthchecks.io keeps 100 kB."""

logger = logging.getLogger(__name__)


def started(settings: BaseSettings) -> None:
    """Says that the job has begun. Never raises, and takes ten seconds at most."""
    _beat(settings, "/start", "")


def ended(settings: BaseSettings, *, well: bool, summary: str = "") -> None:
    """Says that the job has ended and how, with its summary. Never raises, and takes ten seconds at most."""
    _beat(settings, "" if well else "/fail", summary)


def _beat(settings: BaseSettings, signal: str, body: str) -> None:
    merged = with_environment(settings)
    address = merged.get("HEARTBEAT_URL")
    if not address:
        return
    failures: list[str] = ["no answer in time"]

    def ping() -> None:
        try:
            _post(address, signal, body)
            failures.clear()
        except (OSError, ValueError) as error:
            failures[:] = [without_secrets(f"{type(error).__name__}: {error}", merged)]

    within([ping], PATIENCE)
    if failures:
        logger.error("heartbeat%s not delivered: %s", signal, failures[0])


def _post(address: str, signal: str, body: str) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise ValueError("HEARTBEAT_URL is no http address")
    url = urlunsplit(parts._replace(path=parts.path.rstrip("/") + signal))
    data = body.encode()[-LONGEST:]
    headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": f"unionjobs_scraper/{__version__}"}
    request = urllib.request.Request(url, data=data, headers=headers, method="POST")  # noqa: S310  # checked above
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
        response.read(1000)

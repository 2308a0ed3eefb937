"""What a failed request means, and what is left of it."""

from __future__ import annotations

from weakref import ref

from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from unionjobs_scraper.crawl.failures import why


class Unpacked:
    """Stands for the megabytes that a bomb has unpacked to so far."""


def test_what_a_bomb_had_unpacked_to_is_let_go_when_the_failure_is_told() -> None:
    held: list[ref[Unpacked]] = []

    def unpack() -> None:
        unpacked = Unpacked()
        held.append(ref(unpacked))
        raise MemoryError

    def page() -> None:
        try:
            unpack()
        except MemoryError as error:
            raise IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE") from error

    try:
        page()
    except IgnoreRequest:
        failure = Failure()  # type: ignore[no-untyped-call]
    assert held[0]()
    assert why(failure) == ("", "its body exceeded DOWNLOAD_MAXSIZE", False)
    assert held[0]() is None

"""What a crawl has still to do."""

from __future__ import annotations

from scrapy.crawler import Crawler


def outlook(crawler: Crawler) -> tuple[int, float]:
    """How many requests a crawl has still to make, as far as it knows, and how many seconds its politeness takes."""
    engine = crawler.engine
    if engine is None:
        return 0, 0.0
    slots = list(engine.downloader.slots.values())
    waiting = sum(len(slot.queue) + len(slot.transferring) for slot in slots)
    scheduled = getattr(engine, "_slot", None)
    waiting += len(scheduled.scheduler) if scheduled else 0
    waiting += len(getattr(crawler.spider, "waiting", ()))
    return waiting, waiting * max((slot.delay for slot in slots), default=0.0)

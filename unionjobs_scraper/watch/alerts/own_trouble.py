"""An alert about this side: a store that fails is no site's doing, and no run of it can be looked up."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from unionjobs_scraper.errors import OperatorError, SourceBusy
from unionjobs_scraper.watch.alerts.deliver import deliver, names, with_environment
from unionjobs_scraper.watch.alerts.message import Message


def tell(settings: BaseSettings, error: OperatorError) -> None:
    """Tells every configured channel what must be set right, not what only has to be waited for. Never raises."""
    merged = with_environment(settings)
    if isinstance(error, SourceBusy) or not names(merged):
        return
    words = " ".join(str(error).split())
    deliver(
        merged,
        Message(
            subject=f"[unionjobs] the crawl itself failed: {words[:120]}",
            blocks=(
                f"{words}\n  meanwhile      nothing is stored, nothing is closed, and no posting's status changes",
            ),
        ),
    )

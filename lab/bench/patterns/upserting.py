"""One plain SQLAlchemy pipeline: one session, each item looked up by its id, changed or added, and committed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy import Request, Spider
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    """Of the tables."""


class Posting(Base):
    """A posting."""

    __tablename__ = "postings"
    id: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str]
    title: Mapped[str]
    employer: Mapped[str]
    place: Mapped[str]
    pay: Mapped[str | None]
    description: Mapped[str]
    seen_at: Mapped[datetime]


class Upsert:
    """The pipeline."""

    def __init__(self) -> None:
        self._engine = create_engine("sqlite:///postings.db")
        Base.metadata.create_all(self._engine)
        self._session = Session(self._engine)

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Stores an item."""
        self._session.merge(Posting(**item, seen_at=datetime.now(UTC)))
        self._session.commit()
        return item

    def close_spider(self) -> None:
        """Lets go of the database."""
        self._session.close()
        self._engine.dispose()


class Upserting(Spider):
    """Run by `scrapy runspider`."""

    name = "upserting"
    custom_settings: ClassVar[dict[str, Any]] = {"ITEM_PIPELINES": {Upsert: 300}}  # type: ignore[misc]

    async def start(self) -> AsyncIterator[Request]:
        """Asks for the list."""
        yield Request("https://www.unionjobs.com/staffing_list.php")

    def parse(self, response: Any) -> Iterator[Any]:
        """Follows every posting."""
        for href in response.css("li a[href*='listing.php']::attr(href)").getall():
            yield response.follow(href, callback=self.parse_job)

    def parse_job(self, response: Any) -> dict[str, str | None]:
        """One posting."""
        header = response.css("h4::text").getall()
        text = response.css("body > p ::text, body > ul ::text").getall()
        return {
            "id": response.url.rpartition("=")[2],
            "url": response.url,
            "employer": header[0],
            "title": header[1].partition(" – ")[0],
            "place": header[1].partition("based in ")[2],
            "pay": response.css("p::text").re_first(r"\$[\d,]+ - \$[\d,]+ per \w+"),
            "description": "\n".join(each.strip() for each in text if each.strip()),
        }

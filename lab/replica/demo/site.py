"""The board as its webmaster changes it from day to day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from lab.replica.unionjobs import HOST, Ad, write_site

ROBOTS: Final = "User-agent: *\nDisallow: /comments.php\n"
FILLED: Final = "<p><b>This position has been filled.</b> We thank everyone who sent an application.</p>"


@dataclass(frozen=True, slots=True)
class Site:
    """What stands on the list, and which further pages answer; every method returns the changed site."""

    listed: tuple[Ad, ...] = ()
    unlisted: tuple[Ad, ...] = ()

    def post(self, ads: Iterable[Ad]) -> Self:
        """Puts postings on the list, under their employers in the order of the alphabet."""
        listed = sorted([*self.listed, *ads], key=lambda ad: (ad.employer.casefold(), ad.number))
        return replace(self, listed=tuple(listed))

    def edit(self, number: int, old: str, new: str, posted: str) -> Self:
        """Changes a text on a posting's page, and the date beside it on the list."""
        return replace(
            self, listed=tuple(_edited(ad, old, new, posted) if ad.number == number else ad for ad in self.listed)
        )

    def fill(self, number: int) -> Self:
        """Takes a posting off the list; its page stays, and says that somebody was found."""
        site = self.delist(number)
        return replace(site, unlisted=(*site.unlisted[:-1], replace(site.unlisted[-1], body=FILLED)))

    def delete(self, number: int) -> Self:
        """Takes a posting off the list, and its page away."""
        return replace(self, listed=tuple(ad for ad in self.listed if ad.number != number))

    def delist(self, number: int) -> Self:
        """Takes a posting off the list and says nothing about it: its page stays as it is."""
        taken = next(ad for ad in self.listed if ad.number == number)
        return replace(self.delete(number), unlisted=(*self.unlisted, taken))

    def relist(self, number: int) -> Self:
        """Puts a posting back on the list, as it was."""
        back = [ad for ad in self.unlisted if ad.number == number]
        return replace(self, unlisted=tuple(ad for ad in self.unlisted if ad not in back)).post(back)

    def write(self, folder: Path) -> Path:
        """Lays out the site's pages below a folder and returns it."""
        write_site(folder, self.listed, self.unlisted)
        (folder / HOST / "robots.txt").write_text(ROBOTS, encoding="utf-8")
        return folder


def _edited(ad: Ad, old: str, new: str, posted: str) -> Ad:
    if old not in ad.body:
        raise ValueError(f"posting {ad.number} does not say {old!r}")
    return replace(ad, body=ad.body.replace(old, new), posted=posted)

"""What is taken out of one cell whatever else its row says: mail addresses, telephone numbers, profiles.

Apart from the codebook, which loads SQLAlchemy: the processes that look through a release need none of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from unionjobs_scraper.publish.release.contacts import MAIL, TELEPHONE, without_mail, without_telephones
from unionjobs_scraper.publish.release.names import NAME, SHORT
from unionjobs_scraper.publish.release.profiles import without_profiles

_SCHEME = re.compile(r"\s*(mailto|tel|sms|callto|whatsapp|skype):", re.IGNORECASE)
_MAY_LEAD_TO_ONE = re.compile(
    r"[@＠%\[\](){}<>\s]|_at_|\.me/|(?:whatsapp|linkedin|calendly|facebook)\.com/"
    r"|^(?:mailto|tel|sms|callto|whatsapp|skype):",
    re.IGNORECASE,
)
"""What an address holds that leads to a person: most hold none of it, and no two are alike."""


def without_contacts(cell: str, *, is_address: bool = False) -> tuple[str, Mapping[str, int]]:
    """A cell without addresses, numbers and profiles, and how many of each there were."""
    if is_address and not _MAY_LEAD_TO_ONE.search(cell):
        return cell, {}
    read = _read_once if len(cell) <= SHORT else _read
    return read(cell, is_address=is_address)


def _read(cell: str, *, is_address: bool) -> tuple[str, Mapping[str, int]]:
    if is_address:
        return _address(cell)
    cell, mails = without_mail(cell)
    cell, chats, profiles = without_profiles(cell)
    cell, telephones = without_telephones(cell)
    return cell, {MAIL: mails, TELEPHONE: telephones + chats, NAME: profiles}


_read_once = lru_cache(maxsize=1 << 13)(_read)
"""Rows of several tables, and of many postings, have the same titles, employers and places."""


def _address(cell: str) -> tuple[str, Counter[str]]:
    """A web address stays one: `mailto:redacted`, and percent-encoded brackets inside of others."""
    if scheme := _SCHEME.match(cell):
        kind = MAIL if scheme[1].lower() == "mailto" else TELEPHONE
        return f"{scheme[1].lower()}:redacted", Counter({kind: 1})
    cell, mails = without_mail(cell)
    cell, chats, profiles = without_profiles(cell, whole=False)
    for mark in (MAIL, TELEPHONE, NAME):
        cell = cell.replace(mark, f"%5B{mark[1:-1]}%5D")
    return cell, +Counter({MAIL: mails, TELEPHONE: chats, NAME: profiles})

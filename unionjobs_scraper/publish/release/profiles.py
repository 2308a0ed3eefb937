"""Finds what leads to one person elsewhere: profile links, chat numbers, handles behind "DM" or "Telegram:"."""

from __future__ import annotations

import re

from unionjobs_scraper.normalize.matching import folded
from unionjobs_scraper.publish.release.contacts import TELEPHONE, Signs, matches_near, places_of, replaced
from unionjobs_scraper.publish.release.name_words import is_given

PROFILE = "[name]"
"""Replaces the address of a profile in a release: it names its owner."""

_CHAT = re.compile(
    r"((?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=|signal\.me/#p/))(\+?\d{7,15})\b\S*",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"((?:https?://)?(?:[a-z]{2,3}\.)?(?:linkedin\.com/(?:in|pub)/|t\.me/(?!joinchat|s/)|m\.me/|calendly\.com/"
    r"|facebook\.com/(?=[a-z]+\.[a-z]|profile\.php)))"
    r"[\w%-]+(?:\.[\w%-]+)*(?:/[\w%.-]*(?<!\.))*",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"""(?:\b(?:skype|telegram|signal|wechat|discord|snapchat|kik|line[ ]id)
        (?:[ ](?:id|name|handle|user(?:name)?))?[ ]?:[ ]?
      |\b(?:telegram|signal|skype|wechat|snapchat)[ ](?=@)
      |\b(?:recruiter|organi[sz]er|coordinator|director|steward|president|staffer)[ ](?=@)
      |\b(?:DMs?(?:[ ]to)?|direct[ ]message|message|PM
        |(?:reach|find|contact|follow|add|text)[ ](?:me|him|her)(?=[ ]))[ ](?:me[ ]|us[ ])?
        (?:at[ ]|on[ ]\w+[ ](?:at[ ])?)?(?=@)
      |\bon[ ](?:signal|telegram|whatsapp|discord|bluesky|instagram)[ ](?:at|as|under)[ ](?=@))
      ((?:@|(?=[A-Za-z-]*[._\d#]))[A-Za-z][\w.-]{2,30}\w(?:\#\d{4})?)""",
    re.IGNORECASE | re.VERBOSE,
)
_PLATFORM = r"(?:instagram|insta|twitter|x/twitter|twitter/x|threads|tiktok|bluesky|mastodon|facebook|youtube)"
_ON_PLATFORM = re.compile(
    rf"(?:\b{_PLATFORM}[ ]?:?[ ]?(@[A-Za-z][\w.-]{{2,40}}\w)|(@[A-Za-z][\w.-]{{2,40}}\w)(?=[ ]on[ ]{_PLATFORM}\b))",
    re.IGNORECASE,
)
_LINKS = (
    *(b"wa.me/", b"whatsapp.com/send", b"signal.me/", b"linkedin.com/", b"t.me/", b"m.me/", b"calendly.com/"),
    b"facebook.com/",
)
_CALLED = Signs(b"skype", b"telegram", b"signal", b"wechat", b"discord", b"snapchat", b"kik", b"line id", b"@")


def without_profiles(text: str, *, whole: bool = True) -> tuple[str, int, int]:
    """The text with such marks in their place, how many chat numbers there were, and how many profiles.

    `whole`: a link goes altogether; else only what names the person, and the address stays one.
    """
    chats = profiles = 0
    said = folded(text)
    if (b".me/" in said or b".com/" in said) and any(link in said for link in _LINKS):
        text, chats = _CHAT.subn(TELEPHONE if whole else rf"\1{TELEPHONE}", text)
        text, profiles = _PERSONAL.subn(PROFILE if whole else rf"\1{PROFILE}", text)
        said = folded(text)
    called = _CALLED.places(said) if whole else []
    if called:
        text, handles = replaced(text, (hit.span(1) for hit in matches_near(text, _HANDLE, called, 60)), PROFILE)
        profiles += handles
    if whole and "@" in text:
        signs = list(places_of(text, "@"))
        owned = (
            hit.span(hit.lastindex or 1) for hit in matches_near(text, _ON_PLATFORM, signs, 60) if _is_ones_own(hit)
        )
        text, handles = replaced(text, owned, PROFILE)
        profiles += handles
    return text, chats, profiles


def _is_ones_own(hit: re.Match[str]) -> bool:
    """Whether a handle holds a person's name: a union has accounts too, which stay."""
    parts = re.split(r"[\W\d_]+|(?<=[a-z])(?=[A-Z])", hit[hit.lastindex or 1])
    return any(len(part) > 2 and is_given(part.lower()) for part in parts)

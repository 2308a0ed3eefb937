"""Where the work is done: on site, at home, or both."""

from __future__ import annotations

from unionjobs_scraper.normalize.matching import stated, words
from unionjobs_scraper.normalize.workplace_senses import SENSES
from unionjobs_scraper.normalize.workplace_words import HYBRID, ONSITE, REMOTE

__all__ = ["HYBRID", "ONSITE", "REMOTE", "workplace"]

_NOT_OF_PLACE = (
    r"sensing|patient|monitor\w*|support|access|control\w*|pilot|operations|operated|services?|cloud|vehicles?|electric"
    r"|systems?|computing|energy|care|child\w*|health\w*|therap\w+|visit\w*|nurs\w+|program\w*|desktop|infusion"
    r"|learning|deposition|captioning|areas?|communit\w+|villages?|regions?|islands?|manag(?:er|ement)"
)
# A place line or a title; hybrid outranks remote ("Hybrid (Oakland), or U.S. – Remote").
_LINE = (
    (
        words(
            r"\b(?:not|no|non)[- ](?:an?\ )?(?:\w+\ )?(?:remote|hybrid|tele\w+)\b | \bremote\s?:\s?no\b"
            r"| \bsans\ télétravail\b | \bsin\ teletrabajo\b"
        ),
        ONSITE,
    ),
    (
        words(rf"\bhybride?\b(?![\s-](?:{_NOT_OF_PLACE})) | \bhíbrid[ao]\b | \bpart(?:ial|ially|ly)?[- ]remote\b"),
        HYBRID,
    ),
    (
        words(
            rf"\bremote(?:ly)?\b(?![\s-](?:{_NOT_OF_PLACE})\b) | \btele(?:commut\w+|work\w*)\b(?!\ (?:program|policy))"
            rf"| \bwork(?:ing)?[- ]from[- ]home\b | \bhome[- ]?based\b(?![\s-](?:{_NOT_OF_PLACE})\b)"
            r"| \bhome[- ]?working\b"
            r"| \btélétravail\b | \bà\ distance\b | \bteletrabajo\b | \bremot[ao]\b | \ba\ distancia\b"
        ),
        REMOTE,
    ),
    (
        words(
            rf"\bon[- ]?site\b(?![\s-](?:{_NOT_OF_PLACE}|\w+or\b|\w+er\b)) | \bin[- ]person\b | \bin[- ]office\b"
            r"| \boffice[- ]based\b | \bsur\ place\b | \ben\ présentiel\b | \bpresencial\b"
        ),
        ONSITE,
    ),
)
_LINE_SIGNS = (
    *(
        "remot",
        "hybrid",
        "híbrid",
        "tele",
        "télé",
        "home",
        "site",
        "person",
        "office",
        "distanc",
        "place",
        "présentiel",
    ),
    "presencial",
)


def workplace(location: str = "", title: str = "", text: str = "") -> str:
    """Returns onsite, hybrid or remote; empty when nothing says.

    The `location` line outranks the `title`, and that the body `text`, of which only statements
    about this job count ("remote areas" does not). Never raises.
    """
    return _on_line(location) or _on_line(title) or _in_text(text)


def _on_line(line: str) -> str:
    if not any(map(line.lower().__contains__, _LINE_SIGNS)):
        return ""
    return next((value for pattern, value in _LINE if pattern.search(line)), "")


def _in_text(text: str) -> str:
    return next(stated(text, SENSES), "")

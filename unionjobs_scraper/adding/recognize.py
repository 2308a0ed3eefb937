"""Which platform an address belongs to, by its host and path: each platform knows its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unionjobs_scraper.platforms import platforms


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """A board of a platform, as the register would name it."""

    platform: str
    tenant: str = ""
    start: str = ""
    key: str = ""
    """What the source's name can be made of; empty where the tenant is no name."""
    off: str = ""
    """Why the board must not be crawled, although it could be read."""
    found: str = ""
    """Where it was recognized, for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An address of a known system that cannot become a source."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirector:
    """An address that only leads to another one."""


UNREADABLE = (
    (r"(?:recruiting[2-9]?\.ultipro\.(?:com|ca)|\.rec\.pro\.ukg\.net)/",
     "robots.txt of UKG Pro refuses its lists: give one opportunity's address (…/OpportunityDetail?opportunityId=…)"),
    (r"\.saashr\.com/ta/", "UKG Ready is not read yet"),
    (r"paylocity\.com/recruiting/jobs/(?:Details|Apply)/",
     "a posting of Paylocity does not name its board: look on the union's site for …/recruiting/jobs/All/{guid}"),
    (r"paycomonline\.net/|adp\.com/|\.tbe\.taleo\.net/|pcrecruiter\.net/|greenhouse\.io/|apply\.workable\.com/",
     "the address does not say which employer's board it is: open the list of all jobs and copy its address"),
    (r"\.icims\.com/", "iCIMS is not read yet"),
    (r"\.(?:applicantpro|isolvedhire)\.com/", "ApplicantPro and isolved Hire are not read yet"),
    (r"(?:www\.)?governmentjobs\.com/", "robots.txt of governmentjobs.com refuses everything"),
    (r"idealist\.org/", "Idealist's interface wants a key that it hands out: ask first"),
    (r"jobs\.gusto\.com/", "Gusto is not read yet"),
    (r"(?:\w+\.)?recruitcrm\.io/", "Recruit CRM is not read yet"),
    (r"(?:airtable\.com/app|docs\.google\.com/forms|forms\.gle/|(?:www\.)?cognitoforms\.com/|app\.smartsheet\.com/b/form)",
     "an application form: it lists nothing. Give the page that links to it"),
    (r"\S+\.(?:pdf|docx?|rtf|odt)(?:[?#]|$)", "a single document: give the page that links to it"),
)  # fmt: skip
"""Addresses that cannot be a source's, and what to do instead; looked at when no platform has it."""
_UNREADABLE = tuple(
    (re.compile(rf"^https?://[\w.-]*?(?:{host})", re.IGNORECASE), reason) for host, reason in UNREADABLE
)

REDIRECTOR = re.compile(
    r"^https?://(?:www\.)?(?:click2apply\.net|tinyurl\.com|bit\.ly|grnh\.se|easyapply\.co|t\.co|lnkd\.in)/",
    re.IGNORECASE,
)
"""Resolved, never a source."""


def recognize(address: str) -> Recognized | Unreadable | Redirector | None:
    """What the address says by itself; None where the page has to be looked at."""
    if REDIRECTOR.match(address):
        return Redirector()
    for platform in platforms().values():
        for known in platform.addresses:
            board = known.board(address)
            if board:
                tenant, start, key = board
                return Recognized(platform=platform.name, tenant=tenant, start=start, key=key, found="by its address")
    reason = next((reason for pattern, reason in _UNREADABLE if pattern.match(address)), "")
    return Unreadable(reason=reason) if reason else None

"""Addresses as boards and applicant systems form them; every identifier is invented."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.openings import Opening
from lab.accuracy.pairs.texts import mail_of

HEX = "0123456789abcdef"
LEGIBLE = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz"

_SYSTEMS = {
    "bamboo": "https://{tenant}.bamboohr.com/careers/{number}",
    "adp": "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html"
    "?cid={guid}&ccId=19000101_000001&jobId=5{number}&lang=en_US",
    "ukg": "https://recruiting2.ultipro.com/{TENANT}/JobBoard/{guid}/OpportunityDetail?opportunityId={own_guid}",
    "breezy": "https://{tenant}.breezy.hr/p/{hex}-{slug}",
    "paylocity": "https://recruiting.paylocity.com/recruiting/jobs/Details/31{number}/{TENANT}",
    "exacthire": "https://{tenant}.exacthire.com/job/{number}",
    "applicantstack": "https://{tenant}.applicantstack.com/x/detail/{short}",
    "greenhouse": "https://job-boards.greenhouse.io/{tenant}/jobs/40{number}",
    "workday": "https://{tenant}.wd1.myworkdayjobs.com/External/job/{city}/{slug}_R-{number}",
    "paycom": "https://www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?job={number}&clientkey={HEX}",
    "pcr": "https://www2.pcrecruiter.net/pcrbin/jobboard.aspx?uid={tenant}&action=detail&recordid=22{number}",
    "mail": "https://www.{tenant}.example/jobs/{slug}-{number}",
}
_TRACKING = (
    "source=unionjobs.com",
    "utm_source=unionjobs&utm_medium=posting",
    "src=clearinghouse",
    "utm_campaign=staff-jobs",
    "source=board&utm_source=newsletter",
)


def slug(title: str) -> str:
    """`Lead Organizer (Temporary)` as `lead-organizer-temporary`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def system_address(opening: Opening) -> str:
    """The opening's page in the union's own applicant system (or on its own site)."""
    tenant = slug(opening.employer.key).replace("-", "")
    fixed, own = Dice(f"tenant {tenant}"), Dice(f"{tenant} {opening.number}")
    return _SYSTEMS[opening.employer.system].format(
        tenant=tenant,
        TENANT=tenant.upper() + "1000",
        number=opening.number,
        guid=_guid(fixed),
        HEX=fixed.code(HEX.upper(), 16),
        own_guid=_guid(own),
        hex=own.code(HEX, 12),
        short=own.code(LEGIBLE.lower(), 12),
        slug=slug(opening.title),
        city=opening.place.city.replace(" ", "-"),
    )


def careers_page(opening: Opening) -> str:
    """The one page of all the union's jobs."""
    return f"https://www.{opening.employer.key}.example/careers"


def tracked(opening: Opening, dice: Dice) -> str:
    """The page in the applicant system with words that tell where the reader came from."""
    address = system_address(opening)
    return f"{address}{'&' if urlsplit(address).query else '?'}{dice.pick(_TRACKING)}"


def shortener(opening: Opening, dice: Dice) -> str:
    """A redirector that says nothing about the job."""
    return dice.pick(("https://tinyurl.com/{}", "https://bit.ly/{}", "https://www.click2apply.net/{}")).format(
        dice.code(LEGIBLE, 7)
    )


APPLY: dict[str, Callable[[Opening, Dice], str]] = {
    "system": lambda opening, _: system_address(opening),
    "tracked": tracked,
    "short": shortener,
    "mail": lambda opening, _: f"mailto:{mail_of(opening)}",
    "page": lambda opening, _: careers_page(opening),
    "none": lambda opening, _: "",
}
"""How a posting may say where to apply."""


def _unionjobs(opening: Opening, dice: Dice) -> tuple[str, str]:
    number = str(dice.number(24000, 31900))
    return number, f"https://www.unionjobs.com/listing.php?id={number}"


def _unions_org(opening: Opening, dice: Dice) -> tuple[str, str]:
    day = f"{dice.number(2023, 2026)}/{dice.number(1, 28):02}/{dice.number(1, 12):02}"
    path = f"{day}/{slug(opening.title)}-{slug(opening.employer.short)}-{dice.number(2, 999)}"
    return path, f"https://unions.org/union-jobs/{path}"


def _goodunionjobs(opening: Opening, dice: Dice) -> tuple[str, str]:
    number = str(dice.number(1200, 9800))
    return number, f"https://goodunionjobs.com/jobs/{number}-{slug(opening.title)}"


def _daybook(opening: Opening, dice: Dice) -> tuple[str, str]:
    code = dice.code(LEGIBLE, 17)
    return code, f"https://daybook.com/job/{slug(opening.title)}-{code}"


def _system(opening: Opening, dice: Dice) -> tuple[str, str]:
    address = system_address(opening)
    if opening.employer.system in {"ukg", "breezy", "applicantstack"}:
        return re.split(r"[/=]", address)[-1], address
    return str(opening.number), address


BOARDS: dict[str, Callable[[Opening, Dice], tuple[str, str]]] = {
    "unionjobs": _unionjobs,
    "unions_org": _unions_org,
    "goodunionjobs": _goodunionjobs,
    "daybook": _daybook,
    "system": _system,
}
"""Each board's own id and address for an opening."""


def _guid(dice: Dice) -> str:
    code = dice.code(HEX, 32)
    return "-".join((code[:8], code[8:12], code[12:16], code[16:20], code[20:]))

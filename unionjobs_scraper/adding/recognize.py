"""Which platform an address belongs to, by its host and path: the notes' host table as rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

_GUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_STEP = r"[^/?#\s]+"
_WORKDAY_SITE = rf"(?:wday/cxs/(?!jobs/){_STEP}/|(?:[a-z]{{2}}-[a-z]{{2}}/)?)(?P<site>{_STEP})"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An address, and the board that it means; the templates are filled with the pattern's groups."""

    address: re.Pattern[str] = field(repr=False)
    platform: str
    tenant: str = ""
    start: str = ""
    key: str = ""
    lower: bool = False
    """The platform's keys are written in small letters."""


def _rule(pattern: str, platform: str, tenant: str = "", start: str = "", key: str = "", lower: bool = False) -> Rule:
    address = re.compile(rf"^https?://{pattern}", re.IGNORECASE)
    return Rule(address=address, platform=platform, tenant=tenant, start=start, key=key, lower=lower)


RULES = (
    _rule(
        r"(?P<t>(?!www\.)[\w-]+)\.hirecentric\.com",
        "exacthire", "{t}", "https://{t}.hirecentric.com/jobsearch/", "{t}", True,
    ),
    _rule(r"(?P<t>(?!www\.)[\w-]+)\.exacthire\.com", "exacthire", "{t}", "https://{t}.exacthire.com/", "{t}", True),
    _rule(r"(?P<t>(?!www\.)[\w-]+)\.bamboohr\.com", "bamboohr", "{t}", key="{t}", lower=True),
    _rule(
        r"workforcenow\.adp\.com/mascsr/(?=.*[?&]cid=(?P<cid>[\w-]+))(?:(?=.*[?&]ccId=(?P<cc>\w+)))?",
        "adp", "{cid}/{cc}",
    ),
    _rule(
        rf"(?P<h>\d*recruiting)\.paylocity\.com/recruiting/jobs/All/(?P<t>{_GUID})",
        "paylocity", "{t}", "https://{h}.paylocity.com/recruiting/jobs/All/{t}", lower=True,
    ),
    _rule(
        r"(?:www\.)?paycomonline\.net/v4/ats/web\.php/.*?(?:portal/|clientkey=)(?P<t>[0-9a-f]{32})",
        "paycom", "{t}", lower=True,
    ),
    _rule(r"(?P<h>[\w.-]*pcrecruiter\.net)/pcrbin/jobboard\.aspx\?(?:.*&)?uid=(?P<t>[^&#]+)", "pcrecruiter", "{t}"),
    _rule(
        r"(?P<h>[\w.-]*pcrecruiter\.net)/pcrbin/jobboard\.aspx\?(?:.*&)?(?P<name>db|pcr-id)=(?P<t>[^&#]+)",
        "pcrecruiter", "{t}", "https://{h}/pcrbin/jobboard.aspx?{name}={t}",
    ),
    _rule(r"(?P<t>(?!www\.)[\w-]+)\.applicantstack\.com", "applicantstack", "{t}", key="{t}", lower=True),
    _rule(r"(?P<t>(?!www\.)[\w-]+)\.hrmdirect\.com", "hrmdirect", "{t}", key="{t}", lower=True),
    _rule(
        r"\w+\.tbe\.taleo\.net/(?P<pod>\w+)/ats/careers/(?=.*[?&]org=(?P<org>\w+))(?=.*[?&]cws=(?P<cws>\d+))",
        "taleo", "{pod}/{org}/{cws}", key="{org}",
    ),
    _rule(r"(?P<t>(?!www\.)[\w-]+)\.breezy\.hr", "breezy", "{t}", key="{t}", lower=True),
    _rule(
        r"(?:boards|job-boards)\.(?P<eu>eu\.)greenhouse\.io/(?:embed/\S*?[?&]for=)?(?P<t>(?!embed)[\w-]+)",
        "greenhouse", "{t}",
        "https://boards-api.eu.greenhouse.io/v1/boards/{t}/jobs?content=true&pay_transparency=true", "{t}",
    ),
    _rule(
        r"(?:boards|job-boards)\.greenhouse\.io/(?:embed/\S*?[?&]for=)?(?P<t>(?!embed)[\w-]+)",
        "greenhouse", "{t}", key="{t}",
    ),
    _rule(r"(?:boards-api|api)\.greenhouse\.io/v1/boards/(?P<t>[\w-]+)", "greenhouse", "{t}", key="{t}"),
    _rule(
        rf"jobs\.eu\.lever\.co/(?P<t>{_STEP})",
        "lever", "{t}", "https://api.eu.lever.co/v0/postings/{t}?mode=json&skip=0&limit=100", "{t}",
    ),
    _rule(rf"(?:jobs\.lever\.co|api\.lever\.co/v0/postings)/(?P<t>{_STEP})", "lever", "{t}", key="{t}"),
    _rule(
        rf"apply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?(?P<t>(?!(?:j|api)/){_STEP})",
        "workable", "{t}", key="{t}",
    ),
    _rule(
        rf"(?P<t>[\w-]+)\.(?P<wd>wd\d+)\.myworkdayjobs\.com/{_WORKDAY_SITE}",
        "workday", "{t}", "https://{t}.{wd}.myworkdayjobs.com/{site}", "{t}",
    ),
    _rule(
        rf"(?P<wd>wd\d+)\.myworkdaysite\.com/(?:[a-z]{{2}}-[a-z]{{2}}/)?recruiting/(?P<t>{_STEP})/(?P<site>{_STEP})",
        "workday", "{t}", "https://{wd}.myworkdaysite.com/recruiting/{t}/{site}", "{t}",
    ),
    _rule(
        r"(?P<t>(?!(?:www|app|developers|login|portal|support)\.)[\w-]+)\.applytojob\.com",
        "jazzhr", "{t}", key="{t}", lower=True,
    ),
    _rule(
        rf"(?:(?:jobs|careers)\.smartrecruiters\.com/(?:oneclick-ui/company/)?|api\.smartrecruiters\.com/v1/companies/)(?P<t>{_STEP})",
        "smartrecruiters", "{t}", key="{t}",
    ),
    _rule(r"(?P<t>(?!www\.)[\w-]+)\.recruitee\.com", "recruitee", "{t}", key="{t}", lower=True),
    _rule(rf"(?:jobs\.ashbyhq\.com|api\.ashbyhq\.com/posting-api/job-board)/(?P<t>{_STEP})", "ashby", "{t}", key="{t}"),
    _rule(
        rf"ats(?:\.us1)?\.rippling\.com/(?:[a-z]{{2}}-[a-z]{{2}}/)?(?P<t>(?!api/){_STEP})", "rippling", "{t}", key="{t}"
    ),
    _rule(r"(?P<t>[\w.-]+)/(?:wp-json/wp/v2/job-listings|\S*[?&]feed=job_feed)", "wp_job_manager", "{t}", key="{t}"),
    _rule(
        rf"(?P<u>(?:recruiting[2-9]?\.ultipro\.(?:com|ca)|[\w.-]+\.rec\.pro\.ukg\.net)/(?P<t>\w+)/JobBoard/{_GUID}"
        rf"/+OpportunityDetail\?\S*opportunityId={_GUID})",
        "ukg_pro", "", "https://{u}", "{t}",
    ),
)  # fmt: skip
"""The first that matches counts."""

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
"""Addresses that cannot be a source's, and what to do instead; looked at when no rule matches."""
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
    for rule in RULES:
        match = rule.address.match(address)
        if match:
            return _filled(rule, match)
    reason = next((reason for pattern, reason in _UNREADABLE if pattern.match(address)), "")
    return Unreadable(reason=reason) if reason else None


def _filled(rule: Rule, match: re.Match[str]) -> Recognized:
    said = {name: value or "" for name, value in match.groupdict().items()}
    if rule.lower:
        said["t"] = said["t"].lower()
    if not rule.start:  # the platform's module makes the address, and quotes what it has to
        said = {name: unquote_plus(value) for name, value in said.items()}
    return Recognized(
        platform=rule.platform,
        tenant=rule.tenant.format_map(said).strip("/"),
        start=rule.start.format_map(said),
        key=rule.key.format_map(said),
        found="by its address",
    )

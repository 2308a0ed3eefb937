"""Faults of the site, of whatever stands before it, and of the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lab.faults.rewrites import (
    behind_a_stale_cache,
    cut_in_the_middle,
    damaged,
    from_own_cache,
    in_little_memory,
    other_ids,
    rows_left_out,
    same_etag,
    with_kept_lists,
    without_four,
    without_network,
)
from lab.faults.stage import LIST, POSTING, Stage
from lab.faults.trial import Doing, Trial
from lab.replica import Fault

HOME = "https://www.unionjobs.com/"
LOGIN = "https://www.unionjobs.com/login.php"
ELSEWHERE = "https://www.example.org/jobs"
ROBOTS = "/robots.txt"
REDESIGN = (
    '<!DOCTYPE html><html><body><main data-app="jobs"><section><h2>Find union work</h2><p>Welcome to the new site.'
    "</p></section></main><footer>Union Jobs Clearinghouse &reg;</footer></body></html>"
)
PLACEHOLDER = "<!DOCTYPE html><html><body><h1>Domain for sale</h1></body></html>"
UNAVAILABLE = (
    "<!DOCTYPE html><html><body><h4>Sorry</h4><p>This position is no longer available.</p>"
    "<p>Union Jobs Clearinghouse &reg;</p></body></html>"
)
NONE_TODAY = (
    "<!DOCTYPE html><html><body><p>There are no current job postings.</p>"
    "<p>Union Jobs Clearinghouse &reg;</p></body></html>"
)


def _on_list() -> Iterator[Trial]:
    def trial(name: str, kind: str, reason: str = "", verdict: str = "failed", **how: Any) -> Trial:
        settings, doing = how.pop("settings", {}), how.pop("doing", None)
        healthy, others = how.pop("healthy", 2), how.pop("others", False)
        fault = Fault(kind=kind, path=LIST, **how)
        return Trial(
            name=f"list: {name}",
            verdict=verdict,
            status=0 if verdict == "complete" else 1,
            faults=(fault,),
            settings=settings,
            doing=doing,
            reason=reason,
            healthy=healthy,
            others=others,
        )

    def status(number: int, reason: str = "") -> Trial:
        return trial(f"HTTP {number}", "status", reason or f"HTTP {number}", status=number)

    yield trial("no answer in time", "timeout", "no answer in time", settings={"DOWNLOAD_TIMEOUT": 1})
    yield trial("a byte a second", "slow", "no answer in time", settings={"DOWNLOAD_TIMEOUT": 2})
    yield trial("connection reset", "reset", "broke")
    yield trial("reset once, then well", "reset", verdict="complete", times=1, settings={"RETRY_TIMES": 2})
    yield trial("half the body", "half_body")
    yield trial("wrong Content-Length", "wrong_length")
    yield from map(status, (401, 403, 404, 410, 500, 502, 503))
    yield trial("HTTP 429", "status", "HTTP 429", status=429, headers={"Retry-After": "3600"})
    yield trial("redirect to home", "redirect", to=HOME)
    yield trial("redirect to a login", "redirect", to=LOGIN)
    yield trial("redirect to another host", "redirect", to=ELSEWHERE)
    yield trial("redirect to itself, for ever", "redirect", to="https://www.unionjobs.com" + LIST)
    yield trial("empty 200", "empty")
    yield trial("challenge, 403", "challenge", "HTTP 403")
    yield trial("challenge, 200", "challenge", "challenge", status=200)
    yield trial("login page, 200", "login", "login")
    yield trial("closed for maintenance, 503", "maintenance")
    yield trial("closed for maintenance, 200", "maintenance", status=200)
    yield trial("domain for sale", "body", body=PLACEHOLDER)
    yield trial("redesigned", "body", "organization", body=REDESIGN)
    yield trial("classes renamed", "rewrite", "organization", replace={'"organization"': '"org-card"'})
    yield trial("addresses renamed", "rewrite", replace={"/listing.php?id=": "/job/"})
    yield trial("says that there are none", "body", "missing at once", body=NONE_TODAY)
    yield trial("no rows under its headings", "rewrite", rewrite=rows_left_out(slice(0)))
    yield trial("cut in the middle", "truncated", "stops before its end")
    yield trial("cut in the middle, with an end", "rewrite", verdict="partial", rewrite=cut_in_the_middle)
    yield trial("half the rows", "rewrite", "are usual", "partial", rewrite=rows_left_out(slice(None, None, 2)))
    yield trial("four rows fewer", "rewrite", verdict="complete", rewrite=without_four)
    renumbered = {"rewrite": other_ids, "healthy": 5, "others": True}
    yield trial("all under other numbers", "rewrite", "missing at once", "partial", **renumbered)
    yield trial("wrong charset", "charset", verdict="complete", charset="iso-8859-1")
    yield trial("UTF-16 that says UTF-8", "charset", encoding="utf-16", charset="utf-8")
    yield trial("gzip bomb", "gzip_bomb", "exceeded", doing=in_little_memory)
    yield trial("200 MB", "huge", "larger", doing=in_little_memory)


def _on_postings() -> Iterator[Trial]:
    def trial(name: str, kind: str, verdict: str = "partial", reason: str = "", **how: Any) -> Trial:
        settings = how.pop("settings", {})
        return Trial(
            name=f"postings: {name}",
            verdict=verdict,
            status=0 if verdict == "complete" else 1,
            faults=(Fault(kind=kind, path=how.pop("path", POSTING), **how),),
            settings=settings,
            reason=reason,
        )

    yield trial("HTTP 503", "status", status=503)
    yield trial("HTTP 500, every third", "status", status=500, every=3)
    yield trial("HTTP 403", "status", reason="HTTP 403", status=403)
    yield trial("HTTP 404, every one", "status", status=404)
    yield trial("HTTP 404, but for one", "status", status=404, after=1)
    yield trial("HTTP 410, missing ones too", "status", status=410)
    yield trial("redirect to home", "redirect", to=HOME)
    yield trial("redirect to another host", "redirect", to=ELSEWHERE)
    yield trial("redirect to the list", "redirect", to="https://www.unionjobs.com" + LIST)
    yield trial("all say no longer available", "body", body=UNAVAILABLE)
    yield trial("challenge after three", "challenge", reason="HTTP 403", after=3)
    yield trial("empty 200", "empty")
    yield trial("connection reset", "reset")
    yield trial("no answer in time", "timeout", settings={"DOWNLOAD_TIMEOUT": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 8})
    yield trial("gzip bomb, one", "gzip_bomb", "complete", times=1, size=2**28)


def _nothing(stage: Stage) -> None:
    """All is well."""


def _anywhere() -> Iterator[Trial]:
    def trial(
        name: str, *faults: Fault, verdict: str = "failed", reason: str = "", doing: Doing | None = None
    ) -> Trial:
        status = 0 if verdict == "complete" else 1
        return Trial(name=name, verdict=verdict, status=status, faults=faults, reason=reason, doing=doing)

    def robots(name: str, kind: str, reason: str, **how: Any) -> Trial:
        return trial(f"robots.txt: {name}", Fault(kind=kind, path=ROBOTS, **how), reason=reason)

    yield trial("host: connection refused", Fault(kind="refused"))
    yield trial("host: name not found", Fault(kind="dns"))
    yield trial("host: bad gateway", Fault(kind="bad_gateway"))
    yield trial("host: TLS is garbage", Fault(kind="tls"))
    yield trial("host: HTTP 503 to everything", Fault(kind="status", status=503))
    yield trial("host: HTTP 404 to everything", Fault(kind="status", status=404))
    yield trial("every third request: HTTP 500", Fault(kind="status", status=500, every=3), verdict="partial")
    yield trial("network: refused", reason="refused", doing=without_network("http://127.0.0.1:9"))
    yield trial("network: no name service", reason="name", doing=without_network("http://proxy.invalid:3128"))
    yield robots("suddenly forbids", "body", "robots.txt", body="User-agent: *\nDisallow: /\n")
    yield robots("HTTP 503", "status", "robots.txt could not be read", status=503)
    yield robots("reset", "reset", "robots.txt could not be read")
    yield trial("cache: yesterday's list, Age a day", verdict="partial", reason="cache", doing=behind_a_stale_cache)
    for name, spoil in (("honest 304s", _nothing), ("damaged", damaged), ("one ETag for ever", same_etag)):
        yield trial(f"kept list: {name}", verdict="complete", doing=with_kept_lists(spoil))
    not_modified = Fault(kind="status", status=304, path=LIST, times=1)
    yield trial("kept list: 304 where none is kept, once", not_modified, verdict="complete")
    yield trial("kept list: 304 where none is kept", Fault(kind="status", status=304, path=LIST), reason="HTTP 304")
    kept_and_failing = with_kept_lists(lambda stage: stage.replica.break_(Fault(kind="reset", path=LIST)))
    yield trial("kept list: no answer", reason="broke", doing=kept_and_failing)
    for policy in ("DummyPolicy", "RFC2616Policy"):
        verdict, reason = ("partial", "cache") if policy == "DummyPolicy" else ("complete", "")
        yield trial(f"cache: Scrapy's own, {policy}", verdict=verdict, reason=reason, doing=from_own_cache(policy))


TRIALS: Final = (*_anywhere(), *_on_list(), *_on_postings())

"""Faults that change what an answer says, and leave the sending alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from lab.replica.answers import Answer, answer
from lab.replica.faults import Fault
from lab.replica.messages import Incoming
from lab.replica.pages import Pages

Spoil = Callable[[Fault, Answer], Answer]

# The marks by which real pages of these kinds are known; the words are made up.
CHALLENGE: Final = answer(
    "<!doctype html><title>Just a moment...</title>"
    "<noscript>Enable JavaScript and cookies to continue</noscript>"
    '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>\n',
    403,
    {"Server": "cloudflare", "CF-Mitigated": "challenge"},
)
LOGIN: Final = answer(
    "<!doctype html><title>Sign in</title><h1>Please sign in to continue</h1>"
    '<form method="post" action="/login"><input name="user"><input name="password" type="password"></form>\n'
)
MAINTENANCE: Final = answer(
    "<!doctype html><title>Down for maintenance</title><h1>We will be back soon</h1>\n",
    503,
    {"Retry-After": "3600"},
)


def _page(page: Answer) -> Spoil:
    return lambda fault, _found: replace(page, status=fault.status or page.status)


def _status(fault: Fault, _found: Answer) -> Answer:
    return answer(fault.body, fault.status or 500)


def _body(fault: Fault, _found: Answer) -> Answer:
    return answer(fault.body, fault.status or 200)


def _redirect(fault: Fault, _found: Answer) -> Answer:
    return answer(fault.body, fault.status or 302, {"Location": fault.to})


def _empty(_fault: Fault, found: Answer) -> Answer:
    return replace(found, status=200, body=b"")


def _rewrite(fault: Fault, found: Answer) -> Answer:
    body = fault.rewrite(found.body) if fault.rewrite else found.body
    for old, new in fault.replace.items():
        body = body.replace(old.encode(), new.encode())
    return replace(found, body=body)


def _charset(fault: Fault, found: Answer) -> Answer:
    if fault.encoding:
        body = found.body.decode("utf-8", "replace").encode(fault.encoding, "xmlcharrefreplace")
        found = replace(found, body=body)
    if fault.charset:
        kind = found.header("Content-Type").partition(";")[0]
        found = found.with_headers({"Content-Type": f"{kind}; charset={fault.charset}"})
    return found


def _made_up(fault: Fault, _found: Answer) -> Answer:
    return answer(b"", fault.status or 200)


def _truncated(_fault: Fault, found: Answer) -> Answer:
    return replace(found, body=found.body[: len(found.body) // 2])


SPOILS: Final[Mapping[str, Spoil]] = {
    "status": _status,
    "redirect": _redirect,
    "empty": _empty,
    "body": _body,
    "challenge": _page(CHALLENGE),
    "login": _page(LOGIN),
    "maintenance": _page(MAINTENANCE),
    "rewrite": _rewrite,
    "charset": _charset,
    "truncated": _truncated,
    "huge": _made_up,
    "gzip_bomb": _made_up,
}


def spoiled(fault: Fault, found: Answer) -> Answer:
    """The answer as the fault leaves it."""
    spoil = SPOILS.get(fault.kind)
    return (spoil(fault, found) if spoil else found).with_headers(fault.headers)


class Cache:
    """Answers as an older folder has them, the way a cache between serves them (RFC 9111, section 5.5)."""

    def __init__(self) -> None:
        self._folders: dict[str, Pages] = {}

    def answer(self, fault: Fault, request: Incoming) -> Answer:
        """The older answer, marked as stale."""
        folder = str(fault.folder)
        if folder not in self._folders:
            self._folders[folder] = Pages(folder)
        marks = {"Age": str(fault.age), "Warning": '110 - "Response is Stale"', "X-Cache": "HIT"}
        return self._folders[folder].answer(request).with_headers(marks)

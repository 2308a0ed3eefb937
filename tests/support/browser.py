"""A real browser for the tests: Debian's Chromium, headless, driven through playwright's Python package.

    from tests.support.browser import Chromium, chromium

    @pytest.fixture(scope="module")  # not wider: playwright's loop stays with the thread until it is closed
    def browser() -> Iterator[Chromium]:
        with chromium() as browser:
            yield browser

    def test_page(browser: Chromium) -> None:
        with browser.opened(path_or_url, width=390) as opened:
            assert opened.page.title() == "…"
            opened.screenshot("page-390")  # only when UNIONJOBS_SCREENSHOTS names a folder

Leaving `opened` fails the test when the page had a console error or an uncaught one, when a request failed, or when
one wanted to leave the machine. Chromium is installed with apt-get where it is missing and this process is root.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn
from urllib.parse import urlsplit

import pytest

from tests.support.browser_programs import Unavailable, binary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

SCREENSHOTS = "UNIONJOBS_SCREENSHOTS"
"""Environment variable: the folder that `Opened.screenshot` and `Opened.pdf` write into."""
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    # what a page asks of another host is recorded, and ends here
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
PATIENCE = 30_000.0
"""Milliseconds that a page may take for one thing."""


@dataclass
class Opened:
    """A page that is open, and everything that it did so far."""

    page: Page
    width: int
    requests: list[str] = field(default_factory=list)
    """The address of every request, of the page itself too."""
    failed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Console messages of the level error, and errors that nobody caught."""

    def astray(self) -> list[str]:
        """Requests that wanted to leave the machine."""
        return [address for address in self.requests if not local(address)]

    def check(self) -> None:
        """Fails the test when the page did something that it must not do."""
        assert not self.astray(), f"requests off this machine: {self.astray()}"
        assert not self.errors, f"console errors: {self.errors}"
        assert not self.failed, f"failed requests: {self.failed}"

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth"))

    def screenshot(self, name: str, *, whole: bool = True) -> Path | None:
        """A PNG of the page, where somebody wants to look: returns its path, or None."""
        return self._kept(name, ".png", lambda path: self.page.screenshot(path=path, full_page=whole))

    def pdf(self, name: str, paper: str = "A4") -> Path | None:
        """The page as it prints, likewise."""
        return self._kept(name, ".pdf", lambda path: self.page.pdf(path=path, format=paper, print_background=True))

    @staticmethod
    def _kept(name: str, suffix: str, make: Any) -> Path | None:
        folder = os.environ.get(SCREENSHOTS, "")
        if not folder:
            return None
        Path(folder).mkdir(parents=True, exist_ok=True)
        path = Path(folder, re.sub(r"[^\w.-]+", "-", name) + suffix)
        make(path)
        return path


class Chromium:
    """A running browser; one page is emptied and used again, because a new one is a process that starts anew."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._spare: Page | None = None

    @contextmanager
    def opened(
        self,
        where: str | Path,
        width: int = 1280,
        height: int = 900,
        *,
        media: Literal["screen", "print"] = "screen",
        scheme: Literal["light", "dark"] = "light",
        strict: bool = True,
    ) -> Iterator[Opened]:
        """Opens an address or a file; `strict=False` leaves `check` to the test."""
        page, self._spare = self._spare or self._new(), None
        opened = Opened(page, width)
        stop = _listen(page, opened)
        try:
            page.set_viewport_size({"width": width, "height": height})
            # "null": a page that is told "screen" prints as a screen
            page.emulate_media(media="print" if media == "print" else "null", color_scheme=scheme)
            page.goto(address(where), wait_until="load")
            yield opened
            if strict:
                opened.check()
            stop()
            self._empty(page)
        except BaseException:
            page.context.close()  # who knows what it still does
            raise

    def _new(self) -> Page:
        context = self.browser.new_context()
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    def _empty(self, page: Page) -> None:
        """Keeps the page for the next, as if it were new: nothing of what it was told or has stored stays."""
        session = page.context.new_cdp_session(page)
        session.send("Network.clearBrowserCache")
        session.detach()
        page.evaluate("try { localStorage.clear(); sessionStorage.clear() } catch {}")
        page.context.clear_cookies()
        page.goto("about:blank")
        for other in page.context.pages:
            if other is not page:
                other.close()
        self._spare = page


def address(where: str | Path) -> str:
    """A file's path as the address that opens it; an address as it is."""
    is_address = isinstance(where, str) and re.match(r"(https?|file|data|about):", where)
    return str(where) if is_address else Path(where).absolute().as_uri()


def local(where: str) -> bool:
    """Whether a request for it stays on this machine."""
    parts = urlsplit(where)
    return parts.scheme in {"file", "data", "about", "blob"} or (parts.hostname or "") in HERE


def _listen(page: Page, opened: Opened) -> Callable[[], None]:
    """Writes down what the page does; the result is called when that is over."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            opened.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def ended_badly(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or a page that was left
            opened.failed.append(f"{request.url}: {request.failure}")

    heard: list[tuple[Any, str, Callable[[Any], None]]] = [
        (page.context, "request", lambda request: opened.requests.append(request.url)),
        (page.context, "requestfailed", ended_badly),
        (page.context, "console", said),
        (page.context, "weberror", lambda error: opened.errors.append(str(error.error))),
        (page, "websocket", lambda socket: opened.requests.append(socket.url)),
    ]
    for where, event, do in heard:
        where.on(event, do)

    def stop() -> None:
        for where, event, do in heard:
            where.remove_listener(event, do)

    return stop


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A headless Chromium; without one the test is skipped, and fails where CI=true."""
    try:
        program = binary()
        playwright = _playwright()
    except Unavailable as error:
        missing(str(error))
    with playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, headless=True, args=list(QUIET))
        try:
            yield Chromium(browser)
        finally:
            browser.close()


def missing(reason: str) -> NoReturn:
    """Ends the test: as a failure where nobody would read why it was skipped."""
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _playwright() -> Any:
    try:
        from playwright.sync_api import sync_playwright  # here: node's driver is part of it
    except ModuleNotFoundError:
        raise Unavailable("the Python package playwright is missing: pip install playwright") from None
    return sync_playwright

"""The browser of the other tests notices what it is there to notice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import browser_programs
from tests.support.browser import SCREENSHOTS, Chromium, chromium, local, missing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


def written(folder: Path, body: str) -> Path:
    path = folder / "a page #1.html"
    path.write_text(f"<!doctype html><title>é</title><body>{body}", encoding="utf-8")
    return path


def test_a_quiet_page_passes(browser: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SCREENSHOTS, str(tmp_path / "shots"))
    with browser.opened(written(tmp_path, "<p>words"), width=390, height=800) as opened:
        assert opened.page.title() == "é"
        assert opened.overflow() == 0
        assert len(opened.requests) == 1
        picture = opened.screenshot("quiet/390")
    assert picture == tmp_path / "shots" / "quiet-390.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    monkeypatch.delenv(SCREENSHOTS)
    with browser.opened(tmp_path / "a page #1.html") as opened:
        assert opened.pdf("quiet") is None


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('<img src="http://example.org/a.png">', "off this machine"),
        ("<script>new WebSocket('ws://203.0.113.9/')</script>", "off this machine"),
        ("<script>console.error('oh')</script>", "oh"),
        ("<script>throw new Error('uncaught')</script>", "uncaught"),
        ('<img src="missing.png">', "missing.png"),
    ],
)
def test_a_page_that_misbehaves_fails(browser: Chromium, tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint), browser.opened(written(tmp_path, body)) as opened:
        opened.page.evaluate("0")  # what the page has asked for so far is known when this is answered


def test_overflow_is_measured(browser: Chromium, tmp_path: Path) -> None:
    body = '<div style="width:500px">wide</div>'
    with browser.opened(written(tmp_path, f"<style>body{{margin:0}}</style>{body}"), width=390) as opened:
        assert opened.overflow() == 110


def test_local_addresses() -> None:
    assert all(map(local, ("file:///a", "data:,x", "http://127.0.0.1:8001/x", "http://localhost/")))
    assert not any(map(local, ("https://fonts.example/", "http://127.0.0.1.example/", "ftp://127.0.0.2/")))


def test_no_browser_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(browser_programs.CHOSEN, str(tmp_path / "none"))
    with pytest.raises(browser_programs.Unavailable, match="no such file"):
        browser_programs.binary()
    with pytest.raises(browser_programs.Unavailable, match="apt-get update failed"):
        browser_programs.install([sys.executable, "-c", "raise SystemExit('no network')"])
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="reason"):
        missing("reason")
    monkeypatch.delenv("CI")
    with pytest.raises(pytest.skip.Exception, match="reason"):
        missing("reason")

"""What of a page a reader sees: no hidden elements, no struck words; protected mail addresses as they read.

Words that a script keeps ready, or that an editor has struck out, say nothing: no mark, no deadline and no pay is read
from them. What a reader opens with a click (a tab, an accordion) is seen.
"""

from __future__ import annotations

import re
from typing import cast
from urllib.parse import urljoin, urlsplit

from lxml.etree import XPath, _ElementUnicodeResult
from lxml.html import HtmlElement
from parsel import Selector
from scrapy.http import TextResponse

STRUCK = frozenset("s del strike".split())
CLASSES = frozenset(
    "hidden hide is-hidden u-hidden d-none display-none invisible element-invisible visuallyhidden visually-hidden"
    " sr-only u-sr-only is-sr-only show-for-sr screen-reader-text screen-reader-only assistive-text ng-hide"
    " uk-hidden".split()
)
"""Names by which stylesheets in common use hide an element."""
FOR_SCREEN_READERS = CLASSES - frozenset(
    "hidden hide is-hidden u-hidden d-none display-none invisible ng-hide uk-hidden".split()
)
SHOWN_WIDE = re.compile(r"(?:^|[\s:-])(?:xs|sm|md|lg|xl|xxl|2xl)[:-](?:block|flex|grid|inline|table|contents|visible)")
"""`d-none d-md-block`, `hidden md:flex`: hidden on small screens only."""
STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|text-decoration[\w-]*\s*:[^;]*line-through"
    r"|(?:left|right|top|bottom|text-indent|margin-left)\s*:\s*-\d{4,}(?:px|em|rem|pt|%)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}|clip-path\s*:\s*inset\(\s*(?:50|100)%)"
)
"""Hidden by an element's own style. What is faint, tiny or of no height may be on its way in (`opacity: 0`)."""
SUSPECT = XPath(
    "(descendant-or-self::*/@hidden | descendant-or-self::*/@aria-hidden | descendant-or-self::*/@style)/.."
)
"""Attributes are walked to and back from: a test of each element takes five times as long."""
CLASS_NAMES, CLASS_ATTRIBUTES = (
    XPath("descendant-or-self::*/@class", smart_strings=knows_element) for knows_element in (False, True)
)
PROTECTED = XPath(
    "(descendant-or-self::*/@data-cfemail"
    " | descendant-or-self::*/@href[contains(., '/cdn-cgi/l/email-protection#')])/.."
)
TAB_PANELS = frozenset(
    "tab-pane tabpanel tab-panel tabcontent tab-content w-tab-pane et_pb_tab elementor-tab-content".split()
)
"""Classes of what a tab shows: Bootstrap's, Webflow's, Divi's, Elementor's, and those that people choose."""
OPENERS = XPath("//*[@aria-controls=$name or @data-target=$target or @data-bs-target=$target or @href=$target]")
CLOSED_BUTTON = XPath("boolean(descendant-or-self::*[@aria-expanded='false'])")
IN_FURNITURE = XPath("boolean(ancestor::nav or ancestor::header or ancestor::footer or ancestor::form)")
WHOLE = XPath("boolean(self::html | self::body | self::main | descendant::h1 | descendant::main)")


def unseen(root: HtmlElement) -> set[HtmlElement]:
    """The elements under `root` that a reader does not see, each with all that it holds."""
    suspects = {*root.iter(*STRUCK, "dialog"), *cast(list[HtmlElement], SUSPECT(root)), *_hidden_by_class(root)}
    return {element for element in suspects if _is_unseen(element)}


def _hidden_by_class(root: HtmlElement) -> list[HtmlElement]:
    """The elements with a class by which some are hidden."""
    hiding = {names for names in set(cast(list[str], CLASS_NAMES(root))) if not CLASSES.isdisjoint(names.split())}
    if not hiding:
        return []
    return [each.getparent() for each in cast(list[_ElementUnicodeResult], CLASS_ATTRIBUTES(root)) if each in hiding]


def drop_unseen(page: Selector) -> None:
    """Takes out of a page what a reader does not see."""
    if isinstance(page.root, HtmlElement):
        for element in unseen(page.root):
            if element.getparent() is not None:
                element.drop_tree()


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in STRUCK:
        return True
    names = frozenset((element.get("class") or "").split())
    if names & FOR_SCREEN_READERS:
        return not _is_label(element, names)
    hidden = (
        element.get("hidden", "until-found") != "until-found"
        or element.get("aria-hidden") == "true"
        or (element.tag == "dialog" and element.get("open") is None)
        or bool(STYLE.search((element.get("style") or "").lower()))
        or bool(names & CLASSES and not SHOWN_WIDE.search(element.get("class") or ""))
    )
    return hidden and not WHOLE(element) and not _opens(element)


def _is_label(element: HtmlElement, names: frozenset[str]) -> bool:
    """Whether words for screen readers name what is beside them, or say what is there for the eye only."""
    if element.tag in ("label", "dt", "th") or any("label" in name for name in names):
        return True
    near = [each for each in (element.getprevious(), element.getnext()) if each is not None]
    return str(element.text_content()).rstrip().endswith(":") or any(each.get("aria-hidden") == "true" for each in near)


def _opens(element: HtmlElement) -> bool:
    """Whether a click opens the element: a tab's panel, what something names, or what follows a closed button."""
    if element.get("role") == "tabpanel" or not TAB_PANELS.isdisjoint((element.get("class") or "").split()):
        return True
    name = element.get("id")
    if name and OPENERS(element, name=name, target=f"#{name}"):
        return True
    before = next(element.itersiblings("*", preceding=True), None)
    return before is not None and bool(CLOSED_BUTTON(before)) and not IN_FURNITURE(element)


def protected_addresses(root: HtmlElement) -> dict[HtmlElement, str]:
    """The elements in which Cloudflare hides a mail address, each with the address.

    The address is hexadecimal, each byte combined with the first by exclusive or:
    https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
    """
    found: dict[HtmlElement, str] = {}
    for element in cast(list[HtmlElement], PROTECTED(root)):
        address = mail_address(element.get("data-cfemail") or (element.get("href") or "").rpartition("#")[2])
        if address:
            found[element] = address
    return found


def mail_address(code: str) -> str:
    """The mail address behind Cloudflare's `data-cfemail`; empty when it holds none."""
    try:
        key, *rest = bytes.fromhex(code)
        address = bytes(byte ^ key for byte in rest).decode()
    except ValueError:
        return ""
    return address if "@" in address and address.isprintable() else ""


def base_of(response: TextResponse) -> str:
    """The address that links of a response are relative to."""
    root = response.selector.root
    return base_address(root, response.url) if isinstance(root, HtmlElement) else response.url


def base_address(root: HtmlElement, page_url: str) -> str:
    """The address that links of the page are relative to: that of its `base` element, else its own."""
    hrefs = (each.get("href") for each in root.getroottree().iter("base"))
    said = next((href for href in hrefs if href is not None), "").strip()
    try:
        url = urljoin(page_url, said) if said else page_url
        return url if urlsplit(url).scheme in ("http", "https") else page_url
    except ValueError:
        return page_url

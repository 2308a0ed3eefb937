"""Whether a page of HTML ends where it should: a connection or a program may end before the page does.

HTML lets a page leave its last end tags out, and some pages do. What no whole page does is to end inside a tag, a
comment or a script, or to leave a list, a table or a section open as well, unless it ends with its footer.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

ENDS: Final = ("</html", "</HTML", "</body", "</BODY")
"""How pages say that they end, each as it is mostly written."""
END: Final = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
FOOTER: Final = re.compile(r"</footer\s*>\s*$", re.IGNORECASE)
TOKEN: Final = re.compile(
    r"<!--|-->|<(?P<end>/?)(?P<tag>script|style|textarea|title|ul|ol|dl|table|div|section|main|article|form)\b",
    re.IGNORECASE,
)
INNER: Final = ("p", "li", "td", "a", "b", "strong", "h1", "h2", "h3", "h4", "h5")
"""Elements of rows and texts, whose end tag some pages leave out everywhere."""
TEXT: Final = frozenset(("script", "style", "textarea", "title"))
"""Elements in which a tag is text."""


def is_cut(page: str) -> bool:
    """Whether a page of HTML stops before its end. Linear in its length."""
    if page.lstrip()[:1] != "<" or any(page.rfind(end) >= 0 for end in ENDS) or END.search(page):
        return False
    return page.rfind("<") > page.rfind(">") or (
        not FOOTER.search(page[-40:]) and (_leaves_open(page) or _ends_inside(page.lower()))
    )


def _ends_inside(page: str) -> bool:
    """Whether it ends inside an element of a kind whose others end with a tag of their own."""
    return any(-1 < page.rfind(f"</{tag}>") < max(page.rfind(f"<{tag}>"), page.rfind(f"<{tag} ")) for tag in INNER)


def _leaves_open(page: str) -> bool:
    """Whether a comment, a script or more containers begin than end."""
    inside, depth = "", Counter[str]()
    for token in TOKEN.finditer(page):
        tag, ends = (token["tag"] or "").lower(), bool(token["end"])
        if inside:
            ended = token.group() == "-->" if inside == "<!--" else ends and tag == inside
            inside = "" if ended else inside
        elif token.group() == "<!--" or (tag in TEXT and not ends):
            inside = tag or "<!--"
        elif tag:
            depth[tag] += -1 if ends else 1
    return bool(inside) or any(count > 0 for count in depth.values())

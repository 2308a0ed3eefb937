"""What stands around the content of a page: menus, banners, footers, as site builders write them (frames/*.html)."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template

NAMES = ("plain", "wordpress", "squarespace", "webflow", "drupal")
_MENU = {"About": "/about/", "Our Work": "/our-work/", "News": "/news/", "Join": "/join/", "Contact": "/contact/"}


def framed(name: str, title: str, employer: str, content: str) -> str:
    """Return a whole page of *content*, which is HTML; the other words are not."""
    menu = "".join(f'<li><a href="{address}">{words}</a></li>' for words, address in _MENU.items())
    return _frame(name).substitute(title=escape(title), employer=escape(employer), content=content, menu=menu)


@cache
def _frame(name: str) -> Template:
    return Template((Path(__file__).with_name("frames") / f"{name}.html").read_text(encoding="utf-8"))

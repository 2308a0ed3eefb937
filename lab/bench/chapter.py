"""One chapter of docs/performance.md: each bench writes its own, and leaves the others' alone."""

from __future__ import annotations

from textwrap import fill

from lab.bench.children import ROOT
from lab.bench.performance import WIDTH

PAGE = ROOT / "docs" / "performance.md"


def put(heading: str, text: str) -> None:
    """Puts a chapter, which begins with its `heading`, in place of the one of before, or at the end."""
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), heading, text), encoding="utf-8")


def placed(page: str, heading: str, text: str) -> str:
    """The page with the chapter; sections that were written by hand below it stay."""
    before, _, after = f"\n{page}".partition(f"\n{heading}\n")
    old, mark, others = after.partition("\n# ")
    by_hand = old.partition("\n## ")
    chapter = f"{before.strip()}\n\n{text.strip()}\n".lstrip() + "".join(by_hand[1:])
    return f"{chapter.rstrip()}\n" + (f"\n# {others}" if mark else "")


def paragraph(words: str) -> str:
    """Words on lines of the page's width, and an empty line."""
    return fill(words, WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def verdict(held: bool) -> str:
    """In words."""
    return "held" if held else "**not held**"

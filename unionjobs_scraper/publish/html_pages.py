"""The HTML pages that the program writes: one Jinja environment, in which every value is escaped.

A page's template and style sheet lie beside the module that fills it in, and are named by their path below this folder.
A template includes its style sheet; what is markup already has the type `markupsafe.Markup`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent
_CODE = re.compile(r"`([^`]*)`")


def rendered(template: str, **values: Any) -> str:
    """The page. Raises `jinja2.TemplateError`, also for a value that the template names and `values` lacks."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # here: Scrapy loads every command at each start

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = code
    return environment


def code(text: str) -> Markup:
    """Text with the words in backticks marked as code, the rest escaped."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 — the text is escaped before

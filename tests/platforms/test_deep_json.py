"""JSON that is nested deeper than any data is a page that was not understood, and no failure of a reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from scrapy.http import TextResponse

from unionjobs_scraper.errors import PageError
from unionjobs_scraper.platforms import getro, json_answers, wp_job_manager

DEEP = "[" * 200_000
SCRIPT = f'<script id="__NEXT_DATA__">{DEEP}</script>'


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (json_answers.answer, DEEP),
        (lambda response: json_answers.array(response, "jobs"), DEEP),
        (lambda response: json_answers.embedded(response, "data"), f'data = {{"a": {DEEP}'),
        (wp_job_manager._loaded, DEEP),
        (getro._current_job, SCRIPT),
    ],
    ids=["an object", "a list", "in a script", "of WordPress", "of Next.js"],
)
def test_deep_json_is_not_understood(read: Callable[[TextResponse], Any], text: str) -> None:
    with pytest.raises(PageError):
        read(TextResponse("https://a.example/jobs", body=text.encode(), encoding="utf-8"))

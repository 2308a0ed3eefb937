"""Scrapy loads the module of the command that is asked for, and all of them where it must tell which there are."""

from __future__ import annotations

import pytest

from unionjobs_scraper.settings import commands_module

ALL = "unionjobs_scraper.commands"


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        (["scrapy"], ALL),
        (["scrapy", "--help"], ALL),
        (["scrapy", "publish", "site"], f"{ALL}.publish"),
        (["scrapy", "--nolog", "crawl", "unionjobs"], f"{ALL}.crawl"),
        (["pytest", "tests/commands"], ALL),
        (["scrapy", "__init__"], ALL),
        (["scrapy", "../publish"], ALL),
        (["scrapy", "shell"], ALL),
        (["scrapy", ""], ALL),
    ],
)
def test_one_command_is_loaded(arguments: list[str], module: str) -> None:
    assert commands_module(arguments) == module

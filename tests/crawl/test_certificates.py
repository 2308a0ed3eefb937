"""A certificate that does not verify: the site behind it may be anybody, so its pages prove nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import certifi
import pytest
from scrapy.settings import Settings

from lab.program.program import Program
from tests.conftest import Site, ad
from unionjobs_scraper import boards
from unionjobs_scraper.crawl.spider_classes import extractor_of, spider_class

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]


@dataclass
class Distrusting(Program):
    """The program where another authority is trusted than the one that signs the replica's certificates."""

    ca_file: str = ""

    def environment(self) -> Mapping[str, str]:
        return {**super().environment(), "SSL_CERT_FILE": self.ca_file}


def test_a_wrong_certificate_is_a_failed_list_and_closes_nothing(site: Site, program: Program) -> None:
    site.show(ADS)
    assert program.crawl(at="2026-05-01T06:00:00Z").status == 0
    site.show(ADS[:-1])  # the last one has left, says whoever answers
    ended = Distrusting(program.database_url, site.replica, ca_file=certifi.where()).crawl(at="2026-05-02T06:00:00Z")
    assert ended.status == 1
    assert "unionjobs: FAILED" in ended.out
    assert "the certificate of the site is not valid for it" in ended.out
    assert {row["status"] for row in program.rows()} == {"open"}


def test_an_exception_of_the_register_holds_for_its_source_alone() -> None:
    board = boards.register()["unionjobs"]
    for reason, verified in (("expired, told to its owner in May 2026", False), ("", True)):
        settings = Settings({"DOWNLOAD_VERIFY_CERTIFICATES": True})
        spider_class(replace(board, any_certificate=reason), extractor_of(board)).update_settings(settings)
        assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES") is verified

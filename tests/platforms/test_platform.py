"""What holds of every platform's value."""

from __future__ import annotations

import pickle

import pytest

from unionjobs_scraper.platforms import platforms


@pytest.mark.parametrize("name", sorted(platforms()))
def test_an_extractor_can_be_sent_to_another_process(name: str) -> None:
    assert pickle.loads(pickle.dumps(platforms()[name])) == platforms()[name]  # noqa: S301

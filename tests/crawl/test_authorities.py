"""A machine without certificate authorities: its own trouble, not that of every site."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import pytest

from lab.program.program import Program
from unionjobs_scraper.crawl import authorities
from unionjobs_scraper.errors import SettingError


def test_a_file_of_authorities_that_cannot_be_read_ends_a_crawl_before_it_begins(
    monkeypatch: pytest.MonkeyPatch, program: Program, tmp_path: Path
) -> None:
    changed = {**program.environment(), "SSL_CERT_FILE": str(tmp_path / "gone.pem")}
    monkeypatch.setattr(Program, "environment", lambda self: changed)
    ended = program.crawl()
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "gone.pem cannot be read: no site's certificate could be verified" in ended.err


@pytest.mark.parametrize("kept", ["none", "an empty folder", "an empty file"])
def test_a_machine_without_authorities_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: str) -> None:
    (tmp_path / "an empty folder").mkdir()
    (tmp_path / "an empty file").touch()
    place = str(tmp_path / kept)
    nothing = ssl.DefaultVerifyPaths("", "", "", place, "", place)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nothing)
    monkeypatch.setattr(authorities, "KNOWN", (place,))
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingError, match="install ca-certificates"):
        authorities.check_authorities()
    monkeypatch.setenv("SSL_CERT_DIR", os.fspath(tmp_path))
    authorities.check_authorities()


@pytest.mark.parametrize("place", ["bundle.pem", "folder"])
def test_one_file_or_folder_of_them_is_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "bundle.pem", tmp_path / "folder" / "a.0"):
        path.write_text("-----BEGIN CERTIFICATE-----")
    assert authorities.any_there([str(tmp_path / "none"), str(tmp_path / place)])

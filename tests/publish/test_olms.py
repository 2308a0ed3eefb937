"""Links to filing numbers: only what two readings agree on, and one number stands for."""

from __future__ import annotations

import io
import sys
from types import ModuleType
from typing import Any

import pytest

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish import olms

READ = {
    "SEIU Local 509": ("SEIU", "509", 0.99999),
    "UNITE HERE Local 26": ("UNITHE", "26", 0.99998),
    "AFM Local 6": ("AFM", "6", 0.99),  # not sure enough
    "PROTEC17, IFPTE Local 17": ("OPEIU", "17", 0.99999),  # another union
    "SEIU Local 121RN": ("SEIU", "121", 0.99999),  # another local
    "SEIU Healthcare 1199": ("SEIU", "1199", 0.99999),  # several numbers
    "IAM District 9": ("IAM", "9", 0.99999),  # no number
    "SEIU Local 509 Training Fund": ("SEIU", "509", 0.99999),  # not the local itself
    "SEIU Council 509": ("SEIU", "509", 0.99999),  # the table knows no councils
    "Labor Notes": ("SEIU", "509", 0.99999),  # no union
}
FILED = {("SEIU", "509"): [511865], ("UNITHE", "26"): [506653], ("AFM", "6"): [46854], ("OPEIU", "17"): [1]} | {
    ("SEIU", "121"): [542545],
    ("SEIU", "1199"): [31847, 69557],
}


class _Extractor:
    def __init__(self, device: str) -> None:
        assert device == "cpu"

    def extract_batch(self, names: list[str]) -> list[dict[str, Any]]:
        return [dict(zip(("affiliation", "designation", "confidence"), READ[name], strict=True)) for name in names]


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the package, with the answers of its version 0.1.0 in form."""
    stand_in = ModuleType("labor_union_parser")
    stand_in.__dict__.update(Extractor=_Extractor, lookup_fnum=lambda union, local: FILED.get((union, local), []))
    monkeypatch.setitem(sys.modules, "labor_union_parser", stand_in)
    monkeypatch.setitem(sys.modules, "numpy", ModuleType("numpy"))


@pytest.mark.usefixtures("package")
def test_only_sure_and_agreed_links_are_kept() -> None:
    assert olms.filing_numbers([*READ, "SEIU Local 509"]) == {"SEIU Local 509": 511865, "UNITE HERE Local 26": 506653}


@pytest.mark.usefixtures("package")
def test_an_export_is_read() -> None:
    output = io.StringIO()
    assert olms.main(io.StringIO("title,employer\nOrganizer,SEIU Local 509\nClerk,Labor Notes\n"), output) == 0
    assert output.getvalue() == "employer,olms_filing_number\nSEIU Local 509,511865\n"


@pytest.mark.parametrize("missing", ["labor_union_parser", "numpy"])
@pytest.mark.usefixtures("package")
def test_without_the_extra_the_cure_is_named(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SettingError, match=r"unionjobs-scraper\[olms\]"):
        olms.filing_numbers([])


def test_an_input_without_employers_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert olms.main(io.StringIO("title\nOrganizer\n"), io.StringIO()) == 2
    assert "employer" in capsys.readouterr().err

"""The generated files are current, and the program that writes them tells when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.generated import GENERATED, main, outdated

DEAR = {"gazetteer.tsv": [pytest.mark.slow, pytest.mark.long]}
"""Eight seconds for every place of the world, each time; `make check` looks at them all."""


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.name, marks=DEAR.get(path.name, ())) for path in GENERATED]
)
def test_it_is_current(path: Path) -> None:
    assert outdated({path: GENERATED[path]}) == [], "make generated"


@pytest.mark.parametrize("held", ["of before\n", "now\r\n", None])
def test_it_is_checked_and_written(held: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, other = tmp_path / "table.toml", tmp_path / "page.md"
    if held is not None:
        path.write_bytes(held.encode())
    generated = {path: lambda: "now\n", other: lambda: "page\n"}
    assert main(["--check", "table.toml"], generated) == 1
    assert "table.toml is out of date" in capsys.readouterr().out
    assert main(["table.toml"], generated) == 0
    assert path.read_bytes() == b"now\n"
    assert main(["--check", "table.toml"], generated) == 0
    assert not other.exists(), "it was not named"


def test_a_file_that_is_not_generated_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["README.md"])
    assert "README.md is not generated" in capsys.readouterr().err

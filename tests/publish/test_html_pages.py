"""Every value on a page is escaped, every value that a template names is given, every template is in the wheel."""

from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from lab.program.program import ROOT
from unionjobs_scraper.publish.html_pages import TEMPLATES, code, rendered


def listed(name: str) -> dict[str, object]:
    return {"lists": [], "calendars": [{"address": "deadlines.ics", "of": name, "counted": "0 deadlines"}]}


def test_a_value_is_escaped_and_markup_is_not() -> None:
    assert "&lt;b&gt; &amp; &#34;quoted&#34;" in rendered("feeds/index.html.j2", **listed('<b> & "quoted"'))
    assert "<b>bold</b>" in rendered("feeds/index.html.j2", **listed(Markup("<b>bold</b>")))


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="calendars"):
        rendered("feeds/index.html.j2", lists=[])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`open_by` of <spells>", "<code>open_by</code> of &lt;spells&gt;"),
        ("`<script>`", "<code>&lt;script&gt;</code>"),
        ("one ` alone", "one ` alone"),
        ("", ""),
    ],
)
def test_words_in_backticks_are_code(text: str, shown: str) -> None:
    assert str(code(text)) == shown


def test_no_module_writes_tags_itself() -> None:
    """A page that is glued together by hand escapes by hand."""
    for path in (ROOT / "unionjobs_scraper").rglob("*.py"):
        if path.is_relative_to(ROOT / "unionjobs_scraper/publish") or path.parent.name in ("terminal", "commands"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                written = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
                assert not written.lstrip().lower().startswith(("<!doctype", "<html", "<body", "<li", "<p>", "<tr")), (
                    path
                )


@pytest.mark.slow
def test_the_wheel_holds_every_template_and_style_sheet(tmp_path: Path) -> None:
    build = "from setuptools.build_meta import build_wheel; import sys; build_wheel(sys.argv[1])"
    tree = tmp_path / "tree"
    for name in ("unionjobs_scraper", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        tree.mkdir(exist_ok=True)
        (tree / name).symlink_to(ROOT / name)
    subprocess.run([sys.executable, "-c", build, tmp_path], cwd=tree, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    needed = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "unionjobs_scraper").rglob("*")
        if path.suffix in {".j2", ".css", ".toml", ".tsv", ".sql", ".md"}
    ]
    assert sorted(set(needed) - held) == []
    assert {path.relative_to(ROOT).as_posix() for path in TEMPLATES.rglob("*.html.j2")} <= held

"""Files of web archives, sound and hostile: what can be read is read, what cannot is counted, nothing raises."""

from __future__ import annotations

import gzip
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.archives.web import LIST, POSTING, Web
from tests.conftest import ad
from unionjobs_scraper.archive import files
from unionjobs_scraper.archive.capture import Capture, Repeat
from unionjobs_scraper.archive.files import captures, parts
from unionjobs_scraper.archive.records import Found
from unionjobs_scraper.errors import ArchiveError

AT = datetime(2004, 5, 1, 6, tzinfo=UTC)
ADS = [ad(number) for number in range(1, 31)]


def web(path: Path, *, packed: bool = True) -> Web:
    made = Web(path, packed=packed)
    made.visit(ADS, AT)
    return made


def read(path: Path, size: int = files.PART) -> tuple[list[Found], Counter[str]]:
    left_out: Counter[str] = Counter()
    return [found for part in parts(path, size) for found in captures(part, left_out)], left_out


def addresses(found: Sequence[Found]) -> list[str]:
    return [each.url for each in found if isinstance(each, Capture)]


EVERY = [LIST, *(POSTING.format(each.number) for each in ADS)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("size", [files.PART, 5000, 777])
def test_every_record_is_read_once_in_parts_of_any_size(tmp_path: Path, packed: bool, size: int) -> None:
    found, left_out = read(web(tmp_path / "a.warc", packed=packed).path, size)
    assert addresses(found) == EVERY
    assert not left_out


def test_a_file_that_was_packed_as_a_whole_is_read(tmp_path: Path) -> None:
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(web(tmp_path / "a.warc", packed=False).path.read_bytes()))
    assert addresses(read(whole)[0]) == EVERY


def test_a_wacz_is_read_and_nothing_of_it_is_written(tmp_path: Path) -> None:
    inner, outer = web(tmp_path / "a.warc.gz"), tmp_path / "in" / "a.wacz"
    outer.parent.mkdir()
    with zipfile.ZipFile(outer, "w") as made:
        made.write(inner.path, "archive/../../../evil\x1b[31m.warc.gz")
        made.writestr("datapackage.json", "{}")
    before = sorted(tmp_path.rglob("*"))
    found, _ = read(outer)
    assert addresses(found) == EVERY
    assert sorted(tmp_path.rglob("*")) == before
    assert all("\x1b" not in each.archive for each in found)


def test_an_arc_file_is_read(tmp_path: Path) -> None:
    head = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    file = b"filedesc://a.arc 0.0.0.0 19970101000000 text/plain %d\n" % len(head) + head + b"\n"
    for number in (1, 2):
        page = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>%d</html>" % number
        file += (
            b"http://www.unionjobs.com:80/%d 1.2.3.4 19970301120000 text/html %d\n" % (number, len(page)) + page + b"\n"
        )
    (tmp_path / "a.arc").write_bytes(file)
    (tmp_path / "b.arc.gz").write_bytes(gzip.compress(file))
    for name in ("a.arc", "b.arc.gz"):
        found, left_out = read(tmp_path / name)
        assert [(each.url, each.at.year, each.body) for each in found if isinstance(each, Capture)] == [
            ("http://www.unionjobs.com:80/1", 1997, b"<html>1</html>"),
            ("http://www.unionjobs.com:80/2", 1997, b"<html>2</html>"),
        ]
        assert not left_out


def test_bombs_are_cut_while_they_are_unpacked(tmp_path: Path) -> None:
    sound = web(tmp_path / "a.warc.gz").path.read_bytes()
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 90000000\r\n\r\n"
    for number, bomb in enumerate((head + b"\0" * 90_000_000, b"A" * 90_000_000)):
        path = tmp_path / f"bomb{number}.warc.gz"
        path.write_bytes(gzip.compress(bomb, 9) + sound)
        found, left_out = read(path)
        assert addresses(found) == EVERY
        assert sum(left_out.values()) == 1


def test_a_body_that_unpacks_to_more_than_a_page_is_left_out(tmp_path: Path) -> None:
    made = Web(tmp_path / "a.warc.gz")
    made.answer(LIST, "A" * 30_000_000, AT)
    made.answer(POSTING.format(1), "<p>", AT)
    found, left_out = read(made.path)
    assert addresses(found) == [POSTING.format(1)]
    assert left_out == {"too large": 1}


def test_what_is_no_answer_to_a_plain_question_is_left_out(tmp_path: Path) -> None:
    made = Web(tmp_path / "a.warc.gz")
    made.answer(LIST, "x", AT, method="POST")
    made.answer(LIST, "x", AT, truncated="length")
    made.same(LIST, AT, as_at=AT)
    made.answer("dns:unionjobs.com", "x", AT)
    found, left_out = read(made.path)
    assert [type(each) for each in found] == [Repeat]
    assert left_out == {"answer to another question": 1, "truncated": 1}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    packed=st.booleans(),
    wounds=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=60)), max_size=6),
    cut=st.floats(0, 1),
)
def test_damage_anywhere_raises_nothing_and_invents_nothing(
    tmp_path_factory: pytest.TempPathFactory, packed: bool, wounds: list[tuple[float, bytes]], cut: float
) -> None:
    folder = tmp_path_factory.mktemp("wounded")
    content = bytearray(web(folder / "a.warc", packed=packed).path.read_bytes())
    for place, wound in wounds:
        at = int(place * len(content))
        content[at : at + len(wound)] = wound
    (folder / "b.warc").write_bytes(content[: int(cut * len(content))])
    found, left_out = read(folder / "b.warc")
    assert all(isinstance(each, Capture | Repeat) for each in found)
    assert len(found) + sum(left_out.values()) <= 2 * len(EVERY) + 2 * len(wounds) + 2


@pytest.mark.parametrize("content", [b"PK\x05\x06" + b"\0" * 18, b"PK\x03\x04 broken PK\x05\x06" + b"\0" * 18])
def test_a_zip_without_archives_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wacz").write_bytes(content)
    with pytest.raises(ArchiveError, match=r"a\.wacz"):
        parts(tmp_path / "a.wacz")

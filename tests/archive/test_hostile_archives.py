"""Hostile and odd files: one line and a count each, never a traceback, and nothing is written."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lab.archives.web import LIST, POSTING, Web
from tests.conftest import ad
from unionjobs_scraper.archive.capture import Capture
from unionjobs_scraper.archive.files import captures, found_files, parts
from unionjobs_scraper.archive.records import Found
from unionjobs_scraper.errors import ArchiveError

AT = datetime(2004, 5, 1, 6, tzinfo=UTC)
PAGE = b"<html><p>Hello</p></html>"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
NAMES = {
    "WARC-Type": "response",
    "WARC-Record-ID": "<urn:uuid:1>",
    "WARC-Target-URI": LIST,
    "WARC-Date": "2004-05-01T06:00:00Z",
    "Content-Type": "application/http; msgtype=response",
}


def record(block: bytes = HTTP + PAGE, length: object = None, version: str = "WARC/1.0", **names: str) -> bytes:
    """A record; a name with `_` for `-`, an empty value takes it out."""
    told = {**NAMES, **{name.replace("_", "-"): value for name, value in names.items()}}
    told["Content-Length"] = str(len(block) if length is None else length)
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"{version}\r\n{lines}\r\n".encode("utf-8", "surrogateescape") + block + b"\r\n\r\n"


def answer(body: bytes, *lines: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body


def bomb(levels: int = 1) -> bytes:
    content = b"\0" * 60_000_000
    for _ in range(levels):
        content = gzip.compress(content, 9)
    return content


READ: dict[str, bytes] = {
    "of WARC 0.17": record(version="WARC/0.17"),
    "of WARC 1.1 with a date of fractions": record(version="WARC/1.1", WARC_Date="2004-05-01T06:00:00.123456Z"),
    "a date with another zone": record(WARC_Date="2004-05-01T02:00:00-04:00"),
    "an address in angle brackets": record(WARC_Target_URI=f"<{LIST}>"),
    "an address with a port and capitals": record(WARC_Target_URI="http://WWW.UnionJobs.com:80/staffing_list.php"),
    "names in capitals": record().replace(b"WARC-Type", b"WARC-TYPE").replace(b"Content-Length", b"CONTENT-LENGTH"),
    "a folded header": record(WARC_Info="one\r\n two"),
    "a header twice": record().replace(b"WARC-Date", b"X-Other: 1\r\nX-Other: 2\r\nWARC-Date", 1),
    "no Content-Type of the record": record(Content_Type=""),
    "lines that end in LF alone": record(b"HTTP/1.0 200 OK\n\n" + PAGE).replace(b"\r\n", b"\n"),
    "a body that deflate packed": record(answer(zlib.compress(PAGE), b"Content-Encoding: deflate")),
    "a body in chunks": record(answer(b"19\r\n" + PAGE + b"\r\n0\r\n\r\n", b"Transfer-Encoding: chunked")),
    "chunks that are none": record(answer(PAGE, b"Transfer-Encoding: chunked")),
    "a body that says gzip and is none": record(answer(PAGE, b"Content-Encoding: gzip")),
    "an HTTP status without words": record(HTTP.replace(b" OK", b"") + PAGE),
    "a header of bytes that are no text": record(answer(PAGE, b"Server: \xff\xfe\x80")),
}
"""Odd records that are read all the same."""
LEFT_OUT: dict[str, bytes] = {
    "no address": record(WARC_Target_URI=""),
    "an address of ten thousand letters": record(WARC_Target_URI=LIST + "?" + "a" * 10_000),
    "no date": record(WARC_Date=""),
    "a date in words": record(WARC_Date="yesterday"),
    "a date long to come": record(WARC_Date="9999-12-31T23:59:59Z"),
    "a date before the web": record(WARC_Date="0001-01-01T00:00:00Z"),
    "no length": record().replace(b"Content-Length", b"Content-Lenght"),
    "a negative length": record(length=-5),
    "a length in words": record(length="many"),
    "a length beyond the file": record(length=5_000),
    "a length of gigabytes": record(length=10**14),
    "a body that brotli packed": record(answer(PAGE, b"Content-Encoding: br")),
    "a body packed twice": record(answer(PAGE, b"Content-Encoding: gzip, gzip")),
    "a body that unpacks to a bomb": record(answer(bomb(), b"Content-Encoding: gzip")),
    "a body shorter than told": record(answer(PAGE, b"Content-Length: 90000")),
    "an HTTP status in words": record(HTTP.replace(b"200", b"fine") + PAGE),
    "a record said to be cut": record(WARC_Truncated="disconnect"),
    "our own header of another kind": record(Unionjobs_Run="[1, 2]"),
    "our own header that is no JSON": record(Unionjobs_Run="{"),
}
"""Records that are left out, and counted once."""


def sound(path: Path) -> bytes:
    web = Web(path.with_suffix(".sound"), packed=False)
    web.answer(POSTING.format(1), "<p>sound</p>", AT)
    return web.path.read_bytes()


def read(path: Path) -> tuple[list[Found], Counter[str]]:
    left_out: Counter[str] = Counter()
    return [found for part in parts(path) for found in captures(part, left_out)], left_out


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", READ)
def test_an_odd_record_is_read(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / "odd.warc"
    members = [READ[name], sound(path)]
    path.write_bytes(b"".join(map(gzip.compress, members) if packed else members))
    found, left_out = read(path)
    assert [type(each) for each in found] == [Capture, Capture]
    assert isinstance(found[0], Capture)
    assert (found[0].at, found[0].status) == (AT, 200)
    assert found[0].body == PAGE
    assert not left_out


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_record_that_says_nothing_for_sure_is_counted(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / "odd.warc"
    members = [LEFT_OUT[name], sound(path)]
    path.write_bytes(b"".join(map(gzip.compress, members) if packed else members))
    found, left_out = read(path)
    assert all(isinstance(each, Capture) and each.body == b"<p>sound</p>" for each in found)
    assert sum(left_out.values()) >= 1
    # a plain file with a wrong length is lost as far as it says to reach
    assert found or (not packed and "length" in name)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "dns:unionjobs.com", "ftp://unionjobs.com/"]
)
def test_what_is_no_page_of_the_web_is_no_capture(tmp_path: Path, url: str) -> None:
    path = tmp_path / "odd.warc"
    path.write_bytes(record(WARC_Target_URI=url) + sound(path))
    assert [each.url for each in read(path)[0] if isinstance(each, Capture)] == [POSTING.format(1)]


def arc(*fields: bytes) -> bytes:
    head = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    return b"filedesc://a.arc 0.0.0.0 19970101000000 text/plain %d\n" % len(head) + head + b"\n" + b"".join(fields)


def of_arc(told: bytes = b"19970301120000 text/html", length: bytes = b"", url: bytes = LIST.encode()) -> bytes:
    block = HTTP + PAGE
    return url + b" 1.2.3.4 " + told + b" " + (length or b"%d" % len(block)) + b"\n" + block + b"\n"


@pytest.mark.parametrize(
    ("odd", "number"),
    [
        (of_arc(), 2),
        (of_arc(b"19970301 text/html"), 1),  # a day is no time
        (of_arc(b"19979931250000 text/html"), 1),
        (of_arc(b"19970301120000 no-type"), 2),
        (of_arc(length=b"99999"), 0),
        (of_arc(length=b"-4"), 1),
        (of_arc(url=b"http://www.unionjobs.com/a b.html"), 1),
        (of_arc(url=b"dns:unionjobs.com"), 1),
        (b"\n\n\n\n" + of_arc(), 2),
        (b"words between records\n" + of_arc(), 2),
    ],
)
def test_an_odd_arc_record_spoils_no_other(tmp_path: Path, odd: bytes, number: int) -> None:
    path = tmp_path / "old.arc"
    path.write_bytes(arc(odd, of_arc()))
    assert len(read(path)[0]) == number


def _encrypted(path: Path, inner: bytes) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("archive/a.warc.gz", inner)
    content = bytearray(path.read_bytes())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        content[content.index(mark) + (6 if mark.endswith(b"\x04") else 8)] |= 1
    path.write_bytes(content)


def _named(*names: str) -> Callable[[Path, bytes], None]:
    def make(path: Path, inner: bytes) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name in names:
                made.writestr(name, inner)

    return make


def _link(path: Path, inner: bytes) -> None:
    with zipfile.ZipFile(path, "w") as made:
        told = zipfile.ZipInfo("archive/link.warc.gz")
        told.external_attr = 0o120777 << 16
        made.writestr(told, "/etc/passwd")
        made.writestr("archive/a.warc.gz", inner)


def _bomb(path: Path, inner: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive/bomb.warc", b"\0" * 60_000_000)
        made.writestr("archive/bomb.warc.gz", bomb(2))
        made.writestr("archive/a.warc.gz", inner)


def _cut(path: Path, inner: bytes) -> None:
    _named("archive/a.warc.gz")(path, inner)
    path.write_bytes(path.read_bytes()[:-30])


WACZ: dict[str, tuple[Callable[[Path, bytes], None], int]] = {
    "a path upwards": (_named("archive/../../../../tmp/evil.warc.gz"), 1),
    "a path from the root": (_named("/etc/evil.warc.gz"), 1),
    "a path of Windows": (_named("archive\\..\\..\\evil.warc.gz"), 1),
    "a name of two lines and colors": (_named("archive/a\n\x1b[31mred.warc.gz"), 1),
    "one name twice": (_named("archive/a.warc.gz", "archive/A.warc.gz"), 2),
    "no folder for archives": (_named("data/x.WARC.GZ"), 1),
    "a WACZ within": (_named("archive/in.wacz", "archive/a.warc.gz"), 1),
    "a link": (_link, 1),
    "a bomb": (_bomb, 1),
    "a password": (_encrypted, 0),
    "an end that is cut off": (_cut, 0),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", WACZ)
def test_a_wacz_of_any_kind_is_read_or_counted_and_nothing_is_unpacked(tmp_path: Path, name: str) -> None:
    make, number = WACZ[name]
    path = tmp_path / "in" / "a.wacz"
    path.parent.mkdir()
    make(path, gzip.compress(sound(tmp_path / "x.warc")))
    before = sorted(tmp_path.rglob("*"))
    try:
        found, left_out = read(path)
    except ArchiveError as error:
        found, left_out = [], Counter(str(error).splitlines())
        assert len(left_out) == 1
    assert len(found) == number
    assert found or left_out
    assert sorted(tmp_path.rglob("*")) == before
    assert all("\n" not in each.archive and "\x1b" not in each.archive for each in found)


def test_a_folder_is_read_without_following_it_out_of_itself(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    for folder in (inside, outside):
        Web(folder / "a.warc.gz").visit([ad(1)], AT)
    (inside / "more").symlink_to(outside)
    (inside / "pipe.warc.gz").symlink_to(tmp_path / "nowhere")
    assert found_files([inside]) == [inside / "a.warc.gz"]

"""How addresses become file names."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.replica import file_for
from lab.replica.addresses import body_pairs, file_name, host_of


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("https://www.unionjobs.com/staffing_list.php", "www.unionjobs.com/staffing_list.php"),
        ("http://www.unionjobs.com/listing.php?id=99001", "www.unionjobs.com/listing.php@id=99001"),
        ("https://example.org", "example.org/@index"),
        ("https://example.org/", "example.org/@index"),
        ("https://example.org/?page=2", "example.org/@index@page=2"),
        ("https://example.org/jobs/?page=2&kind=full", "example.org/jobs/@index@kind=full&page=2"),
        ("https://example.org/jobs?b=2&a=x%20y", "example.org/jobs@a=x%20y&b=2"),
        ("https://example.org/jobs?a=x+y&b=2", "example.org/jobs@a=x%20y&b=2"),
        ("https://example.org/jobs?", "example.org/jobs"),
        ("https://example.org/jobs?flag", "example.org/jobs@flag="),
        (
            "https://example.org/jobs?u=https://a/b?c=d@e",
            "example.org/jobs@u=https%3A%2F%2Fa%2Fb%3Fc%3Dd%40e",
        ),
        ("https://example.org/@user/a:b", "example.org/%40user/a%3Ab"),
        ("https://example.org/caf%c3%a9", "example.org/caf%C3%A9"),
        ("https://example.org/a%2Fb", "example.org/a%2Fb"),
        ("https://example.org/a//b", "example.org/a/@/b"),
        ("https://example.org/../../etc/passwd", "example.org/%2E%2E/%2E%2E/etc/passwd"),
        ("https://example.org/%2e%2e/x", "example.org/%2E%2E/x"),
        ("https://Example.ORG.:443/a#part", "example.org/a"),
        ("http://example.org:8080/a", "example.org@8080/a"),
        ("https://user:pw@example.org/a", "example.org/a"),
    ],
)
def test_the_file_of_an_address(url: str, file: str) -> None:
    assert file_for(url) == PurePosixPath(file)


def test_the_file_of_a_post() -> None:
    url = "https://example.org/api/jobs"
    assert file_for(url, "POST") == PurePosixPath("example.org/api/jobs@POST")
    fields = {"offset": "20", "limit": "10"}
    assert file_for(url, "POST", fields) == PurePosixPath("example.org/api/jobs@POST@limit=10&offset=20")


def test_long_names_stay_apart_and_short() -> None:
    files = [file_for(f"https://example.org/jobs?q={'x' * 5000}{end}") for end in "ab"]
    assert files[0] != files[1]
    assert all(len(file.name) <= 200 for file in files)


@given(st.text())
def test_no_address_leaves_its_host_folder(target: str) -> None:
    host, *parts = file_name("example.org", "/" + target).split("/")
    assert host == "example.org"
    assert all(part not in ("", ".", "..") and len(part.encode()) <= 255 for part in parts)
    assert not any(set(part) & set('\\:*?"<>|\0') for part in parts)


@pytest.mark.parametrize(
    ("netloc", "scheme", "host"),
    [
        ("Example.ORG", "http", "example.org"),
        ("example.org.", "https", "example.org"),
        ("example.org.:443", "https", "example.org"),
        ("example.org:443", "http", "example.org:443"),
        ("example.org:", "http", "example.org"),
        ("[::1]", "http", "[::1]"),
        ("[::1]:8080", "http", "[::1]:8080"),
    ],
)
def test_hosts(netloc: str, scheme: str, host: str) -> None:
    assert host_of(netloc, scheme) == host


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"b=2&a=x+y", {"a=x%20y", "b=2"}),
        (b'{"offset": 20, "all": true, "q": "x y"}', {"offset=20", "all=true", "q=x%20y"}),
        (b'{"search": {"Top": 50, "by": ["new"]}}', {"search.Top=50", "search.by.0=new"}),
        (b"{not json", set()),
        (b"[" * 100_000, set()),
    ],
)
def test_fields_of_a_body(body: bytes, found: set[str]) -> None:
    assert body_pairs(body) == found


@given(st.binary())
def test_any_body_has_fields_or_none(body: bytes) -> None:
    assert isinstance(body_pairs(body), frozenset)

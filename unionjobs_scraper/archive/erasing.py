"""Takes records out of our own archive in place: what follows keeps its offset, by which evidence names it."""

from __future__ import annotations

import os
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from unionjobs_scraper.archive.capture import Capture
from unionjobs_scraper.archive.files import found_files
from unionjobs_scraper.archive.members import pieces
from unionjobs_scraper.archive.records import Found, Records

EXTRA_FIELD = 0xFFFF
"""Bytes that the extra field of a gzip member holds at most (RFC 1952)."""
NOTE = b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Type: text/plain\r\nContent-Length: 7\r\n\r\nerased\n\r\n\r\n"
"""What stands in place of a record."""


def erase(folder: Path, meant: Callable[[Capture], bool]) -> int:
    """Overwrites the captures that are meant in every file of a folder; returns their number."""
    return sum(_erase(path, meant) for path in found_files([folder]))


def _erase(path: Path, meant: Callable[[Capture], bool]) -> int:
    number = 0
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        offsets = [piece.offset for piece in pieces(file, 0, 1 << 62, Counter())]
        bounds = dict(zip(offsets, [*offsets[1:], size], strict=True))
        for found in list(_captures(file, path.name)):
            if isinstance(found, Capture) and meant(found):
                file.seek(found.offset)
                file.write(_filler(bounds[found.offset] - found.offset))
                number += 1
        file.flush()
        os.fsync(file.fileno())
    return number


def _captures(file: BinaryIO, name: str) -> Iterator[Found]:
    left_out: Counter[str] = Counter()
    yield from Records(name, left_out).read(pieces(file, 0, 1 << 62, left_out))


def _filler(length: int) -> bytes:
    """Gzip members of a length in all, which hold a note or nothing; the rest of them is padding."""
    made = b""
    while length - len(made) > 0:
        left = length - len(made)
        content = NOTE if not made else b""
        packing = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = packing.compress(content) + packing.flush()
        tail = struct.pack("<II", zlib.crc32(content), len(content))
        room = left - 12 - len(body) - len(tail)
        padding = min(max(room, 0), EXTRA_FIELD)
        if 0 < room - padding < 40:  # a last member needs room for its own head
            padding -= 40
        head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff" + struct.pack("<H", padding)
        made += head + b"\0" * padding + body + tail
    return made

"""A web archive cut into the bytes of its records, whatever is wrong with it: no record is larger than `MOST`.

A file is read from any offset on, so that parts of a large one can be read side by side. Damage is skipped: reading
goes on at the next place that looks like the beginning of a record.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from unionjobs_scraper.archive.capture import LARGEST

MOST = LARGEST + 4 * 1024 * 1024
"""Bytes of an unpacked record that are kept: a page of the largest size with its headers."""
PORTION = 1 << 16
SEARCHED = 1 << 28
"""Bytes that are searched for the next record before a file is given up."""
GZIP = b"\x1f\x8b\x08"
AT_END = 1 << 63
WARC = rb"WARC/[01]\.\d{1,2}\r?\n"
ARC = rb"(?:https?://|filedesc://|dns:)\S{1,4000} \S{1,40} \d{8,14} [^\n]{1,200}? (?P<length>\d{1,15})\r?\n"
WARC_START = re.compile(WARC)
ARC_START = re.compile(ARC)
MEMBER = re.compile(b"()" + re.escape(GZIP))
RECORD = re.compile(b"\n()(?:" + WARC + b"|" + ARC + b")")
LENGTH = re.compile(rb"^content-length:[ \t]{0,9}(\d{1,15})[ \t]{0,9}\r?$", re.IGNORECASE | re.MULTILINE)
HEAD = 1 << 16
"""Bytes within which the head of a record ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one record (of several, where a gzip member holds several)."""

    offset: int
    content: bytes


def is_packed(file: BinaryIO) -> bool:
    """Whether a file begins as gzip does."""
    file.seek(0)
    return file.read(3) == GZIP


def pieces(file: BinaryIO, start: int, end: int, left_out: Counter[str]) -> Iterator[Piece]:
    """The records that begin at or after `start` and before `end`, in bytes of the file."""
    read = _packed if is_packed(file) else _plain
    yield from read(file, start, end, left_out)


def _packed(file: BinaryIO, start: int, end: int, left_out: Counter[str]) -> Iterator[Piece]:
    """The records of gzip members that begin within the bounds. What is no member is searched for the next one."""
    at = start if start == 0 else _search(file, start, MEMBER)
    damaged = start > 0  # a part begins with a search, which may find what only looks like a beginning
    while at is not None and at < end:
        member = _Member(file, at)
        sound = False
        for piece in member.records():
            sound = True
            yield piece
        if member.problem and (sound or not damaged):
            left_out[member.problem] += 1
        damaged = bool(member.problem) and not sound
        at = member.after if member.after is not None else _search(file, at + 1, MEMBER)


class _Member:
    """One gzip member, unpacked only as far as its records need."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self.problem = ""
        self.after: int | None = None
        """Where the next member begins; None: it is to be searched."""
        self._file = file
        self._at = at

    def records(self) -> Iterator[Piece]:
        """Its records; what is wrong is told in `problem`."""
        buffer = bytearray()
        try:
            for portion in self._unpacked():
                buffer += portion
                yield from self._taken(buffer)
                if self.problem:
                    return
        except zlib.error:
            self.problem = "damaged"
        if left := bytes(buffer[:HEAD]).strip():
            self.problem = self.problem or ("no record" if _length(left) is None else "cut short")

    def _unpacked(self) -> Iterator[bytes]:
        unpacker, read = zlib.decompressobj(31), 0
        self._file.seek(self._at)
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail
            if not packed:
                packed = self._file.read(PORTION)
                read += len(packed)
            if not packed:
                self.problem = "cut short"
                return
            yield unpacker.decompress(packed, PORTION)
        after = self._at + read - len(unpacker.unused_data)
        following = unpacker.unused_data[: len(GZIP)]
        if len(following) < len(GZIP):
            self._file.seek(after)
            following = self._file.read(len(GZIP))
        self.after = (after if following == GZIP else None) if following else AT_END

    def _taken(self, buffer: bytearray) -> Iterator[Piece]:
        """Takes whole records off the buffer."""
        while head := bytes(buffer[:HEAD]).lstrip(b"\r\n"):
            size = _length(head)
            if size is None:
                self.problem = "no record" if len(buffer) >= HEAD else ""
                return
            if size > MOST:
                self.problem = "too large"
                return
            gap = len(bytes(buffer[:HEAD])) - len(head)
            if len(buffer) - gap < size:
                return
            yield Piece(self._at, bytes(buffer[gap : gap + size]))
            del buffer[: gap + size]
        buffer.clear()


def _search(file: BinaryIO, start: int, pattern: re.Pattern[bytes]) -> int | None:
    """The first place at or after `start` that a pattern's group marks."""
    at, before = start, b""
    while at - start < SEARCHED:
        file.seek(at)
        portion = file.read(PORTION)
        if not portion:
            return None
        found = pattern.search(before + portion)
        if found:
            return at - len(before) + found.start(1)
        before = (before + portion)[-4200:]
        at += len(portion)
    return None


# ------------------------------------------------------------------------------------------- not packed


def _plain(file: BinaryIO, start: int, end: int, left_out: Counter[str]) -> Iterator[Piece]:
    """One piece a record, by the length that its head gives."""
    at = start if start == 0 else _search(file, start - 1, RECORD)
    damaged = False
    while at is not None and at < end:
        file.seek(at)
        head = file.read(HEAD)
        if not head.strip():
            return
        size = _length(head)
        if size is None:
            left_out["no record"] += not damaged
            damaged = True
            at = _search(file, at, RECORD)
            continue
        damaged = False
        file.seek(at)
        content = file.read(min(size, MOST + 1))
        if size > MOST:
            left_out["too large"] += 1
        elif len(content) < size:
            left_out["cut short"] += 1
        else:
            yield Piece(at, content)
        at = _after(file, at + size)


def _length(head: bytes) -> int | None:
    """Bytes of a record with its head; None where there is none."""
    if WARC_START.match(head):
        ends = [end + size for mark, size in ((b"\r\n\r\n", 4), (b"\n\n", 2)) if (end := head.find(mark)) >= 0]
        told = LENGTH.search(head[: min(ends)]) if ends else None
        return min(ends) + int(told[1]) if told else None
    arc = ARC_START.match(head)
    return arc.end() + int(arc["length"]) if arc else None


def _after(file: BinaryIO, at: int) -> int | None:
    """Where the next record begins: after empty lines, or, where something else stands, wherever one is found."""
    file.seek(at)
    following = file.read(HEAD)
    gap = len(following) - len(following.lstrip(b"\r\n"))
    if not following[gap:]:
        return None
    return at + gap if _length(following[gap:]) is not None else _search(file, at - 1, RECORD)

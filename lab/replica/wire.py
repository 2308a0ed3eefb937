"""Faults of the sending: what goes over the connection, byte by byte, and how the connection ends.

Each is an asynchronous generator of chunks; the head of the answer, where there is one, is the first.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from functools import cache
from typing import Final, Literal

from lab.replica.answers import Answer, notice
from lab.replica.faults import Fault
from lab.replica.messages import head

Ending = Literal["keep", "close", "reset"]
Sending = Callable[[Fault, Answer], AsyncGenerator[bytes, None]]

HUGE: Final = 200 * 2**20
BOMB: Final = 4 * 2**30
BLOCK: Final = 16 * 2**20  # bytes unpacked in one repeated block of a bomb
ROWS: Final = b"<p>One of very many rows that say nothing at all.</p>\n" * 1200
PROXY_ERRORS: Final = {"bad_gateway": "connection_refused", "dns": "dns_error"}  # RFC 9209, section 2.3


async def _nothing(_fault: Fault, _found: Answer) -> AsyncGenerator[bytes, None]:
    return
    yield b""


async def _timeout(_fault: Fault, _found: Answer) -> AsyncGenerator[bytes, None]:
    await asyncio.Event().wait()
    yield b""


async def _late(fault: Fault, found: Answer) -> AsyncGenerator[bytes, None]:
    await asyncio.sleep(fault.seconds)
    yield head(found)
    yield found.body


async def _slow(fault: Fault, found: Answer) -> AsyncGenerator[bytes, None]:
    yield head(found)
    for start in range(0, len(found.body), fault.chunk):
        await asyncio.sleep(fault.seconds)
        yield found.body[start : start + fault.chunk]


async def _half_body(_fault: Fault, found: Answer) -> AsyncGenerator[bytes, None]:
    yield head(found)
    yield found.body[: len(found.body) // 2]


async def _wrong_length(_fault: Fault, found: Answer) -> AsyncGenerator[bytes, None]:
    yield head(found, length=len(found.body) // 2, close=True)
    yield found.body


async def _huge(fault: Fault, found: Answer) -> AsyncGenerator[bytes, None]:
    left = fault.size or HUGE
    yield head(found, length=left)
    while left:
        yield ROWS[:left]
        left -= min(left, len(ROWS))


async def _gzip_bomb(fault: Fault, found: Answer) -> AsyncGenerator[bytes, None]:
    size = fault.size or BOMB
    yield head(found.with_headers({"Content-Encoding": "gzip"}), length=sum(map(len, bomb(size))))
    for chunk in bomb(size):
        yield chunk


async def _gateway(fault: Fault, _found: Answer) -> AsyncGenerator[bytes, None]:
    error = PROXY_ERRORS[fault.kind]
    page = notice(502, error.replace("_", " ")).with_headers({"Proxy-Status": f"replica; error={error}"})
    yield head(page, close=True)
    yield page.body


@cache
def _block() -> tuple[bytes, int]:
    """A block of spaces as deflate that may be repeated, and its CRC-32."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b" " * BLOCK
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(content)


def bomb(size: int) -> Iterator[bytes]:
    """One gzip member (RFC 1952) of `size` spaces, rounded up to whole blocks, in a thousandth."""
    block, block_sum = _block()
    count = -(-size // BLOCK)
    shift = _shift(BLOCK)
    checksum = 0
    yield b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    for _ in range(count):
        checksum = _multiplied(shift, checksum) ^ block_sum
        yield block
    # An empty final block, the CRC-32 and the length modulo 2^32.
    yield b"\x03\x00" + checksum.to_bytes(4, "little") + (count * BLOCK % 2**32).to_bytes(4, "little")


def _multiplied(one: int, other: int) -> int:
    """The product of two polynomials modulo that of CRC-32, bits reversed, as in zlib's crc32_combine."""
    product, bit = 0, 1 << 31
    while bit:
        if one & bit:
            product ^= other
        other = (other >> 1) ^ (0xEDB88320 if other & 1 else 0)
        bit >>= 1
    return product


def _shift(length: int) -> int:
    """What the CRC-32 of a text is multiplied by when `length` bytes follow it: x to the power 8 * length."""
    power, square, bits = 1 << 31, 1 << 30, 8 * length
    while bits:
        if bits & 1:
            power = _multiplied(power, square)
        square = _multiplied(square, square)
        bits >>= 1
    return power


# kind: what is sent, and how the connection ends
SENDINGS: Final[Mapping[str, tuple[Sending, Ending]]] = {
    "late": (_late, "keep"),
    "slow": (_slow, "keep"),
    "timeout": (_timeout, "close"),
    "reset": (_nothing, "reset"),
    "half_body": (_half_body, "close"),
    "wrong_length": (_wrong_length, "close"),
    "huge": (_huge, "keep"),
    "gzip_bomb": (_gzip_bomb, "keep"),
    "refused": (_nothing, "close"),
    "bad_gateway": (_gateway, "close"),
    "dns": (_gateway, "close"),
}
SILENT: Final = frozenset({"timeout", "reset", "refused"})


def sent_status(fault: Fault, found: Answer) -> int:
    """The status that the client gets to see, 0 for none."""
    if fault.kind in SILENT:
        return 0
    return 502 if fault.kind in PROXY_ERRORS else found.status

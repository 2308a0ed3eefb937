"""The kinds of fault, which requests one strikes, and how often.

| kind | what the client meets |
| --- | --- |
| status | `status` (500) with `body` and `headers`, such as Retry-After |
| redirect | `status` (302) to the address `to` |
| empty | 200 without a body |
| body | `body` in place of the page, with `status` (200) |
| challenge, login, maintenance | a bot check (403), a form (200), a closed site (503), or `status` |
| rewrite | the page's body through the function `rewrite`, or with the `replace` table's texts exchanged |
| charset | Content-Type says `charset`, or the UTF-8 page is sent as `encoding`, or both |
| truncated | the first half of the page, correctly framed |
| stale | the page as `folder` has it, with Age (`age` seconds), Warning and X-Cache, as from a cache |
| late | the page after `seconds` (1) |
| slow | the page, `chunk` (1) bytes every `seconds` (1) |
| timeout | nothing, until the client gives up |
| reset | a TCP reset (RST) in place of an answer |
| half_body | the whole Content-Length, half of the body, then the end of the connection |
| wrong_length | a Content-Length of half the body, the whole body, then the end of the connection |
| huge | a page of `size` bytes (200 MB) |
| gzip_bomb | `size` bytes (4 GiB) as a thousandth of that in gzip |
| refused | the connection closes at once |
| bad_gateway | 502 from the proxy: it could not connect |
| dns | 502 from the proxy: it could not resolve the host |
| tls | garbage in place of the TLS handshake |

The last four strike at CONNECT for https: they count tunnels, not pages, and a program sees a failed tunnel.
Open tunnels close when such a fault is set. With a `path` or `method` they strike the request itself instead.
Behind a proxy no client sees a refused connection or failed look-up as such: a Proxy-Status header says it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

# kind: the fields of which it needs one
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "status": (),
    "redirect": ("to",),
    "empty": (),
    "body": (),
    "challenge": (),
    "login": (),
    "maintenance": (),
    "rewrite": ("rewrite", "replace"),
    "charset": ("charset", "encoding"),
    "truncated": (),
    "stale": ("folder",),
    "late": (),
    "slow": (),
    "timeout": (),
    "reset": (),
    "half_body": (),
    "wrong_length": (),
    "huge": (),
    "gzip_bomb": (),
    "refused": (),
    "bad_gateway": (),
    "dns": (),
    "tls": (),
}
CONNECT_KINDS: Final = frozenset({"refused", "bad_gateway", "dns", "tls"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fault:
    """One way to misbehave, and the requests that it strikes. Raises ValueError when it makes no sense."""

    kind: str
    host: str = "*"
    """A glob of hosts, in lower case."""
    path: str | re.Pattern[str] = "*"
    """A glob of paths with their queries, or a pattern to search; in text, one that follows `re:`."""
    method: str = "*"
    """A glob of methods."""
    every: int = 1
    """Strikes each so-manieth matching request."""
    times: int | None = None
    """Strikes so often, then no more."""
    after: int = 0
    """Lets so many matching requests pass first."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Added to the answer, in place of its own of the same names."""
    body: str | bytes = ""
    to: str = ""
    rewrite: Callable[[bytes], bytes] | None = None
    replace: Mapping[str, str] = field(default_factory=dict)
    charset: str = ""
    encoding: str = ""
    folder: str | Path = ""
    age: int = 86400
    """Seconds."""
    seconds: float = 1.0
    chunk: int = 1
    """Bytes."""
    size: int | None = None
    """Bytes, unpacked."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of fault: {self.kind!r}; there are {', '.join(sorted(KINDS))}")
        needs = KINDS[self.kind]
        if needs and not any(getattr(self, name) for name in needs):
            raise ValueError(f"a {self.kind} fault needs {' or '.join(needs)}")
        if self.kind == "tls" and not self.at_connect:
            raise ValueError("a tls fault strikes before there is a path or method")
        if self.every < 1 or self.chunk < 1:
            raise ValueError("every and chunk count from 1")

    @property
    def at_connect(self) -> bool:
        """Whether it strikes the CONNECT of an https request, not the request inside."""
        return self.kind in CONNECT_KINDS and self.path == "*" and self.method == "*"


FIELDS: Final = frozenset(each.name for each in fields(Fault)) - {"rewrite"}


def load_faults(file: str | Path) -> list[Fault]:
    """The faults of a TOML file of `[[fault]]` tables; folders are relative to the file.

    Raises ValueError for an unknown key or a fault that makes no sense.
    """
    file = Path(file)
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    if unknown := content.keys() - {"fault"}:
        raise ValueError(f"{file}: unknown key {', '.join(sorted(unknown))}; faults are [[fault]] tables")
    return [_fault(table, file) for table in content.get("fault", [])]


def _fault(table: dict[str, Any], file: Path) -> Fault:
    if unknown := table.keys() - FIELDS:
        raise ValueError(f"{file}: unknown key {', '.join(sorted(unknown))} in a fault")
    if "kind" not in table:
        raise ValueError(f"{file}: a fault without a kind")
    if "folder" in table:
        table = table | {"folder": file.parent / table["folder"]}
    return Fault(**table)

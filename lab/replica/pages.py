"""What every address answers: pages in memory first, then generators, then the folders."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from lab.replica.addresses import MISSING, body_pairs, file_name, method_suffix
from lab.replica.answers import Answer, notice, revalidated
from lab.replica.folders import Folders
from lab.replica.messages import Incoming

Generator = Callable[[str, str, Mapping[str, str], bytes], Answer | None]


class Pages:
    """The pages of all hosts. Every method may be called from any thread."""

    def __init__(self, *folders: str | Path, aliases: Mapping[str, str] | None = None) -> None:
        self._given = dict(aliases or {})
        self._memory: dict[str, Answer | None] = {}
        self._generators: tuple[Generator, ...] = ()
        self.tagged = False
        """Whether pages without a validator get an ETag of their content."""
        self._lock = threading.Lock()
        self.show(*folders)

    def show(self, *folders: str | Path) -> None:
        """Puts these folders in place of the present ones, all at once; pages in memory stay."""
        shown = Folders(*folders)
        aliases = shown.aliases() | self._given
        self._shown = shown, {alias.lower(): host.lower() for alias, host in aliases.items()}

    def put(self, request: Incoming, page: Answer | None, fields: Mapping[str, str]) -> None:
        """Lays a page in memory over everything else; None takes the page away."""
        name = self._name(request) + method_suffix(request.method, fields)
        with self._lock:
            self._memory = self._memory | {name: page}

    def add(self, generator: Generator) -> None:
        """Asks this function before the folders; where it answers None, earlier ones and they are asked.

        It is called as (method, url, headers, body), in the replica's thread, with GET for HEAD too.
        """
        with self._lock:
            self._generators = (generator, *self._generators)

    def answer(self, request: Incoming) -> Answer:
        """The answer to a request, 304 where the request holds it already, and 404 where there is none."""
        found = self._find(self._name(request), request) or self._missing(request)
        if self.tagged and found.status == 200 and not (found.header("etag") or found.header("last-modified")):
            found = found.with_headers({"ETag": f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'})
        return revalidated(found, request.headers)

    def _name(self, request: Incoming) -> str:
        aliases = self._shown[1]
        return file_name(aliases.get(request.host, request.host), request.target)

    def _find(self, name: str, request: Incoming) -> Answer | None:
        shown, memory = self._shown[0], self._memory
        plain = request.method in ("GET", "HEAD")
        names = [name] if plain else self._narrowed(name, request)
        for candidate in names:
            if candidate in memory:
                return memory[candidate]
        method = "GET" if plain else request.method
        for generator in self._generators:
            page = generator(method, request.url, request.headers, request.body)
            if page is not None:
                return page
        return next((page for page in map(shown.get, names) if page is not None), None)

    def _narrowed(self, name: str, request: Incoming) -> list[str]:
        """The page files of another method whose fields the body all holds, most fields first."""
        shown, memory = self._shown[0], self._memory
        start = f"{name}@{request.method}"
        known = {*shown.siblings(start), *(key for key in memory if key.startswith(start))}
        held = body_pairs(request.body)
        asked = {key: set(key[len(start) + 1 :].split("&")) - {""} for key in known}
        fitting = [key for key in known if asked[key] <= held and key[len(start) :][:1] in ("", "@")]
        return sorted(fitting, key=lambda key: (-len(asked[key]), key))

    def _missing(self, request: Incoming) -> Answer:
        if request.method not in ("GET", "HEAD"):
            name = self._name(request)
            if self._memory.get(name) or self._shown[0].get(name):
                return notice(405, "This page answers GET.").with_headers({"Allow": "GET, HEAD"})
        host = self._name(request).partition("/")[0]
        page = self._shown[0].get(f"{host}/{MISSING}")
        return page or notice(404, "There is no such page here.")

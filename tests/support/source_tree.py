"""The project's own source, read as a tree: modules, what they import, circles, docstrings."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from lab.program.program import ROOT

PACKAGE = "unionjobs_scraper"
ROOM_OF_LOOSE_FILES = "ground"
Graph = Mapping[str, AbstractSet[str]]


def modules(*tops: str) -> dict[str, Path]:
    """Every module below the named top-level packages, by its dotted name."""
    return {_dotted(path): path for top in tops or (PACKAGE,) for path in sorted((ROOT / top).rglob("*.py"))}


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


Statements = tuple[ast.Import | ast.ImportFrom | ast.Call | ast.Constant | ast.Expr, ...]


@functools.cache
def nodes(path: Path) -> Statements:
    """The imports, calls, constants and expressions of a file: one walk for all that the tests ask."""
    kinds = (ast.Import, ast.ImportFrom, ast.Call, ast.Constant, ast.Expr)
    return tuple(node for node in ast.walk(tree(path)) if isinstance(node, kinds))


@functools.cache
def _importing(path: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    return tuple(node for node in nodes(path) if isinstance(node, ast.Import | ast.ImportFrom))


def imported(path: Path, known: Iterable[str]) -> Iterator[str]:
    """The modules that a file imports: at its head, in functions and under TYPE_CHECKING.

    `from a import b` is an import of `a.b` where that is one of the `known` modules, else of `a`.
    """
    known = frozenset(known)
    for node in _importing(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
            base = _absolute(node, path)
            for alias in node.names:
                yield whole if (whole := f"{base}.{alias.name}") in known else base


def _absolute(node: ast.ImportFrom, path: Path) -> str:
    if not node.level:
        return node.module or ""
    package = path.relative_to(ROOT).parent.parts
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, *([node.module] if node.module else [])])


@functools.cache
def imports(*tops: str) -> Graph:
    """Which module of the named packages imports which other of them."""
    known = modules(*tops)
    return {name: {other for other in imported(path, known) if other in known} - {name} for name, path in known.items()}


def room(module: str) -> str:
    """The folder of the package that a module is in: `storage` of unionjobs_scraper.storage.queries.status."""
    parts = module.split(".")
    if parts[1:] == ["__main__"]:
        return "door"
    inside = (ROOT / PACKAGE / parts[1]).is_dir() if len(parts) > 1 else False
    return parts[1] if inside else ROOM_OF_LOOSE_FILES


def circles(graph: Graph) -> list[list[str]]:
    """The groups of nodes that reach one another, by Tarjan's algorithm; empty when the graph has no circle."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in graph:
        if node not in number:
            visit(node)
    return sorted(found)


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Each string that stands as a statement of its own (docstrings of attributes too), with its line."""
    for node in nodes(path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value

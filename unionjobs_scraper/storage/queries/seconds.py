"""Times and dates as numbers, in both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Seconds(FunctionElement[int]):
    """A time or a date as seconds since 1970: a million rows need no `datetime` each."""

    type = BigInteger()
    inherit_cache = True


@compiles(Seconds, "sqlite")
def _seconds_in_sqlite(element: Seconds, compiler: Any, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(Seconds, "postgresql")
def _seconds_in_postgres(element: Seconds, compiler: Any, **options: Any) -> str:
    return f"CAST(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **options)}) AS BIGINT)"

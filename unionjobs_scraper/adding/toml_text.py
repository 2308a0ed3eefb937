"""TOML as a person writes it, by tomlkit: expressions without doubled backslashes, lists on one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tomlkit.items import Item


def toml_text(values: Mapping[str, object]) -> str:
    """The text of a document; a mapping among the values becomes a table."""
    import tomlkit  # here: it takes a tenth of a second, and Scrapy loads every command at each start

    document = tomlkit.document()
    for key, value in values.items():
        document.add(key, _item(value))
    return tomlkit.dumps(document)


def _item(value: object) -> Item:
    import tomlkit

    if isinstance(value, Mapping):
        table = tomlkit.table()
        for key, each in value.items():
            table.add(key, _item(each))
        return table
    if isinstance(value, tuple):
        return tomlkit.item([_item(each) for each in value])
    if isinstance(value, str) and "\\" in value and "'" not in value and value.isprintable():
        return tomlkit.string(value, literal=True)
    return tomlkit.item(value)

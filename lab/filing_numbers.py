"""normalize/codes/filing_numbers.tsv: `python -m lab.filing_numbers LOOKUP WEIGHTS > TABLE`.

LOOKUP is `fnum_lookup.json` of labordata/labor-union-parser 1.0 (`ABBREVIATION|number` to filing numbers), WEIGHTS the
`arcface_classifier.pt` inside of the wheel of its version 2.0.0, which holds a gazetteer of OLMS' reports beside the
model: of each filing number the union's name, the kind of body (LU, C, DC ...), the number and the letters after it.
Only that gazetteer is read, without torch: every tensor is skipped, and no other class is made.
"""

from __future__ import annotations

import json
import pickle
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

DEFAULT: Final = "LU"
"""The kind of body that is left out: a local union without letters."""
SHARE: Final = 0.95
"""How many of a union's filers must have one abbreviation before it is taken for the others."""

Forms = dict[str, dict[int, dict[int, set[str]]]]


class _Skipping(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return dict
        if module.split(".", 1)[0] == "torch":
            return _nothing
        raise pickle.UnpicklingError(f"{module}.{name}")

    def persistent_load(self, pid: Any) -> None:
        return None


def _nothing(*_: Any) -> None:
    return None


def gazetteer(weights: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of the gazetteer inside of the model's file."""
    with zipfile.ZipFile(weights) as archive:
        name = next(each for each in archive.namelist() if each.endswith("/data.pkl"))
        for records in _Skipping(BytesIO(archive.read(name))).load()["gazetteer"].values():
            yield from records


def table(lookup: dict[str, list[int]], records: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of the table, one a union."""
    forms: dict[tuple[int, int], set[str]] = defaultdict(set)
    for record in records:
        letters = str(record["suffix"]).upper()
        form = (record["desig_name"] or "-") + (f"/{letters}" if letters else "")
        forms[record["f_num"], record["desig_num"]].add(form)
    of_union: Forms = defaultdict(lambda: defaultdict(dict))
    for key, numbers in lookup.items():
        abbreviation, _, designation = key.partition("|")
        for number in numbers:
            of_union[abbreviation][int(designation)][number] = forms[number, int(designation)]
    for abbreviation, record in _later(lookup, records):
        designation = record["desig_num"]
        of_union[abbreviation][designation][record["f_num"]] = forms[record["f_num"], designation]
    for abbreviation, bodies in sorted(of_union.items()):
        yield f"{abbreviation}\t{' '.join(_pair(*pair) for pair in sorted(bodies.items()))}"


def _later(lookup: dict[str, list[int]], records: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The numbered filers that the lookup lacks, with the abbreviation that others of their union have."""
    known: dict[int, set[str]] = defaultdict(set)
    for key, numbers in lookup.items():
        for number in numbers:
            known[number].add(key.partition("|")[0])
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        named[record["union_name"]].update(known.get(record["f_num"], ()))
    for record in records:
        counts = named[record["union_name"]]
        if record["desig_num"] and record["f_num"] not in known and counts:
            abbreviation, most = counts.most_common(1)[0]
            if most >= SHARE * counts.total():
                yield abbreviation, record


def _pair(designation: int, bodies: dict[int, set[str]]) -> str:
    return f"{designation}={','.join(_body(*body) for body in sorted(bodies.items()))}"


def _body(number: int, forms: set[str]) -> str:
    return str(number) if forms <= {DEFAULT} else f"{number}:{'+'.join(sorted(forms))}"


if __name__ == "__main__":
    given, weights = map(Path, sys.argv[1:])
    found = sorted(gazetteer(weights), key=lambda record: (record["f_num"], record["desig_num"]))
    print("\n".join(table(json.loads(given.read_text(encoding="utf-8")), found)))

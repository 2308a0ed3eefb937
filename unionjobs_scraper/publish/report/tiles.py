"""The place of each state and province in the grid: a square each, neighbors near one another.

The states are placed as in the grid that US newsrooms share (Alaska top left, Maine top right, Hawaii bottom left), the
provinces and territories of Canada above them. Codes: ISO 3166-2.
"""

from __future__ import annotations

from dataclasses import dataclass

_UNITED_STATES = """
AK . . . . . . . . . ME
. . . . . . . . . VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT .
CA UT CO NE MO KY WV VA MD DE .
. AZ NM KS AR TN NC SC DC . .
. . . OK LA MS AL GA . . .
HI . . TX . . . . FL . PR
"""
_CANADA = """
. YT NT NU . . . . . NL .
. BC AB SK MB ON QC NB PE NS .
"""
_NAMES = {
    "US": "AK Alaska|AL Alabama|AR Arkansas|AZ Arizona|CA California|CO Colorado|CT Connecticut"
    "|DC District of Columbia|DE Delaware|FL Florida|GA Georgia|HI Hawaii|IA Iowa|ID Idaho|IL Illinois|IN Indiana"
    "|KS Kansas|KY Kentucky|LA Louisiana|MA Massachusetts|MD Maryland|ME Maine|MI Michigan|MN Minnesota|MO Missouri"
    "|MS Mississippi|MT Montana|NC North Carolina|ND North Dakota|NE Nebraska|NH New Hampshire|NJ New Jersey"
    "|NM New Mexico|NV Nevada|NY New York|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico"
    "|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VA Virginia|VT Vermont"
    "|WA Washington|WI Wisconsin|WV West Virginia|WY Wyoming",
    "CA": "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia"
    "|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A square of the grid; rows count from the top."""

    code: str
    name: str
    country: str
    column: int
    row: int


def _tiles() -> dict[tuple[str, str], Tile]:
    names = {(country, line[:2]): line[3:] for country, lines in _NAMES.items() for line in lines.split("|")}
    found = {}
    for country, drawing, top in (("CA", _CANADA, 0), ("US", _UNITED_STATES, 2)):
        for row, line in enumerate(drawing.split("\n")[1:-1], start=top):
            for column, code in enumerate(line.split()):
                if code != ".":
                    place = Tile(code=code, name=names[country, code], country=country, column=column, row=row)
                    found[country, code] = place
    return found


TILES = _tiles()
"""By (country, region)."""
COLUMNS, ROWS = 11, 10

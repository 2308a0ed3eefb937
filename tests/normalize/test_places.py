"""Places read from location lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.places import Place, format_places, parse_places, region_code

GOLD = Path(__file__).parents[2] / "../shared/gold/headers.jsonl"

PLACE_WORDS = [
    "Oakland", "CA", "Washington", "DC", "or", ",", ";", "/", "-", "(", ")", "New York", "County", "UK",
    "St. Paul", "the", "Remote", "Ontario", "Georgia", "area", "Salary:", "and", "Bay Area", "Mexico",
]  # fmt: skip

LINES = [
    # one place, however it is led up to
    ("Based in Flagstaff, AZ", "Flagstaff, AZ, US"),
    ("Must be based in Arizona", "AZ, US"),
    ("B ased in Canton, MA", "Canton, MA, US"),
    ("Location: Chicago, IL Department: Organizing", "Chicago, IL, US"),
    ("the Olympia, WA Field Office", "Olympia, WA, US"),
    ("For covering the Providence, RI area", "Providence, RI, US"),
    ("primarily in Pasadena, CA", "Pasadena, CA, US"),
    ("Based in the CWA Headquarters in Washington, DC", "Washington, DC, US"),
    ("Our office is in Lansing, Michigan.", "Lansing, MI, US"),
    ("This is an in-person position based in our Seattle, WA office.", "Seattle, WA, US"),
    (
        "Based out of INA's Chicago office (Primary assignment location is in Chicago, Illinois)",
        "Chicago, IL, US",
    ),
    ("Based at Portland State University in Portland, OR (full-time)", "Portland, OR, US"),
    ("Quincy, Massachusetts, 02171 United States", "Quincy, MA, US"),
    ("815 16th St. NW, Washington, DC 20006", "Washington, DC, US"),
    ("Suite 300, 100 Main St, Springfield, IL 62701", "Springfield, IL, US"),
    ("US-AR-SPRINGDALE-BLDG 1 ~ 275 E Robinson", "Springdale, AR, US"),
    ("OAKLAND, CA", "Oakland, CA, US"),
    ("oakland, ca", "Oakland, CA, US"),
    ("LA MESA, CA OR EL CAJON, CA", "La Mesa, CA, US; El Cajon, CA, US"),
    ("Goldsboro NC", "Goldsboro, NC, US"),
    ("Portland OR", "Portland, OR, US"),
    ("Oakland (CA)", "Oakland, CA, US"),
    ("California - Oakland", "Oakland, CA, US"),
    ("St. Louis, Mo.", "St. Louis, MO, US"),
    ("Coeur d'Alene, ID", "Coeur d'Alene, ID, US"),
    # hours of the day are no places
    ("Remote (EST)", ""),
    ("Remote (ET)", ""),
    ("Remote - PT", ""),
    ("EST", ""),
    ("Remote US (EST)", "US"),
    ("Fully remote, US (ET or CT)", "US"),
    ("Remote, CT", "CT, US"),
    ("Hartford (CT)", "Hartford, CT, US"),
    ("Remote - Lisbon, PT", "Lisbon, PT"),
    ("Lévis (Québec) Canada", "Lévis, QC, CA"),
    # several that share a state, or do not
    ("Sacramento or Oakland, CA", "Sacramento, CA, US; Oakland, CA, US"),
    ("Modesto/Turlock, Orange, CA", "Modesto, CA, US; Turlock, CA, US; Orange, CA, US"),
    (
        "Locations in: Chico, Concord, El Monte, and Yuba City, CA",
        "Chico, CA, US; Concord, CA, US; El Monte, CA, US; Yuba City, CA, US",
    ),
    ("Kansas City, MO or Saint Louis, MO", "Kansas City, MO, US; Saint Louis, MO, US"),
    ("Vancouver, WA or Portland, OR", "Vancouver, WA, US; Portland, OR, US"),
    ("Salem, OR or Portland, ME", "Salem, OR, US; Portland, ME, US"),
    ("the New York, NY, or Los Angeles, CA regions", "New York, NY, US; Los Angeles, CA, US"),
    (
        "Cleveland, Cincinnati Metro area, Columbus, OH; Detroit area, MI; Erlanger, and Louisville, KY",
        (
            "Cleveland, OH, US; Cincinnati, OH, US; Columbus, OH, US; Detroit, MI, US; "
            "Erlanger, KY, US; Louisville, KY, US"
        ),
    ),
    (
        "the Minneapolis-Saint Paul Metropolitan Area, MN",
        "Minneapolis, MN, US; Saint Paul, MN, US",
    ),
    ("Winston-Salem, NC", "Winston-Salem, NC, US"),
    ("Newark or New Brunswick, NJ", "Newark, NJ, US; New Brunswick, NJ, US"),
    ("Rutgers University, New Brunswick/Piscataway, NJ", "New Brunswick, NJ, US; Piscataway, NJ, US"),
    (
        "Boston, New York, and Washington, DC",
        "Boston, MA, US; New York, NY, US; Washington, DC, US",
    ),
    ("New York City / Times Square, NY", "New York City, NY, US"),
    # regions, and parts of them
    ("throughout Washington or Montana", "WA, US; MT, US"),
    ("New Jersey or the Washington, DC area", "NJ, US; Washington, DC, US"),
    ("Northern California", "CA, US"),
    ("the Northern California region", "CA, US"),
    ("Upstate New York", "NY, US"),
    ("West Virginia", "WV, US"),
    ("Statewide in California", "CA, US"),
    ("the Bay Area, CA", "CA, US"),
    ("East Bay, CA", "CA, US"),
    ("the San Francisco Bay Area, CA", "San Francisco, CA, US"),
    ("Sonoma County, CA", "CA, US"),
    ("Los Angeles and Orange Counties, CA", "CA, US"),
    ("King County, Whatcom County, and Kootenai County", "WA, US; ID, US"),
    ("KEA Field Area, Northern Kentucky HOURS/STATUS: Full Time / Permanent SALARY: negotiated", "KY, US"),
    ("the Northeast Region (CT, DE, MA, ME, and VT)", "CT, US; DE, US; MA, US; ME, US; VT, US"),
    ("Indianapolis, IN", "Indianapolis, IN, US"),
    # Washington twice, New York twice, and cities named as states are
    ("Washington", "WA, US"),
    ("For covering Washington state", "WA, US"),
    ("Washington, D.C.", "Washington, DC, US"),
    ("Washington DC, near Metro (on-site ) ufcw.org", "Washington, DC, US"),
    ("Washington DC/Maryland", "Washington, DC, US; MD, US"),
    ("New York", "NY, US"),
    ("New York, New York", "New York, NY, US"),
    ("New York City area, NY", "New York City, NY, US"),
    ("NYC", "New York City, NY, US"),
    ("LA, CA", "Los Angeles, CA, US"),
    ("New York - Remote OK (US Only)", "New York, NY, US"),
    ("Washington - Remote OK", "WA, US"),
    ("Chicago (hybrid ok)", "Chicago, IL, US"),
    ("Remote OK", ""),
    ("New York - Remote", "NY, US"),
    ("Mt. View California", "Mountain View, CA, US"),
    ("Mtn. Brook, AL", "Mountain Brook, AL, US"),
    ("Mt. Pleasant, SC", "Mt. Pleasant, SC, US"),
    ("So. San Francisco", "South San Francisco, CA, US"),
    ("Mountain Home, AR", "AR, US"),  # no office of a mountain
    ("Mexico, MO", "Mexico, MO, US"),
    ("Wyoming, MI", "Wyoming, MI, US"),
    ("Ontario, CA", "Ontario, CA, US"),
    # bare cities: the clear ones only
    ("Seattle or Spokane", "Seattle, WA, US; Spokane, WA, US"),
    (
        "New York, Chicago, Los Angeles, Birmingham",
        "New York, NY, US; Chicago, IL, US; Los Angeles, CA, US; Birmingham, AL, US",
    ),
    ("Springfield", ""),
    ("Concord; Sacramento, CA", "Concord, CA, US; Sacramento, CA, US"),
    (
        "Syracuse or Onondaga County preferred Reports to: Northeast Director Salary Range: $62,000",
        "Syracuse, NY, US; NY, US",
    ),
    # no place, or none but the country
    ("", ""),
    ("Remote", ""),
    ("Hybrid", ""),
    ("or remote", ""),
    ("MEA Field Office", ""),
    ("the Southern Region", ""),
    ("Location: West Coast", ""),
    ("TBD", ""),
    ("Remote (US)", "US"),
    # how the work is done, not where
    ("Hybrid - Renton, WA", "Renton, WA, US"),
    ("Austin, Texas - Remote", "Austin, TX, US"),
    ("Remote (must reside in Oregon)", "OR, US"),
    ("Los Angeles, CA (with frequent travel to San Diego, CA)", "Los Angeles, CA, US"),
    ("Albany, New York with travel throughout the state", "Albany, NY, US"),
    ("Los Angeles, CA Salary: $80,000", "Los Angeles, CA, US"),
    # abroad
    ("Mexico City, Mexico", "Mexico City, MX"),
    ("Toronto, ON", "Toronto, ON, CA"),
    ("Ottawa, Ontario", "Ottawa, ON, CA"),
    ("Toronto, Ontario M5V 2T6", "Toronto, ON, CA"),
    ("Montréal, Québec", "Montréal, QC, CA"),
    ("London, England", "London, ENG, GB"),
    ("London, UK", "London, ENG, GB"),
    ("London, ON", "London, ON, CA"),
    ("Sydney, NSW", "Sydney, NSW, AU"),
    ("Melbourne, Victoria, Australia", "Melbourne, VIC, AU"),
    ("Perth, WA, Australia", "Perth, WA, AU"),
    ("Berlin, DE", "Berlin, DE"),
    ("Tbilisi, Georgia", "Tbilisi, GE"),
    ("Kingston, Jamaica", "Kingston, JM"),
    ("Atlanta, Georgia", "Atlanta, GA, US"),
    ("San Juan, Puerto Rico", "San Juan, PR, US"),
]


@pytest.mark.parametrize(("line", "places"), LINES)
def test_places_are_read_from_the_line(line: str, places: str) -> None:
    assert format_places(parse_places(line)) == places


@pytest.mark.parametrize(
    ("line", "region", "places"),
    [
        ("Springfield", "IL", "Springfield, IL, US"),
        ("Vernon", "CA", "Vernon, CA, US"),
        ("Chicago", "IN", "Chicago, IL, US"),
        ("Cook County", "IL", "IL, US"),
        ("Remote", "California", "CA, US"),
        ("", "CA, OR", "CA, US; OR, US"),
        ("Reno, NV", "CA", "Reno, NV, US"),
    ],
)
def test_the_index_settles_what_the_line_leaves_open(line: str, region: str, places: str) -> None:
    assert format_places(parse_places(line, region=region)) == places


@pytest.mark.parametrize(
    ("title", "region", "places"),
    [
        ("Press Secretary Based in New York City, NY", "", "New York City, NY, US"),
        ("Organizer - Oakland, CA", "", "Oakland, CA, US"),
        ("Organizer (Chicago, IL)", "IL", "Chicago, IL, US"),
        ("Regional Director, Southern California", "", "CA, US"),
        ("Regional Director, Southern California", "NV", "NV, US"),
        ("West Virginia Organizer", "", "WV, US"),
        ("Staff Attorney", "", ""),
    ],
)
def test_the_title_is_the_last_resort(title: str, region: str, places: str) -> None:
    assert format_places(parse_places("", region=region, title=title)) == places
    assert format_places(parse_places("Reno, NV", region=region, title=title)) == "Reno, NV, US"


@pytest.mark.parametrize(
    ("line", "country", "places"),
    [
        ("London", "CA", "London, ON, CA"),
        ("Vancouver", "CA", "Vancouver, BC, CA"),
        ("Victoria", "AU", "VIC, AU"),
        ("Perth, WA", "AU", "Perth, WA, AU"),
        ("Birmingham", "GB", "Birmingham, ENG, GB"),
    ],
)
def test_the_home_country_decides_between_namesakes(line: str, country: str, places: str) -> None:
    assert format_places(parse_places(line, country=country)) == places


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("California", "US", "CA"),
        ("Calif.", "US", "CA"),
        ("DC", "US", "DC"),
        ("D.C.", "US", "DC"),
        ("Washington, DC", "US", "DC"),
        ("Washington", "US", "WA"),
        ("New York State", "US", "NY"),
        ("Ontario", "CA", "ON"),
        ("Ontario", "US", ""),
        ("Scotland", "GB", "SCT"),
        ("Oz", "US", ""),
        ("", "US", ""),
    ],
)
def test_region_code(text: str, country: str, code: str) -> None:
    assert region_code(text, country) == code


@pytest.mark.parametrize("line", [line for line, _ in LINES])
def test_reading_the_formatted_cell_changes_nothing(line: str) -> None:
    places = parse_places(line)
    assert parse_places(format_places(places)) == places


@given(st.text(max_size=300), st.text(max_size=20), st.sampled_from(["US", "CA", "AU", "GB", "", "xx"]))
def test_never_raises(text: str, region: str, country: str) -> None:
    assert all(isinstance(place, Place) for place in parse_places(text, region=region, country=country, title=text))


@given(
    st.lists(
        st.sampled_from(PLACE_WORDS),
        max_size=15,
    )
)
def test_no_jumble_of_place_words_raises_or_leaves_marks(parts: list[str]) -> None:
    for place in parse_places(" ".join(parts)):
        assert not set(str(place.locality)) & set(",;/()")
        assert place.country.isupper()


@pytest.mark.skipif(not GOLD.exists(), reason="the labeled headers are not here")
def test_the_labeled_headers_are_read() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    wrong = [
        row["location_raw"]
        for row in rows
        if [
            (place.locality, place.region, place.country)
            for place in parse_places(row["location_raw"] or "", title=row["title_raw"])
        ]
        != [tuple(place[key] or "" for key in ("locality", "region", "country")) for place in row["locations"]]
    ]
    assert len(wrong) <= len(rows) * 0.02, wrong


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Bogotá, Bogotá D.C.", "Bogotá, CO"),
        ("Bogotá D.C., Colombia", "Bogotá, CO"),
        ("Caracas, D.C.", "Caracas, VE"),
        ("Georgetown, DC", "Georgetown, DC, US"),
        ("Washington D.C.", "Washington, DC, US"),
    ],
)
def test_the_capital_districts_of_others_are_not_washingtons(text: str, places: str) -> None:
    assert format_places(parse_places(text, country="US")) == places

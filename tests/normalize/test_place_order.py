"""Places in the order of a form, and places given in fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.gazetteer import _sections, alpha_3, fold
from unionjobs_scraper.normalize.place_fields import labelled_place, place_text
from unionjobs_scraper.normalize.places import Place, format_places, parse_places


@pytest.mark.parametrize(
    ("line", "places"),
    [
        # country, region and city by hyphens or dashes, from the large to the small
        ("US-OH-Dayton", "Dayton, OH, US"),
        ("USA-NV-Reno", "Reno, NV, US"),
        ("US-DC-Washington", "Washington, DC, US"),
        ("OR-Salem", "Salem, OR, US"),
        ("KY-Louisville, KY, United States", "Louisville, KY, US"),
        ("CA-MB-Winnipeg", "Winnipeg, MB, CA"),
        ("CA-Fresno", "Fresno, CA, US"),
        ("BE-Brussels", "Brussels, BE"),
        ("USA - Vermont - Burlington", "Burlington, VT, US"),
        ("US, Oregon, Eugene", "Eugene, OR, US"),
        ("US, Washington, Spokane", "Spokane, WA, US"),
        ("USA - Boise, ID", "Boise, ID, US"),
        ("Kenya - Nairobi", "Nairobi, KE"),
        ("USA - Fully Remote", "US"),
        # from the small to the large
        ("Hamilton, Ontario, CA", "Hamilton, ON, CA"),
        ("Calgary, Alberta, CAN", "Calgary, AB, CA"),
        ("San Diego, Ontario, CA", "San Diego, CA, US; Ontario, CA, US"),
        ("Regina, SK, CAN", "Regina, SK, CA"),
        ("Regina, SK", "Regina, SK, CA"),
        ("Dubai, ARE", "Dubai, AE"),
        ("Pune, Maharashtra, IND", "Pune, IN"),
        ("Indianapolis, IND", "Indianapolis, IN, US"),
        ("Salem, IN", "Salem, IN, US"),
        ("Lucknow, Uttar Pradesh, IN", "Lucknow, IN"),
        ("Reutlingen, Baden-Württemberg, DE", "Reutlingen, DE"),
        ("Sion, Valais, Switzerland", "Sion, CH"),
        ("Genève, Genève, CH", "Genève, CH"),
        ("Turin, Milan, Italy", "Turin, IT; Milan, IT"),
        ("Dhaka, Bangladesh or Colombo, Sri Lanka", "Dhaka, BD; Colombo, LK"),
        ("Bonn Germany", "Bonn, DE"),
        ("Denver Colorado United States", "Denver, CO, US"),
        ("Chennai Tamil Nadu India", "Chennai, IN"),
        ("UK – London – New Oxford Street", "London, ENG, GB"),
        ("UK - Hertfordshire - Stevenage - Gunnels Wood", "Stevenage, ENG, GB"),
        ("Canada - Ontario - Ottawa - 233 Example Street", "Ottawa, ON, CA"),
        ("USA - Ohio - Columbus - Example Plaza", "Columbus, OH, US"),
        ("Based in Cardiff UK", "Cardiff, WLS, GB"),
        # a county or canton is no second place
        ("Ipswich, Suffolk", "Ipswich, ENG, GB"),
        ("Colchester, Essex, UK", "Colchester, ENG, GB"),
        ("Princeton Junction, Mercer, NJ", "Princeton Junction, NJ, US"),
        ("Chicago, Cook County, IL", "Chicago, IL, US"),
        ("Naas, Co. Kildare, Ireland", "Naas, IE"),
        # an office's name is no town
        ("Denver Corporate Office, Denver, CO, US", "Denver, CO, US"),
        ("Acme Foundry HQ, Ohio, US", "OH, US"),
        ("Main Campus, TX", "TX, US"),
        ("Geneva Headquarters, Switzerland", "Geneva, CH"),
        # a city that is called as a state is
        ("Washington, MO", "Washington, MO, US"),
        ("Indiana, PA", "Indiana, PA, US"),
        ("Nevada, IA", "Nevada, IA, US"),
        ("New Jersey, NY", "NJ, US; NY, US"),
        # spelled otherwise
        ("N. Las Vegas, NV", "North Las Vegas, NV, US"),
        ("S. San Francisco, CA", "South San Francisco, CA, US"),
        ("Town and Country, MO", "Town and Country, MO, US"),
        ("Ohio-hybrid", "OH, US"),
        ("Washington, DC highly preferred", "Washington, DC, US"),
        ("Open but preferably Denver, CO", "Denver, CO, US"),
        ("Kraków, Poland", "Kraków, PL"),
        ("München", "München, DE"),
        ("Suisse", "CH"),
        ("200 Bay Street, S.I.", ""),
        ("Raleigh-Durham-Cary Area", "NC, US"),
        ("London SE1 2AB", "London, ENG, GB"),
    ],
)
def test_a_line_in_a_forms_order(line: str, places: str) -> None:
    assert format_places(parse_places(line)) == places


@pytest.mark.parametrize(
    ("line", "country", "places"),
    [
        ("Dublin 1", "IE", "Dublin, IE"),
        ("Dublin 1 (hybrid)", "IE", "Dublin, IE"),
        ("Glasgow G2", "GB", "Glasgow, SCT, GB"),
        ("Central London", "GB", "London, ENG, GB"),
        ("Central Islip, NY", "US", "Central Islip, NY, US"),
        ("75011 Paris", "FR", "Paris, FR"),
        ("Paris 11e", "FR", "Paris, FR"),
        ("Melbourne CBD", "AU", "Melbourne, VIC, AU"),
        ("Quebec City", "CA", "Quebec City, QC, CA"),
        ("Wellington CBD", "NZ", "Wellington, NZ"),
        ("Québec City", "US", "Québec City, QC, CA"),
        ("Halifax, NS", "CA", "Halifax, NS, CA"),
        ("Los Angeles, CA", "GB", "Los Angeles, CA, US"),
    ],
)
def test_a_line_of_a_board_at_home_elsewhere(line: str, country: str, places: str) -> None:
    assert format_places(parse_places(line, country=country)) == places


@pytest.mark.parametrize(
    "title", ["Representative - Washington County area", "Organizer, Oregon State University", "Nurse, Ohio Hospital"]
)
def test_a_county_or_office_that_holds_a_states_name_is_not_that_state(title: str) -> None:
    assert parse_places("", title=title) == ()


@pytest.mark.parametrize(
    ("city", "region", "country", "text", "place"),
    [
        ("Metzingen", "", "DE", "Metzingen, DEU", Place("Metzingen", "", "DE")),
        ("Wilmington", "DE", "US", "Wilmington, DE, USA", Place("Wilmington", "DE", "US")),
        ("Toronto", "Ontario", "CA", "Toronto, ON, CAN", Place("Toronto", "ON", "CA")),
        ("Ontario", "California", "USA", "Ontario, CA, USA", Place("Ontario", "CA", "US")),
        ("Tbilisi", "", "Georgia", "Tbilisi, GEO", Place("Tbilisi", "", "GE")),
        ("Genève", "Genève", "ch", "Genève, GE, CHE", Place("Genève", "GE", "CH")),
        ("Perth", "WA", "Australia", "Perth, WA, AUS", Place("Perth", "WA", "AU")),
        ("Bad Homburg v. d. Höhe", "Hessen", "DE", "Bad Homburg v. d. Höhe, HE, DEU", None),
        ("", "Ontario", "CA", "ON, CAN", Place("", "ON", "CA")),
        ("", "", "DE", "DEU", Place("", "", "DE")),
        ("Remote", "", "US", "Remote, USA", Place("", "", "US")),
        ("Anand", "Gujarat", "IND", "Anand, GJ, India", Place("Anand", "GJ", "IN")),
        ("Lausanne", "Vaud", "", "Lausanne, VD, CHE", Place("Lausanne", "VD", "CH")),
        ("Munich", "Bavaria", "Germany", "Munich, BY, DEU", Place("Munich", "BY", "DE")),
        ("Berlin", "DE-BE", "", "Berlin, BE, DEU", Place("Berlin", "BE", "DE")),
        ("Barcelona", "Catalunya", "es", "Barcelona, CT, ESP", Place("Barcelona", "CT", "ES")),
        ("Madrid", "Comunidad de Madrid", "ES", "Madrid, Comunidad de Madrid, ESP", Place("Madrid", "", "ES")),
        ("Lahore", "Punjab", "", "Lahore, PB, PAK", Place("Lahore", "PB", "PK")),
        ("Fort Lauderdale", "Florida", "", "Fort Lauderdale, Florida", Place("Fort Lauderdale", "FL", "US")),
        ("Egham", "Surrey", "United Kingdom", "Egham, Surrey, GBR", Place("Egham", "ENG", "GB")),
        ("New York, NY", "NY", "US", "New York, NY, USA", Place("New York", "NY", "US")),
        ("Toronto, Ontario", "Ontario", "Canada", "Toronto, ON, CAN", Place("Toronto", "ON", "CA")),
        ("", "Vaud", "CH", "VD, CHE", Place("", "VD", "CH")),
        ("New York", "", "US", "New York, NY, USA", Place("New York", "NY", "US")),
        ("New York", "", "", "New York, NY", Place("New York", "NY", "US")),
        ("Washington", "", "US", "Washington, DC, USA", Place("Washington", "DC", "US")),
        ("Québec", "", "CA", "Québec, QC, CAN", Place("Québec", "QC", "CA")),
        ("California", "", "US", "California, USA", Place("", "CA", "US")),
        ("", "New York", "US", "NY, USA", Place("", "NY", "US")),
        ("Nationwide", "", "US", "USA", Place("", "", "US")),
        ("Multiple locations", "CA", "US", "CA, USA", Place("", "CA", "US")),
        ("N/A", "", "DE", "DEU", Place("", "", "DE")),
        ("Various", "", "", "", None),
        ("London, UK", "", "GB", "London, UK, GBR", Place("London", "ENG", "GB")),
        ("Wien", "Wien", "AT", "Wien, 9, AUT", Place("Wien", "9", "AT")),
        ("Reno", "NV", "", "Reno, NV", Place("Reno", "NV", "US")),
        ("Reno", "NV", "??", "Reno, NV", Place("Reno", "NV", "US")),
        ("", "", "", "", None),
    ],
)
def test_fields_stay_apart(city: str, region: str, country: str, text: str, place: Place | None) -> None:
    assert place_text(city, region, country) == text
    if place:
        assert parse_places(text) == (place,)


CITIES = sorted(
    (name.title(), facts.split(" ")[1].partition("-")[2], facts.split(" ")[1][:2])
    for name, cities in _sections()["cities"].items()
    for facts in cities.split("\t")
    if name.replace(" ", "").isalpha() and len(name) > 3 and not name.endswith(" not") and name.count(" ") < 3
)


@given(st.sampled_from(CITIES), st.sampled_from(["US", "CA", "GB", "AU", "IE", ""]))
def test_every_city_of_the_gazetteer_comes_back_from_its_fields(city: tuple[str, str, str], home: str) -> None:
    name, region, country = city
    (place,) = parse_places(place_text(name, region, country), country=home)
    assert (fold(place.locality), place.country) == (fold(name), country)
    assert place.region == region or not region


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["DE", "CA", "Georgia", "IN", "USA", "", "zz"]))
def test_no_field_takes_a_place_to_another_country(city: str, region: str, country: str) -> None:
    text = place_text(city.replace("\n", " "), region.replace("\n", " "), country)
    assert isinstance(parse_places(text), tuple)
    assert not alpha_3("zz")


@pytest.mark.parametrize(
    ("label", "country", "home", "text"),
    [
        ("Toronto", "CA", "US", "Toronto, CAN"),
        ("Toronto", "Canada", "US", "Toronto, CAN"),
        ("Toronto, Canada", "CA", "US", "Toronto, Canada"),
        ("Remote - Canada", "CA", "US", "Remote - Canada"),
        ("Remote (Canada)", "CA", "US", "Remote (Canada)"),
        ("Canada", "CA", "US", "Canada"),
        ("Chicago, IL", "US", "US", "Chicago, IL"),
        ("Chicago, IL", "US", "CA", "Chicago, IL, USA"),
        ("", "DE", "US", "DEU"),
        ("Berlin", "", "US", "Berlin"),
        ("Berlin", "??", "US", "Berlin"),
    ],
)
def test_a_country_beside_a_label(label: str, country: str, home: str, text: str) -> None:
    assert labelled_place(label, country, home) == text

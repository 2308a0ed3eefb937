"""What a fold keeps in mind: the open postings; of the others it knows as much, on the disk."""

from __future__ import annotations

from unionjobs_scraper.archive.pages import Known, Rows
from unionjobs_scraper.archive.sources import key_of, source_of
from unionjobs_scraper.items import Listed
from unionjobs_scraper.storage.scratch import Scratch

ROW = Listed(source_id="7", url="https://www.unionjobs.com/listing.php?id=7", title="Organizer", location_text="Ohio")
LATER = Listed(source_id="7", url=ROW.url, title="Lead Organizer")


def test_a_row_is_the_last_one_read_in_mind_or_on_the_disk() -> None:
    rows = Rows(source_of("unionjobs"), Scratch())
    rows.foresee([{"rows": [["7", ROW.url, ROW.title, "", "Ohio"]]}, {"rows": [["7", ROW.url, "Foreseen later"]]}])
    assert not rows._open
    assert (rows.get("7"), rows.get("8")) == (ROW, None)
    rows.read(LATER)
    assert rows.get("7") == LATER
    rows.put_away("7")
    assert not rows._open
    assert rows.get("7") == LATER


def test_an_address_stays_that_of_the_posting_that_had_it_first() -> None:
    rows = Rows(source_of("unionjobs"), Scratch())
    rows.foresee([{"rows": [["7", ROW.url], ["8", ROW.url]]}])
    assert rows.at(key_of(ROW.url)) == "7"
    assert rows.at(key_of("https://www.unionjobs.com/listing.php?id=9")) is None


def test_what_is_known_of_a_posting_is_known_when_it_is_closed_too() -> None:
    known = Known(Scratch())
    known.note("7", "0123abcd", "89ef", is_read=True)
    known.note("8", "0123abcd", "89ef", is_read=False)
    for _ in range(2):
        assert ("7" in known, "8" in known, "9" in known) == (True, True, False)
        assert (known.has("7", "0123abcd", "89ef"), known.has("7", "0123abcd", "")) == (True, False)
        assert not known.has("8", "0123abcd", "89ef")  # its page is still to be read
        assert (known.content("8"), known.content("9")) == ("0123abcd", "")
        known.put_away("7")
        known.put_away("8")
        known.put_away("9")
        assert not known._open
    known.note("7", "other", is_read=True)
    assert known.content("7") == "other"

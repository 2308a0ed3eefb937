"""What a release takes out of its texts, and what it must leave: both ways, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release import cell_contacts
from unionjobs_scraper.publish.release.cells import KINDS, OWN_WORDS, is_free_text, redacted
from unionjobs_scraper.publish.release.contacts import MAIL, TELEPHONE, Signs, without_mail, without_telephones
from unionjobs_scraper.publish.release.names import NAME, without_names
from unionjobs_scraper.publish.release.redaction import Redaction

DESCRIPTION = codebook.column("postings", "description")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jane.doe@seiu.example.org.", f"Write to {MAIL}."),
        ("<jane@example.org>", f"<{MAIL}>"),
        ("jane+jobs@mail.example.co.uk, or fax", f"{MAIL}, or fax"),
        ("o’brien@example.org", MAIL),
        ("jane @ example.org", MAIL),
        ("jane [at] union [dot] org", MAIL),
        ("jane(at)union.org", MAIL),
        ("jane {at} union dot org", MAIL),
        ("jane AT union DOT org", MAIL),
        ("jane at union dot org", MAIL),
        ("Jane AT union.org", MAIL),
        ("jane_at_union_dot_org", MAIL),
        ("jane@union [dot] org", MAIL),
        ("josé@unión.example", MAIL),
        ("https://example.org/apply?to=jane%40example.org", f"https://example.org/apply?to={MAIL}"),
        ("a@example.org b@example.org", f"{MAIL} {MAIL}"),
        # what must stay
        ("apply at union.org", None),
        ("APPLY AT union.org", None),
        ("Organizer (at) Large. Send a letter", None),
        ("two seats @ $25 each", None),
        ("follow @seiu", None),
        ("follow organizer @teo.marquez", None),
        ("look at dot com firms", None),
        ("meet at [the hall]. Org charts help", None),
    ],
)
def test_mail(text: str, expected: str | None) -> None:
    assert without_mail(text) == (text if expected is None else expected, (expected or "").count(MAIL))


@pytest.mark.parametrize(
    "text",
    [
        "202-555-0123",
        "(202) 555-0123",
        "(202)5550123",
        "202.555.0123",
        "202 555 0123",
        "202/555-0123",
        "202‑555–0123",
        "1-202-555-0123",
        "+1 202 555 0123",
        "+1 (202) 555-0123 x12",
        "202-555-0123, ext. 4",
        "202-555-0123 (extension 4)",
        "1-800-UNION-01",
        "1-800-4-UNION",
        "800-CALL-SEIU",
        "1-888-We-Organize",
        "(212) 555-JOBS",
        "212-CALL-NOW",
        "+44 20 7946 0958",
        "020 7946 0958",
        "011 44 20 7946 0958",
        "(02) 9876 5432",
        "0412 345 678",
        "1300 362 223",
        "ext. 123",
        "+49 30 901820",
    ],
)
def test_telephones(text: str) -> None:
    assert without_telephones(text) == (TELEPHONE, 1)
    assert without_telephones(f"Ring us ({text}), or write.") == (f"Ring us ({TELEPHONE}), or write.", 1)


@pytest.mark.parametrize("text", ["call 2025550123", "Tel: 2025550123", "Phone 555-0123", "cell: +12025550123"])
def test_a_bare_number_counts_beside_its_label(text: str) -> None:
    assert without_telephones(text)[0].endswith(TELEPHONE)


@pytest.mark.parametrize(
    "text",
    [
        "$72,550-$82,550 a year",
        "72550-82550",
        "$61,000 – $72,000",
        "£28,500 to £31,250",
        "$25.50/hour, 401(k), 35 hours",
        "2026-05-01",
        "05/01/2026 10:00",
        "01.05.2026",
        "May 1, 2026 - June 15, 2026",
        "Washington, DC 20001-1234",
        "Ottawa, ON K1A 0B1",
        "Requisition 2025550123",
        "Req. 202-555-0123",
        "Job ID: 415-202-2026",
        "Posting no. 202-555-0123",
        "ABC-202-555-0123",
        "EIN 52-1234567",
        "501(c)(3), 501(c)(5)",
        "SEIU 503, 1199SEIU, Local 1199-202",
        "+1,000 members",
        "+ 5 000 000 members",
        "a deadline extension 2026",
        "1 800 members, 250 100 4000",
        "https://example.org/jobs/202-555-0123",
        "ISBN 978-0-306-40615-7",
        "2 - 5 years, 20 - 25 % travel",
        "10:30-11:45, Rooms 212-214",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_telephones(text) == (text, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contact: Jane Doe", "Contact: #"),
        ("Contact:\nJane Doe", "Contact:\n#"),
        ("CONTACT: JANE DOE", "CONTACT: #"),
        ("Contact: Jane Q. Doe, Organizing Director", "Contact: #, Organizing Director"),
        ("Contact Jane Doe Organizing Director for more", "Contact # Organizing Director for more"),
        ('Contact person: Robert "Bob" Jones', "Contact person: #"),
        ("Attn: Maria Lopez-Garcia", "Attn: #"),
        ("Hiring Committee, attn: Lee Wong", "Hiring Committee, attn: #"),
        ("c/o José Ñandú", "c/o #"),
        ("c/o Ana de la Cruz, SEIU Local 5", "c/o #, SEIU Local 5"),
        ("Send your résumé to Maria Lopez, Director", "Send your résumé to #, Director"),
        (f"Send a letter to Sean O'Brien at {MAIL}.", f"Send a letter to # at {MAIL}."),
        ("Applications should be addressed to Mary Ann Smith, Secretary-Treasurer", None),
        ("Please contact Jane Doe or John Smith.", "Please contact # or #."),
        ("Direct inquiries to J. Doe.", "Direct inquiries to #."),
        ("Ms. Okafor at the front desk", "Ms. # at the front desk"),
        ("Mr. John van der Berg will answer", "Mr. # will answer"),
        ("Dear Dr. Smith:", "Dear Dr. #:"),
        ("Reports to: Jane Doe, Executive Director", "Reports to: #, Executive Director"),
        (f"Jane Doe, Organizing Director, {MAIL}", f"#, Organizing Director, {MAIL}"),
        (f"Jane Doe\n{MAIL}", f"#\n{MAIL}"),
        (f"call Maria at {TELEPHONE}", f"call # at {TELEPHONE}"),
        (f"Questions? Email Priya Patel ({MAIL})", f"Questions? Email # ({MAIL})"),
        (f"More info from Tamati Ngata, {TELEPHONE}", f"More info from #, {TELEPHONE}"),
        (f"Send a text to our organizer Nevaeh ({TELEPHONE}).", f"Send a text to our organizer # ({TELEPHONE})."),
        (f"Ask Tyrone ({TELEPHONE})", f"Ask # ({TELEPHONE})"),
        ("More details: Tui Rangihau, National Secretary", "More details: #, National Secretary"),
        ("Onward together,\nTeagan Brisebois", "Onward together,\n#"),
        ("You will be entertained by Paloma Iturbe.", "You will be entertained by #."),
        ("Resumes may be dropped off by Sister Perpetua Hollings.", "Resumes may be dropped off by Sister #."),
        ("Notre président, Rosaire Doucet, vous accueillera.", "Notre président, #, vous accueillera."),
    ],
)
def test_names(text: str, expected: str | None) -> None:
    found, count = without_names(text)
    assert count > 0
    assert NAME in found
    if expected is not None:
        assert found == expected.replace("#", NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Contact: SEIU Local 1000",
        "Contact: Human Resources",
        f"Contact Human Resources at {MAIL}",
        f"Contact Recruiting at {MAIL}",
        "Contact us today. Contact IBEW for details",
        "Contact: AFSCME Council 31",
        "CONTACT: UNITE HERE LOCAL 11",
        "Contact: San Diego Labor Council",
        f"Contact Communications Workers of America at {MAIL}",
        "Attn: Hiring Committee",
        "Send your résumé to Organizing Department",
        "Send to New York State Nurses Association, or to Oregon AFSCME",
        "Reports to: Executive Director",
        "Reports to the Political Director",
        "Submit to Search Committee Chair",
        "Mail to 123 Main Street, Los Angeles, CA",
        "Dr. Martin Luther King Jr. Blvd",
        "on Dr. Martin Luther King Day",
        "Apply to Washington State Labor Council",
        "Ability to speak with Members of Congress",
        "Respond to Unfair Labor Practice charges",
        f"the Organizing Department, {MAIL}",
        f"United Food and Commercial Workers, {TELEPHONE}",
        f"Based in Santa Rosa, CA. {MAIL}",
        f"Email: Cover Letter and Resume to {MAIL}",
        "Cesar Chavez founded it with Dolores Huerta.",
        "Sr. Data Engineer",
        "At Keurig Dr Pepper (KDP), we",
        "an approach we call Contextual Inference",
        "Contact Grand Rapids office",
        "Supervisor: Night Shift",
        "Text Messaging Platforms",
        "Send applications to Casa Latina, 317 17th Avenue South, Seattle.",
        "Contact Wobbly Stacks, 12 Main Street, Seattle.",
        "Thank you,\nManagement\nPortland",
        "Region: Great Plains",
    ],
)
def test_names_of_bodies_places_and_offices_stay(text: str) -> None:
    assert without_names(text) == (text, 0)


def test_words_of_the_posting_itself_are_no_name() -> None:
    assert without_names("Contact Peggy Browning.", {"peggy", "browning", "fund"}) == ("Contact Peggy Browning.", 0)
    assert without_names("Contact Peggy Browning.")[1] == 1


@pytest.mark.parametrize("text", ["Attn: Jane Doe, 202-555-0123 x4, jane@example.org", "no contact at all", ""])
def test_nothing_is_taken_twice(text: str) -> None:
    once, _ = redacted(text, DESCRIPTION)
    assert redacted(once, DESCRIPTION) == (once, {})


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("mailto:jane@example.org?subject=Job", "mailto:redacted"),
        ("MAILTO:jane@example.org", "mailto:redacted"),
        ("tel:+12025550123", "tel:redacted"),
        ("https://example.org/?to=jane%40example.org", "https://example.org/?to=%5Be-mail%5D"),
        ("https://example.org/jobs/202-555-0123", "https://example.org/jobs/202-555-0123"),
    ],
)
def test_an_address_stays_an_address(address: str, expected: str) -> None:
    assert redacted(address, codebook.column("postings", "apply_url"))[0] == expected


def row_of(table: str, **cells: object) -> list[object]:
    return [cells.get(column.name, "") for column in codebook.columns(table)]


def test_every_free_text_of_a_posting_is_read_and_no_other_cell() -> None:
    text = "Contact: Jane Doe, 202-555-0123, jane@example.org"
    columns = codebook.columns("postings")
    redaction = Redaction()
    row = row_of("postings", **dict.fromkeys((column.name for column in columns), text))
    for name in OWN_WORDS:  # their words would be taken for a body's or a place's
        row[[column.name for column in columns].index(name)] = "SEIU, 202-555-0123, jane@example.org"
    (shown,) = redaction.rows("postings", [row])
    for column, cell in zip(columns, shown, strict=True):
        if not is_free_text(column):
            assert cell == text, column.name
        else:
            assert "@" not in cell, column.name
            assert "555" not in cell or column.type == "uri", column.name
    kept = {column.name for column in columns if not is_free_text(column)}
    assert {"posting_id", "source_id", "status", "region", "salary_min", "content_hash"} <= kept
    assert not {"title", "description", "apply_url", "salary_text", "employer", "locations"} & kept
    assert set(redaction.total()) == set(KINDS)
    assert redaction.counts["postings", "title"][NAME] == 1
    assert redaction.counts["postings", "department"][NAME] == 0  # bodies are named there


def test_a_person_found_in_one_cell_is_masked_in_the_others() -> None:
    columns = [column.name for column in codebook.columns("postings")]
    row = row_of(
        "postings", title="Organizer (Kowalczyk's team)", description="Attn: Wanda Kowalczyk. Wanda decides by May."
    )
    (shown,) = Redaction().rows("postings", [row])
    assert shown[columns.index("description")] == f"Attn: {NAME}. {NAME} decides by May."
    assert shown[columns.index("title")] == f"Organizer ({NAME}'s team)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://www.linkedin.com/in/jane-doe-12/ today", f"See {NAME} today"),
        ("https://wa.me/12025550123", TELEPHONE),
        ("Telegram: @jdoe_union", f"Telegram: {NAME}"),
        ("DM @mariaorganizes with questions", f"DM {NAME} with questions"),
        ("Follow @seiu and linkedin.com/company/seiu", None),
        ("a signal: strike ahead, line 5", None),
        ("Instagram: @mariana.rios", f"Instagram: {NAME}"),
        ("Threads @lucia.organiza, TikTok @lucia_en_huelga", f"Threads {NAME}, TikTok {NAME}"),
        ("Twitter: @SEIU1021", None),
    ],
)
def test_profiles_and_chats(text: str, expected: str | None) -> None:
    assert redacted(text, DESCRIPTION)[0] == (expected or text)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://wa.me/12025550123", "https://wa.me/%5Btelephone%5D"),
        ("https://www.linkedin.com/in/jane-doe", "https://www.linkedin.com/in/%5Bname%5D"),
    ],
)
def test_a_personal_address_stays_an_address(address: str, expected: str) -> None:
    assert redacted(address, codebook.column("postings", "apply_url"))[0] == expected


LEADING = [
    *(
        "mailto:jane@example.org",
        "TEL:2025550123",
        "sms:2025550123",
        "skype:jane.doe",
        " mailto:jane",
        "https://jane@a.org",
    ),
    *("https://a.org/?to=jane%40example.org", "https://a.org/jane_at_example.org", "https://a.org/jane＠example.org"),
    *("https://a.org/jane[at]example.org", "https://a.org/jane(at)example.org", "https://a.org/jane{at}example.org"),
    *("jane at example dot org", "jane.doe at example.org", "Jane AT example.org", "https://a.org/jane<at>example.org"),
    *("https://wa.me/12025550123", "https://T.me/jane", "https://m.me/jane", "https://signal.me/#p/12025550123"),
    *("https://LinkedIn.com/in/jane", "https://facebook.com/jane.doe", "https://calendly.com/jane"),
    "https://api.whatsapp.com/send?phone=12025550123",
]
"""Addresses that lead to a person, each by another sign."""


@pytest.mark.parametrize("address", LEADING)
def test_no_address_that_leads_to_a_person_is_passed_by(address: str) -> None:
    shown, lost = cell_contacts.without_contacts(address, is_address=True)
    assert shown != address
    assert lost


@given(st.lists(st.sampled_from([*LEADING, "https://", "a.org/", "/", "_at_", ".", "jane", "-", "?x="]), max_size=4))
def test_an_address_that_is_passed_by_would_lose_nothing(pieces: list[str]) -> None:
    address = "".join(pieces)
    assert cell_contacts.without_contacts(address, is_address=True)[0] == cell_contacts._address(address)[0]


def test_changes_are_read_as_the_column_that_they_change() -> None:
    redaction = Redaction()
    rows = [
        row_of(
            "changes", posting_id="a:1", field="apply_url", old="mailto:jane@example.org", new="https://example.org"
        ),
        row_of("changes", posting_id="a:1", field="status", old="open", new="closed"),
        row_of("changes", posting_id="a:1", field="description", old="Attn: Jane Doe", new="Call 202-555-0123."),
        row_of("changes", posting_id="a:1", field="salary_min", old="2025550123", new="202-555-0123"),
    ]
    shown = [
        dict(zip((c.name for c in codebook.columns("changes")), row, strict=True))
        for row in redaction.rows("changes", rows)
    ]
    assert [(row["old"], row["new"]) for row in shown] == [
        ("mailto:redacted", "https://example.org"),
        ("open", "closed"),
        (f"Attn: {NAME}", f"Call {TELEPHONE}."),
        ("2025550123", "202-555-0123"),
    ]


def test_evidence_is_read_too() -> None:
    (shown,) = Redaction().rows("spells", [row_of("spells", evidence="Filled. Questions: jane@example.org")])
    assert f"Filled. Questions: {MAIL}" in shown


@pytest.mark.slow
def test_five_million_characters_take_linear_time() -> None:
    """Each of these would take minutes if a rule went back over what it had read."""
    for piece in (
        "a" * 500_000,
        "contact " * 60_000,
        "202-555-" * 60_000,
        "Jane " * 100_000,
        "a_at_" * 100_000,
        " " * 500_000,
    ):
        assert redacted(piece, DESCRIPTION)[0]


@given(
    st.lists(st.sampled_from(["a", " ", "at", "(", "[", ".", ")", "]", "@", "_at_", "dot", "%40", "< at"])).map("".join)
)
def test_signs_are_where_looking_for_each_of_them_finds_them(text: str) -> None:
    pieces = (b"%40", b"_at_", b"(at", b"[ at", b"< at", b" dot ", b".]", b".)", b" at ")
    said = text.encode()
    assert Signs(*pieces).places(said) == [
        at for at in range(len(said)) if any(said.startswith(piece, at) for piece in pieces)
    ]

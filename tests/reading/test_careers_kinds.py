"""Kinds of careers pages that were met on pages written before the reader was tried on them."""

from __future__ import annotations

import pytest
from parsel import Selector
from scrapy.http import HtmlResponse

from unionjobs_scraper.reading.candidate import Candidate
from unionjobs_scraper.reading.heuristics import candidates, whole_page_candidate
from unionjobs_scraper.reading.job_page import title_of
from unionjobs_scraper.reading.job_sections import kind_of
from unionjobs_scraper.reading.labels import line_rows
from unionjobs_scraper.reading.main_content import main_part
from unionjobs_scraper.reading.page import Block

PAGE = "https://www.example.org/jobs/"


def read(body: str, *, url: str = PAGE, title: str = "") -> dict[str, Candidate]:
    html = f"<html><head><title>{title}</title></head><body><main>{body}</main></body></html>"
    page: Selector = main_part(HtmlResponse(url, body=html.encode(), encoding="utf-8"))
    return {each.title: each for each in candidates(page, url, country="US", named=title) if each.kept}


def test_the_link_in_the_footer_of_a_card_is_read() -> None:
    link = "<{2} class='card-footer'><a href='/jobs/{1}'>Details</a></{2}>"
    card = f"<div class='card'><h5>{{0}}</h5><p>Build committees.</p>{link}</div>"
    found = read("<h1>Open roles</h1>" + card.format("Organizer", "o", "div") + card.format("Clerk", "c", "div"))
    assert {each.url for each in found.values()} == {f"{PAGE}o", f"{PAGE}c"}
    article = card.replace("<div class='card'>", "<article class='card'>").replace("</div>", "</article>")
    found = read(
        "<h1>Open roles</h1>" + article.format("Organizer", "o", "footer") + article.format("Clerk", "c", "footer")
    )
    assert {each.url for each in found.values()} == {f"{PAGE}o", f"{PAGE}c"}


def test_a_hidden_panel_behind_a_closed_button_is_text_and_a_form_s_message_is_none() -> None:
    item = "<div><h2><button aria-expanded='false'>{}</button></h2><div hidden><p>{}</p></div></div>"
    text = "Represents members in three counties. To apply, write to the hall by May 9."
    found = read("<h1>Jobs</h1>" + item.format("Organizer", text) + item.format("Clerk", text))
    assert [" ".join(block.line for block in each.parts) for each in found.values()] == [text, text]
    hidden = f"<h1>Jobs</h1><h3>Organizer</h3><p>{text}</p><p hidden>Thank you, your application was sent.</p>"
    (one,) = read(hidden).values()
    assert "Thank you" not in " ".join(block.line for block in one.parts)


def test_the_heading_of_an_office_is_the_place_of_the_jobs_below() -> None:
    found = read(
        "<h1>Jobs</h1><h2>Chicago, IL</h2><ul><li><a href='/jobs/1'>Organizer</a></li></ul>"
        "<h2>Milwaukee, WI</h2><ul><li><a href='/jobs/2'>Paralegal</a></li></ul>"
    )
    assert {title: each.place for title, each in found.items()} == {
        "Organizer": "Chicago, IL",
        "Paralegal": "Milwaukee, WI",
    }


def test_news_among_announcements_are_left_out_and_rows_of_other_words_stay() -> None:
    row = "<article><h2><a href='/news/2026/11/{}'>{}</a></h2><p>To be read at the hall.</p></article>"
    rows = [("a", "Now hiring: Organizer"), ("b", "Winter hours of the hall"), ("c", "Job opening: Clerk")]
    body = "<h1>Employment</h1>" + "".join(row.format(*each) for each in rows)
    assert list(read(body, url="https://www.example.org/news/category/employment")) == ["Organizer", "Clerk"]
    plain = "<h1>Jobs</h1><ul>" + "".join(
        f"<li><a href='/jobs/{n}'>{t}</a></li>" for n, t in enumerate(("Clerk", "Host"))
    )
    assert list(read(plain + "</ul>")) == ["Clerk", "Host"]


@pytest.mark.parametrize("title", ["Organizer (sample)", "Sample Organizer", "Organizer – template"])
def test_samples_are_no_postings(title: str) -> None:
    items = f"<li><a href='/jobs/1'>{title}</a></li><li><a href='/jobs/2'>Clerk</a></li>"
    assert list(read(f"<h1>Toolkit: hiring staff</h1><ul>{items}</ul>")) == ["Clerk"]


def test_bold_words_before_a_text_are_a_title() -> None:
    text = "Leads a team from San Diego, CA. Apply with a résumé by December 31, 2026, by mail."
    item = f"<li><strong>{{}}.</strong> {text}</li>"
    found = read(
        "<h2>Employment</h2><ol>" + item.format("Organizing Coordinator") + item.format("Researcher") + "</ol>"
    )
    assert list(found) == ["Organizing Coordinator", "Researcher"]


def test_a_table_under_the_title_of_its_job_is_one_posting() -> None:
    table = (
        "<table><tr><th colspan='2'>{}</th></tr><tr><td>Location</td><td>Hartford, CT</td></tr>"
        "<tr><td>Pay</td><td>$30 per hour</td></tr><tr><td colspan='2'>Reviews enrollments of members. "
        "To apply, send a résumé to the fund, with references.</td></tr></table>"
    )
    assert list(read("<h1>Jobs</h1>" + table.format("Clerk") + table.format("Manager"))) == ["Clerk", "Manager"]


def test_the_name_of_the_page_speaks_where_no_heading_does() -> None:
    links = "<li><a href='/d/a.pdf'>Dispatcher</a></li><li><a href='/d/b.pdf'>Trainer</a></li>"
    items = f"<span>Employment</span><ul>{links}</ul>"
    assert list(read(items, url="https://www.example.org/?page=Employment", title="Employment")) == [
        "Dispatcher",
        "Trainer",
    ]
    assert not read(items, url="https://www.example.org/?page=Training", title="Training")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Our fellows", "never"),
        ("The staff attorneys", "never"),
        ("Our open positions", "jobs"),
        ("Organizer jobs", "jobs"),
        ("Nous recrutons", "jobs"),
        ("Wir suchen", "jobs"),
        ("Work here", "jobs"),
        ("Organizers wanted", ""),
        ("Job Line for November 27", "never"),
        ("Job calls, Book 1", "never"),
        ("Dispatch", "never"),
        ("Dispatcher positions", "jobs"),
        ("Call for applications", ""),
        ("Nous rejoindre", "jobs"),
        ("Your Stewards", "never"),
        ("Careers in the Trades", "never"),
        ("Careers in our union", "jobs"),
    ],
)
def test_what_a_heading_announces(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind


def test_words_that_a_style_makes_bold_head_a_record() -> None:
    item = "<div><p><span style='font-weight:{}'>{}</span></p></div><div><p>{}</p><p>Full time, $24 an hour.</p></div>"
    body = item.format("bold", "Organizer", "Reno, Nevada") + item.format("700", "Clerk", "Elko, Nevada")
    found = read(f"<h1>Careers</h1>{body}")
    assert {title: each.place for title, each in found.items()} == {
        "Organizer": "Reno, Nevada",
        "Clerk": "Elko, Nevada",
    }
    assert not read(f"<h1>Careers</h1>{body.replace('font-weight', 'color')}")


def test_the_words_before_a_button_are_the_title() -> None:
    item = "<li>{} – <a href='/files/{}.pdf'>Job Description</a><br>Reno, Nevada. Send a résumé to the hall.</li>"
    found = read(f"<h4>Jobs:</h4><ul>{item.format('FIELD DIRECTOR', 'fd')}{item.format('CASEWORKER', 'cw')}</ul>")
    assert list(found) == ["FIELD DIRECTOR", "CASEWORKER"]


def test_a_card_s_title_is_the_piece_that_is_the_title_of_the_others() -> None:
    card = "<a class='card' href='/jobs/{0}'><div>{1}</div><div>{2}</div><div>Reno, NV</div></a>"
    cards = [("a", "Legal", "Staff Counsel"), ("b", "Field", "Organizer"), ("c", "Communications", "Storyteller")]
    assert list(read("".join(card.format(*each) for each in cards))) == ["Staff Counsel", "Organizer", "Storyteller"]


def test_a_name_where_the_other_rows_have_their_places_is_a_place_too() -> None:
    rows = ["Organizer, Reno", "Paralegal, Las Vegas", "Organizer, Medford", "Counsel, Immigration Unit"]
    items = "".join(f"<li><a href='/jobs/{at}'>{row}</a></li>" for at, row in enumerate(rows))
    found = read(f"<h1>Jobs</h1><ul>{items}</ul>")
    assert [(each.title, each.place) for each in found.values()][:3] == [
        ("Organizer", "Medford"),
        ("Paralegal", "Las Vegas"),
        ("Counsel, Immigration Unit", ""),
    ]
    alone = (
        "<h1>Jobs</h1><ul><li><a href='/jobs/1'>Organizer, Medford</a></li><li><a href='/jobs/2'>Clerk</a></li></ul>"
    )
    assert list(read(alone)) == ["Organizer, Medford", "Clerk"]


def test_one_heading_among_several_jobs_is_no_page_of_one_posting() -> None:
    parts = [Block("h2", ["Get involved"], []), Block("h3", ["Committee Secretary"], [])]
    text = [Block("p", ["Seats are open to members. Apply by December 1; terms run for two years from then on."], [])]
    (one,) = whole_page_candidate([*parts, *text], "")
    assert one.kept
    assert not whole_page_candidate([*parts, *text, Block("h3", ["Safety Representative"], []), *text], "")


def test_cells_by_turns_are_labels_and_values() -> None:
    def cells(*told: str, tags: str = "td td") -> list[tuple[str, str]]:
        own = (tags.split() * len(told))[: len(told)]
        return list(line_rows([Block(tag, [words], []) for tag, words in zip(own, told, strict=True)]))

    pairs = [("Location", "Belfast, with travel"), ("Salary", "£46,210")]
    assert cells(*pairs[0], *pairs[1], tags="th td") == pairs
    assert cells(*pairs[0], *pairs[1], tags="dt dd") == pairs
    assert cells(*pairs[0], *pairs[1]) == pairs
    assert not cells("Position", "Location", "Organizer", "Reno", "Clerk", "Elko")
    assert not cells("Position", "Location", "Closes", "Organizer", "Reno", "May 1")


def test_a_paragraph_of_label_lines_is_a_record_and_keeps_the_other_lines() -> None:
    item = "<p><b>Job Title:</b> {}<br><b>Location:</b> {}<br><b>Pay:</b> $26.50/hr</p><hr>"
    found = read(
        f"<h1>Careers</h1>{item.format('Safety Specialist', 'Reno, NV')}{item.format('Dues Clerk', 'Elko, NV')}"
    )
    assert {title: each.parts[0].lines for title, each in found.items()} == {
        "Safety Specialist": ["Location: Reno, NV", "Pay: $26.50/hr"],
        "Dues Clerk": ["Location: Elko, NV", "Pay: $26.50/hr"],
    }


@pytest.mark.parametrize(
    "title", ["Apprenticeship", "Internships", "Internships and Fellowships", "Paid Internships", "Fellowship Program"]
)
def test_the_name_of_a_page_about_internships_is_no_posting(title: str) -> None:
    rows = "".join(f"<li><a href='/jobs/{at}'>{row}</a></li>" for at, row in enumerate(["Organizer", title, "Intern"]))
    assert list(read(f"<h1>Jobs</h1><ul>{rows}</ul>")) == ["Organizer", "Intern"]


def test_the_name_of_the_page_is_no_title_where_only_the_employer_s_name_has_a_noun_of_a_job() -> None:
    parts = [Block("h2", ["NOTICE OF VACANCY"], []), Block("p", ["OFFICE ADMINISTRATOR"], [])]
    assert (
        title_of(parts, "Dock Clerks Local 29: NOTICE OF VACANCY", "Dock Clerks Local 29").title
        == "OFFICE ADMINISTRATOR"
    )


def test_jobs_parted_by_breaks_alone_keep_the_words_between_them() -> None:
    item = "<b>{}</b><br>Works in the {}.<br>Apply by: May 9, 2026<br><a href='/{}.pdf'>Notice</a><br><br>"
    jobs = (("Vacancy: Director", "north", "d"), ("Vacancy: Clerk", "south", "c"))
    found = read(f"<h1>Jobs</h1><div>Two are open.<br>{''.join(item.format(*each) for each in jobs)}</div>")
    assert {title: [line for block in each.parts for line in block.lines] for title, each in found.items()} == {
        "Director": ["Works in the north.", "Apply by: May 9, 2026", "Notice"],
        "Clerk": ["Works in the south.", "Apply by: May 9, 2026", "Notice"],
    }
    assert [each.url for each in found.values()] == ["https://www.example.org/d.pdf", "https://www.example.org/c.pdf"]


def test_the_panel_of_a_button_beside_it_is_read_once() -> None:
    item = "<div><button class='opener' aria-controls='p{0}'>{1}</button><div id='p{0}'><p>{2}</p></div></div>"
    text = "Represents members in three counties. To apply, write to the hall by May 9."
    found = read(f"<h1>Jobs</h1>{item.format(1, 'Organizer', text)}{item.format(2, 'Clerk', text)}")
    assert [" ".join(block.line for block in each.parts) for each in found.values()] == [text, text]


def test_a_place_behind_the_label_of_a_row_is_its_place() -> None:
    facts = "<dl><dt>Location</dt><dd>{2}</dd><dt>Closes</dt><dd>May 9</dd></dl>"
    row = f"<li><h2><a href='/jobs/{{0}}'>{{1}}</a></h2>{facts}</li>"
    rows = row.format("a", "Organizer", "Union Centre, Main Street, Reno, NV") + row.format("b", "Clerk", "Elko, NV")
    assert [each.place for each in read(f"<h1>Jobs</h1><ul>{rows}</ul>").values()] == [
        "Union Centre, Main Street, Reno, NV",
        "Elko, NV",
    ]


def test_a_name_behind_a_title_is_no_place_where_most_rows_have_none() -> None:
    rows = ["Organizer, Reno", "Clerk, Records", "Paralegal, Immigration", "Trainer, Members"]
    items = "".join(f"<li><a href='/jobs/{at}'>{row}</a></li>" for at, row in enumerate(rows))
    assert list(read(f"<h1>Jobs</h1><ul>{items}</ul>")) == ["Organizer", *rows[1:]]


def test_a_tab_s_panel_is_read_though_hidden() -> None:
    panel = "<div role='tabpanel'{}><h3><a href='/jobs/{}'>{}</a></h3><p>{}</p></div>"
    found = read(
        "<h1>Jobs</h1>" + panel.format("", 1, "Organizer", "Boston") + panel.format(" hidden", 2, "Clerk", "Bath")
    )
    assert found.keys() == {"Organizer", "Clerk"}


@pytest.mark.parametrize(
    "words",
    "Volunteer with us|Scholarship program|Donate|Board of Directors|Our staff|Meet the team|Why work here"
    "|Spring Conference|Steward Training|Steward Training, December 5|Health and Welfare Fund|Become a member"
    "|Employment Application|Member Discounts|Join our mailing list".split("|"),
)
def test_what_sites_list_beside_jobs_is_none(words: str) -> None:
    card = "<div class='item'><a href='/opp/{}'><h3>{}</h3></a></div>"
    cards = (card.format(at, title) for at, title in enumerate(("Law Clerk", "Research Fellow", words)))
    assert read("<h1>Opportunities</h1>" + "".join(cards)).keys() == {"Law Clerk", "Research Fellow"}


@pytest.mark.parametrize(
    "title", ["Director of Training", "Coordinator, Conferences and Events", "Instructor, Welding Certification"]
)
def test_the_work_of_one_person_for_a_course_is_a_job(title: str) -> None:
    rows = f"<li><a href='/jobs/1'>{title}</a></li><li><a href='/news/2'>Organizer School, May 2</a></li>"
    assert read(f"<h1>Open positions</h1><ul>{rows}</ul>").keys() == {title}


def test_a_picture_that_names_the_job_is_the_words_of_its_link() -> None:
    link = "<a href='/flyers/{0}.jpg'><img src='/flyers/{0}-300.jpg' alt='{1}'></a>"
    pictures = link.format(1, "Now hiring: Field Organizer") + link.format(2, "Clerk") + link.format(3, "Our hall")
    assert read(f"<h1>We're hiring</h1><div>{pictures}</div>").keys() == {"Field Organizer", "Clerk"}


@pytest.mark.parametrize(("one", "other"), [("PDF", "Word"), ("English", "Français")])
def test_two_links_to_one_posting_are_one(one: str, other: str) -> None:
    row = f"<li>{{1}} – <a href='/docs/{{0}}.pdf'>{one}</a> | <a href='/docs/{{0}}-b.pdf'>{other}</a></li>"
    rows = row.format("nr", "National Representative") + row.format("lc", "Legal Counsel")
    assert read(f"<h1>Careers</h1><ul>{rows}</ul>").keys() == {"National Representative", "Legal Counsel"}


@pytest.mark.parametrize(("line", "title"), [("Dispatcher Wanted", "Dispatcher"), ("Organizer job flyer", "Organizer")])
def test_a_call_behind_the_title_is_no_part_of_it(line: str, title: str) -> None:
    assert read(f"<h1>Jobs</h1><ul><li><a href='/jobs/1'>{line}</a></li></ul>").keys() == {title}


def test_a_status_is_no_title() -> None:
    row = "<tr><td>{}</td><td><a href='/j/{}'>{}</a></td><td>Detroit</td></tr>"
    rows = row.format("Open", 1, "Servicing Representative") + row.format("Closed", 2, "Economist")
    assert read(f"<h1>Job openings</h1><table>{rows}</table>").keys() == {"Servicing Representative", "Economist"}


def test_one_word_for_many_people_is_a_group_of_members() -> None:
    links = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Writers", "Nurses", "Editors"))
    jobs = "<li><a href='/jobs/1'>Credits Representative</a></li><li><a href='/jobs/2'>Residuals Analyst</a></li>"
    assert read(f"<h1>Jobs</h1><ul>{jobs}</ul><h2>Member services</h2><ul>{links}</ul>").keys() == {
        "Credits Representative",
        "Residuals Analyst",
    }

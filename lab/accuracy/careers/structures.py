"""How sites write a list of openings, with the openings' own pages or without: one function for each structure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lab.accuracy.careers.openings import Opening
from lab.accuracy.pairs.dice import Dice

Write = Callable[[Sequence[Opening], Dice], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """One way to write a list."""

    write: Write
    frames: tuple[str, ...]
    linked: bool = True
    """True: each opening has a page of its own; False: the page holds them, or links to documents."""
    places: bool = True
    """Whether the list states the places."""
    language: str = ""
    heading: str = "Careers"


def address(opening: Opening) -> str:
    """The path of an opening's own page."""
    return f"/careers/{opening.slug}/"


def _link(opening: Opening, words: str = "") -> str:
    return f'<a href="{address(opening)}">{escape(words or opening.title)}</a>'


def plain_list(found: Sequence[Opening], dice: Dice) -> str:
    """One list of links."""
    intro = dice.pick(("<p>We are an equal opportunity employer.</p>", "<p>Current openings:</p>", ""))
    return intro + "<ul>" + "".join(f"<li>{_link(each)}</li>" for each in found) + "</ul>"


def nested_list(found: Sequence[Opening], dice: Dice) -> str:
    """A list of departments, each with a list of links."""
    half = (len(found) + 1) // 2
    names = dice.sample(("Organizing", "Administration", "Legal", "Communications"), 2)
    groups = zip(names, (found[:half], found[half:]), strict=True)
    return (
        "<ul>"
        + "".join(
            f"<li><strong>{name}</strong><ul>{''.join(f'<li>{_link(each)}</li>' for each in group)}</ul></li>"
            for name, group in groups
        )
        + "</ul>"
    )


def table(found: Sequence[Opening], dice: Dice) -> str:
    """A table with a head."""
    rows = "".join(f"<tr><td>{_link(each)}</td><td>{escape(each.place)}</td><td>{each.day}</td></tr>" for each in found)
    head = "<tr><th>Position</th><th>Location</th><th>Closes</th></tr>"
    return f"<table class='jobs'><thead>{head}</thead><tbody>{rows}</tbody></table>"


def cards(found: Sequence[Opening], dice: Dice) -> str:
    """Cards whose only link says what to do, not which job it is."""
    words = dice.pick(("Learn more", "Apply now", "Read more", "View details"))
    return "".join(
        f'<div class="card"><h3 class="card-title">{escape(each.title)}</h3>'
        f'<p class="card-text">{escape(each.place)}</p><a class="btn" href="{address(each)}">{words}</a></div>'
        for each in found
    )


def link_cards(found: Sequence[Opening], dice: Dice) -> str:
    """Cards that are links as a whole, their parts without a space between them."""
    return (
        '<div role="list" class="w-dyn-items">'
        + "".join(
            f'<div role="listitem" class="w-dyn-item"><a href="{address(each)}" class="job-card w-inline-block"><div '
            f'class="job-title">{escape(each.title)}</div><div class="job-place">{escape(each.place)}</div></a></div>'
            for each in found
        )
        + "</div>"
    )


def _body(each: Opening, *, place: bool = True) -> str:
    where = f"<p>Location: {escape(each.place)}</p>" if place else ""
    pay = f"<p>Salary: {each.pay}</p>" if each.pay else ""
    duties = "".join(f"<li>{escape(duty)}</li>" for duty in each.duties)
    return f"{where}{pay}<ul>{duties}</ul><p>{escape(each.apply)}</p>"


def accordion(found: Sequence[Opening], dice: Dice) -> str:
    """Panels that a button opens."""
    return '<div class="accordion">' + "".join(
        f'<div class="accordion-item"><h3 class="accordion-header"><button type="button" aria-expanded="false" '
        f'aria-controls="panel-{number}">{escape(each.title)}</button></h3><div id="panel-{number}" '
        f'class="accordion-panel" role="region">{_body(each)}</div></div>'
        for number, each in enumerate(found)
    ) + "</div>"  # fmt: skip


def details(found: Sequence[Opening], dice: Dice) -> str:
    """`details` with the title as their summary."""
    return "".join(
        f"<details><summary>{escape(each.title)}</summary><div>{_body(each)}</div></details>" for each in found
    )


def definition_list(found: Sequence[Opening], dice: Dice) -> str:
    """Terms with links, their places as definitions."""
    return "<dl>" + "".join(f"<dt>{_link(each)}</dt><dd>{escape(each.place)}</dd>" for each in found) + "</dl>"


def headings(found: Sequence[Opening], dice: Dice) -> str:
    """Headings with the text below them."""
    tag = dice.pick(("h2", "h3"))
    lead = dice.pick(("", "Position: ", "Job title: "))
    return "".join(f"<{tag}>{lead}{escape(each.title)}</{tag}>{_body(each)}" for each in found)


def bold_headings(found: Sequence[Opening], dice: Dice) -> str:
    """Bold paragraphs in place of headings, places in a sentence."""
    return "".join(
        f"<p><strong>{escape(each.title)}</strong></p><p>This position is based in {escape(each.place)}.</p>"
        f"{_body(each, place=False)}"
        for each in found
    )


def documents(found: Sequence[Opening], dice: Dice) -> str:
    """Links to documents, one of them twice."""
    shown = "".join(
        f'<p><a href="/wp-content/uploads/{each.slug}.pdf">{escape(each.title)}</a> – {escape(each.place)}</p>'
        for each in found
    )
    again = f'<p><a href="/wp-content/uploads/{found[0].slug}.pdf">Download (PDF)</a></p>'
    return f"{shown}{again}<p>{escape(found[0].apply)}</p>"


def tabs(found: Sequence[Opening], dice: Dice) -> str:
    """Tabs with a panel for each opening."""
    names = "".join(
        f'<li role="tab" aria-controls="tab-{number}"><a href="#tab-{number}">{escape(each.title)}</a></li>'
        for number, each in enumerate(found)
    )
    panels = "".join(
        f'<div role="tabpanel" id="tab-{number}"><h3>{escape(each.title)}</h3>{_body(each)}</div>'
        for number, each in enumerate(found)
    )
    return f'<div class="tabs"><ul role="tablist">{names}</ul>{panels}</div>'


def job_plugin(found: Sequence[Opening], dice: Dice) -> str:
    """The list of a WordPress plug-in for jobs."""
    return '<div class="job_listings"><ul class="job_listings">' + "".join(
        f'<li class="job_listing type-job_listing status-publish"><a href="{address(each)}"><div class="position"><h3>'
        f'{escape(each.title)}</h3></div><div class="location">{escape(each.place)}</div><ul class="meta"><li '
        f'class="job-type full-time">Full Time</li><li class="date"><time>Posted 3 days ago</time></li></ul></a></li>'
        for each in found
    ) + "</ul></div>"  # fmt: skip


def blocks(found: Sequence[Opening], dice: Dice) -> str:
    """Text blocks of a site builder, with lines between them."""
    return '<div class="sqs-block horizontalrule-block"><hr></div>'.join(
        f'<div class="sqs-block html-block"><div class="sqs-block-content"><h3>{escape(each.title)}</h3>{_body(each)}'
        "</div></div>"
        for each in found
    )


def headlines(found: Sequence[Opening], dice: Dice) -> str:
    """Links whose words are a headline around the title."""
    leads = ("Hiring notice: {}", "Job opening: {}", "Now hiring: {}", "We're hiring a {}!", "Position available: {}")
    return "".join(f"<p>{_link(each, dice.pick(leads).format(each.title))}</p>" for each in found)


def title_and_place(found: Sequence[Opening], dice: Dice) -> str:
    """Links that name the place after the title."""
    between = dice.pick((" – ", " | ", " - ", ", "))
    return "<ul>" + "".join(f"<li>{_link(each, f'{each.title}{between}{each.place}')}</li>" for each in found) + "</ul>"


def json_ld(found: Sequence[Opening], dice: Dice) -> str:
    """Links, and what search engines are told of them."""
    nodes = [
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": each.title,
            "url": f"https://www.example.org{address(each)}",
            "hiringOrganization": {"@type": "Organization", "name": "Example"},
            "description": f"<p>{each.apply}</p>",
        }
        for each in found
    ]
    script = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    return script + plain_list(found, dice)


def beside_others(found: Sequence[Opening], dice: Dice) -> str:
    """Openings, and lists of other things on the same page."""
    return (
        f"<h2>Open positions</h2>{plain_list(found, dice)}<h2>Our staff</h2><ul><li><a href='/staff/o-brandt/'>Odalys "
        "Brandt, Office Manager</a></li><li><a href='/staff/f-okonjo/'>Ferris Okonjo, Organizing Director</a></li></ul>"
        "<h2>Latest news</h2><ul><li><a href='/news/2026-award/'>Local organizer wins an award</a></li><li><a "
        "href='/news/2026-raise/'>Nurses win a raise in Albany</a></li></ul>"
    )


def foreign_list(found: Sequence[Opening], dice: Dice) -> str:
    """A list of links in another language."""
    return dice.pick((_foreign_list, _foreign_cards, _foreign_table))(found)


def _foreign_list(found: Sequence[Opening]) -> str:
    return "<ul>" + "".join(f"<li>{_link(each)}</li>" for each in found) + "</ul>"


def _foreign_cards(found: Sequence[Opening]) -> str:
    return "".join(
        f'<article class="post"><h2 class="entry-title">{_link(each)}</h2><p>{escape(each.place)}</p></article>'
        for each in found
    )


def _foreign_table(found: Sequence[Opening]) -> str:
    rows = "".join(f"<tr><td>{_link(each)}</td><td>{escape(each.place)}</td></tr>" for each in found)
    return f"<table>{rows}</table>"


def foreign_sections(found: Sequence[Opening], dice: Dice) -> str:
    """Headings with text below, in another language."""
    return "".join(
        f"<h2>{escape(each.title)}</h2><p>{escape(each.place)}</p><ul>"
        f"{''.join(f'<li>{escape(duty)}</li>' for duty in each.duties)}</ul><p>{escape(each.apply)}</p>"
        for each in found
    )


_BUILDERS = ("wordpress", "webflow", "drupal", "plain")
STRUCTURES: Mapping[str, Structure] = {
    "plain list": Structure(write=plain_list, frames=_BUILDERS, places=False),
    "nested list": Structure(write=nested_list, frames=_BUILDERS, places=False, heading="Work With Us"),
    "table": Structure(write=table, frames=_BUILDERS, heading="Employment"),
    "cards": Structure(write=cards, frames=_BUILDERS, heading="Join Our Team"),
    "link cards": Structure(write=link_cards, frames=("webflow",), heading="Open Roles"),
    "accordion": Structure(write=accordion, frames=_BUILDERS, linked=False, heading="Job Openings"),
    "details": Structure(write=details, frames=_BUILDERS, linked=False, heading="Current Opportunities"),
    "definition list": Structure(write=definition_list, frames=_BUILDERS, heading="Jobs"),
    "headings with text": Structure(write=headings, frames=_BUILDERS, linked=False, heading="Employment Opportunities"),
    "bold lines with text": Structure(write=bold_headings, frames=_BUILDERS, linked=False, heading="Job Postings"),
    "documents": Structure(write=documents, frames=_BUILDERS, linked=False, heading="Job Announcements"),
    "tabs": Structure(write=tabs, frames=_BUILDERS, linked=False),
    "WordPress job plug-in": Structure(write=job_plugin, frames=("wordpress",), heading="Job Board"),
    "site builder's blocks": Structure(write=blocks, frames=("squarespace",), linked=False, heading="We're Hiring"),
    "headlines": Structure(write=headlines, frames=_BUILDERS, places=False, heading="Careers"),
    "title and place in one": Structure(write=title_and_place, frames=_BUILDERS, heading="Openings"),
    "JSON-LD": Structure(write=json_ld, frames=_BUILDERS, places=False),
    "beside other lists": Structure(write=beside_others, frames=_BUILDERS, places=False, heading="About Us"),
    **{
        f"{language.title()}, {kind}": Structure(
            write=write, frames=_BUILDERS, linked=linked, places=not linked, language=language
        )
        for language in ("french", "spanish", "german")
        for kind, write, linked in (("links", foreign_list, True), ("text", foreign_sections, False))
    },
}
"""By name, as the table of docs/accuracy.md has them."""

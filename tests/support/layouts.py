"""Pages of unionjobs.com and its like, built from a labelled layout: its lines in its order, around invented prose.

A layout is a list of descriptions such as `employer x2` or `"Based in {City, ST}"`; the label says what the
page says. Nothing of the real page's wording is needed but its labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from typing import Any

import pycountry

Label = dict[str, Any]
PROSE = "The members look for somebody who listens, plans and keeps at it until the contract is won."
EXACT: tuple[tuple[str, Callable[[Label], list[str]]], ...] = (
    (r"masthead|blank\(logo\)", lambda label: []),
    (r"employer x2", lambda label: [label["employer"]] * 2),
    (r"employer acronym|acronym", lambda label: [acronym(label["employer"])]),
    (r"employer line 1", lambda label: [halves(label["employer"])[0]]),
    (r"(?:employer )?line 2(?: \(chapter\))?", lambda label: [halves(label["employer"])[1]]),
    (r"employer\b.*", lambda label: [label["employer"]]),
    (r"affiliation line", lambda label: ["Local 6732, AFT, AFL-CIO"]),
    (r"slogan", lambda label: ["Stronger together, every day!"]),
    (r"website", lambda label: ["www.example.org"]),
    (r"HQ street address 2 lines", lambda label: ["12 Invented Avenue, 20th Floor", "New York, NY 10011"]),
    (r"stray image-name residue .*", lambda label: [".png)"]),
    (r'"\|" residue', lambda label: ["|"]),
    (r'title.*|"\{State\} \{title\}"', lambda label: [label["title"]]),
    (r"department.*|.*\((?:subtitle)\)", lambda label: [label["department"]]),
    (r"state", lambda label: [state(label["locations"][0]["region"])]),
    (r"grade", lambda label: ["Grade 12"]),
    (r'"\(short title\)"', lambda label: ["(Organizer)"]),
    (r'"\(note\)"', lambda label: ["(extended travel is part of the work)"]),
)  # fmt: skip
BODY_STARTS = re.compile(
    r"^(?:prose|sections|duties|sentence|roman|EEO|site footer"
    r'|"(?:[A-Z][^"{]*:|(?!JOB ANN)[A-Z][A-Z/ ]{4,}|ABOUT|About|WHO|(?:Position )?Overview|Purpose|(?:Key |Job )?Duties'
    r"|Job Summary|To Apply|The Opportunity|Date|Month|Salary|Location|Starting))"
)
"""The first of these ends the header."""
BLOCK_VALUES = {
    "title": "title",
    "job title": "title",
    "position": "title",
    "position title": "title",
    "job opening": "title",
    "department": "department",
}


def header_and_body(layout: list[str], label: Label) -> tuple[list[str], list[str]]:
    """The lines of the header and the HTML paragraphs below it."""
    header: list[str] = []
    for number, said in enumerate(layout):
        if BODY_STARTS.match(said):
            return header, [part for each in layout[number:] for part in body(each, label)]
        lines = header_lines(said, label)
        under_title = re.match(r"department|.*\(subtitle\)", said) and header
        header = [*header[:-1], "\n".join([header[-1], *lines])] if under_title else [*header, *lines]
    return header, [f"<p>{PROSE}</p>"]


def header_lines(said: str, label: Label) -> list[str]:
    """The lines that a description of a header line stands for."""
    for pattern, lines in EXACT:
        if re.fullmatch(pattern, said):
            return lines(label)
    quoted = re.match(r'^"(?P<words>.*)"(?: \(no "Based in"\))?$', said)
    return [filled(quoted["words"] if quoted else said, label)]


def filled(words: str, label: Label) -> str:
    """A line with the braces filled from the label's places."""
    places = label.get("locations") or [{}]
    city, region = places[0].get("locality") or "", places[0].get("region") or ""
    second = places[1].get("locality") if len(places) > 1 else ""
    values = (
        (r"\{City, ST\} or \{City, ST\}", f"{city}, {region} or {second}, {region}"),
        (r"\{City/City, ST\}", f"{city}/{second}, {region}"),
        (r"\{City\} / \{Neighborhood\}, ST", f"{city} / Midtown, {region}"),
        (r"\{City, (?:ST|DC|D\.C\.)\}", ", ".join(filter(None, (city, region)))),
        (r"\{City, State\}", f"{city}, {state(region)}"),
        (r"\{Region State\}", f"Northeastern {state(region)}"),
        (r"\{\w*State\}", state(region)),
        (r"\{ST\}", region),
        (r"\{City\}", city),
        (r"\{metro\}", "greater"),
        (r"\{campus\}", city),
        (r"\{institution\}", f"{city} Invented University"),
        (r"\{ACRONYM\}", acronym(label.get("employer") or "")),
        (r"\{title\}", label.get("title") or ""),
        (r"\{region\}|\{(?:MM|Month)[^}]*\}", "2019"),
        (r"\{employer\}", label.get("employer", "")),
        (r"\{\}", ", ".join(filter(None, (city, region if city else state(region))))),
    )
    for pattern, value in values:
        words = re.sub(pattern, lambda _, value=value: value, words)  # type: ignore[misc]
    return words


def body(said: str, label: Label) -> Iterator[str]:
    """The HTML that a description below the header stands for."""
    quoted = re.match(r'^"(?P<words>.*?)"(?P<rest>.*)$', said)
    if not quoted or said.startswith("site footer"):
        yield f"<p>{escape(pay(label))}</p>" if said == "sentence with pay range" else f"<p>{PROSE}</p>"
        return
    words = quoted["words"]
    if "nl place" in quoted["rest"]:
        yield f"<p>{escape(words)}<br>{escape(filled('{}', label))}</p>"
    elif words.count("/") and ":/" in words:
        yield f"<p>{'<br>'.join(escape(line) for line in block(words, label))}</p>"
    elif re.match(r"(?i)(?:starting )?salary: ", words):
        yield f"<p>{escape(words.partition(':')[0])}: {escape(amounts(label))}</p>"
    elif re.match(r"(?i)date|deadline|r.sum.s|estimated|month", words):
        yield f"<p>{escape(dated(words, label))}</p>"
    else:
        yield f"<p><b>{escape(filled(words, label))}</b></p><p>{PROSE}</p>"


def block(words: str, label: Label) -> Iterator[str]:
    """One line per label of `Title:/Department:/…`; a label that has a value in the layout keeps it."""
    for each in re.findall(r"([A-Z][^:]*):\s*([^/:]*(?:\{[^}]*\}[^/:]*)?)(?:/|$)", words):
        name, value = each[0].strip("/ "), each[1].strip()
        known = label.get(BLOCK_VALUES.get(name.lower(), ""), "")
        if name.lower() == "date of posting":
            known = long_date(label["date_posted"])
        yield f"{name}: {filled(value, label) if value and value != '...' else known or 'Invented'}"


def dated(words: str, label: Label) -> str:
    """A line with a label's date at its end."""
    name = words.partition(":")[0]
    day = label.get("valid_through") if re.match(r"(?i)deadline|r.sum.s", words) else label.get("date_posted")
    if name == "Month YYYY":
        return "January 2022"
    if name == "ESTIMATED DATE TO FILL":
        return f"{name}: as soon as possible"
    lead = "send everything to the office so that it is there for the first round by " if "sentence" in words else ""
    return f"{name}: {lead}{long_date(day)}"


def long_date(day: str | None) -> str:
    """`September 7, 2022`."""
    on = date.fromisoformat(day) if day else date(2022, 9, 7)
    return f"{on:%B} {on.day}, {on.year}"


def amounts(label: Label) -> str:
    """The label's pay as a person writes it."""
    return " – ".join(f"${label[key]:,}" for key in ("salary_min", "salary_max") if label.get(key))


def pay(label: Label) -> str:
    """A sentence with the pay."""
    return f"The position is salaried, with a starting pay range of {amounts(label)} per year."


def halves(name: str) -> tuple[str, str]:
    """A long name over two lines."""
    if "/" in name:
        first, _, second = name.partition("/")
        return first, second
    words = name.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


def acronym(name: str) -> str:
    """The capitals of a name's words."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def state(code: str) -> str:
    """A state's or province's name."""
    for country in ("US", "CA", "AU"):
        found = pycountry.subdivisions.get(code=f"{country}-{code}")  # type: ignore[no-untyped-call]
        if found:
            return str(found.name)
    return code

"""The other yardstick: what somebody would otherwise write, with requests, BeautifulSoup and sqlite3.

`python -m lab.bench.script FILE.db` reads the list and every posting's page, one after the other, and keeps title,
employer, place, pay and text. It knows no delay, no robots.txt, no earlier run and no closing.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import closing
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag

LIST = "https://www.unionjobs.com/staffing_list.php"
POSTED = re.compile(r"\(Posted: ([^)]*)\)")
PLACE = re.compile(r"based in ([^,]+), ([A-Z]{2})")
PAY = re.compile(r"\$([\d,]+)\s*-\s*\$([\d,]+) per (year|month|week|day|hour)")
TABLE = (
    "CREATE TABLE postings (url TEXT PRIMARY KEY, title TEXT, employer TEXT, posted TEXT, city TEXT, state TEXT,"
    " pay_low REAL, pay_high REAL, pay_period TEXT, description TEXT)"
)

Row = tuple[str | float | None, ...]


def listed(page: str) -> list[tuple[str, str, str]]:
    """Address, employer and row of every posting on the list."""
    soup = BeautifulSoup(page, "lxml")
    found = []
    for organization in soup.select("div.organization"):
        heading = organization.find("h3")
        employer = heading.get_text(strip=True) if isinstance(heading, Tag) else ""
        for row in organization.select("li"):
            link = row.select_one("a[href*='listing.php']")
            if link:
                found.append((urljoin(LIST, str(link["href"])), employer, row.get_text(" ", strip=True)))
    return found


def posting(url: str, employer: str, row: str, page: str) -> Row:
    """One posting's values."""
    soup = BeautifulSoup(page, "lxml")
    lines = [heading.get_text(" ", strip=True) for heading in soup.find_all("h4")]
    text = soup.get_text("\n", strip=True)
    title = lines[1].split(" – ")[0] if len(lines) > 1 else ""
    posted, place, pay = POSTED.search(row), PLACE.search(" ".join(lines)), PAY.search(text)
    return (
        url,
        title,
        employer,
        posted[1] if posted else None,
        place[1] if place else None,
        place[2] if place else None,
        float(pay[1].replace(",", "")) if pay else None,
        float(pay[2].replace(",", "")) if pay else None,
        pay[3] if pay else None,
        text,
    )


def main(path: str) -> None:
    """Reads the whole board into a new database."""
    with closing(sqlite3.connect(path)) as database, requests.Session() as session:
        database.execute(TABLE)
        for url, employer, row in listed(session.get(LIST, timeout=60).text):
            values = posting(url, employer, row, session.get(url, timeout=60).text)
            database.execute("INSERT INTO postings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        database.commit()


if __name__ == "__main__":
    main(sys.argv[1])

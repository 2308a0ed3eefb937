"""The steps of `scrapy addsource`, one after the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess

from unionjobs_scraper.adding import bespoke, entry
from unionjobs_scraper.adding.fixture import REMINDER, Case, save
from unionjobs_scraper.adding.sources_page import write_page
from unionjobs_scraper.adding.steps import Found, Wishes, board_of, find, refuse_twin
from unionjobs_scraper.adding.trial import Trial, report, trial
from unionjobs_scraper.boards import REGISTER, Board, register


class Adding:
    """One source on its way into the register."""

    def __init__(self, process: AsyncCrawlerProcess, wishes: Wishes, root: Path, dry: bool) -> None:
        """`root` is the folder of the program; `dry`: only prints the table."""
        self._process = process
        self._wishes = wishes
        self._package = root / REGISTER.parent.name
        self._register = self._package / REGISTER.name
        self._fixtures = root / "tests" / "fixtures"
        self._dry = dry
        self._known = register(self._register)

    async def add(self, address: str) -> int:
        """Adds the source and returns the exit status. Raises `OperatorError`."""
        asked = Board(name="", title="", country="", tags=(), start=address)
        refuse_twin(asked, self._known)  # before anything is fetched
        found = await find(self._process, address, self._wishes)
        board = board_of(found, self._wishes, self._known)
        alone = "as asked" if self._wishes.bespoke else "because no platform reads it"
        how = found.recognized.found if found.recognized else f"a file of its own, {alone}"
        print(f"{address}\n  {board.platform or 'spiders/' + board.name + '.py'}, {how}")
        if self._dry:
            print(f"\n{entry.table(board, self._seen(address))}")
            return 0
        if not board.platform:
            self._begin(found, board)
        elif not board.off:
            tried = await trial(self._process, board)
            board = named(board, tried, self._wishes)
            print(report(tried))
            if not tried.good:
                print("\nnothing was added: the list was not read")
                return 1
        self._write(board, self._seen(address))
        return 0

    def _seen(self, address: str) -> str:
        return f"added with scrapy addsource {address}"

    def _begin(self, found: Found, board: Board) -> None:
        """Writes the file and the fixtures of a site of its own."""
        assert found.page
        pages = [("list", found.page), ("posting", found.posting)]
        cases = [Case(board=board, kind=kind, response=page, name=kind) for kind, page in pages if page is not None]
        print(f"  {bespoke.write(board, list(found.links), self._package / 'spiders')}: fill in its TODOs")
        for case in cases:
            print(f"  {save(case, self._fixtures)}: captured")
        if found.posting is None:
            print(f"  no link looks like a posting: scrapy capture {board.name} URL captures one")
        print(f"\n{REMINDER}")

    def _write(self, board: Board, seen: str) -> None:
        text = entry.table(board, seen)
        self._register.write_text(
            entry.placed(self._register.read_text(encoding="utf-8"), text, board, self._known.values()),
            encoding="utf-8",
        )
        print(f"\n{text}\nis in {self._register.name} now: correct the title, the country and the tags there.")
        if self._register == REGISTER:
            register.cache_clear()
            write_page()


def named(board: Board, tried: Trial, wishes: Wishes) -> Board:
    """The board with the employer's name as its postings have it, where nobody has said another."""
    names = {item.employer for item in tried.items}
    if len(names) != 1 or wishes.title or wishes.employer or names == {board.employer}:
        return board
    name = names.pop()
    return replace(board, title=name, employer=name if board.employer else "")

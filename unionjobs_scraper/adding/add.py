"""`scrapy addsource`: recognize, try, write down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess

from unionjobs_scraper.adding import bespoke, entry
from unionjobs_scraper.adding.find import Found, NotAdded, Wishes, find
from unionjobs_scraper.adding.fixture import REMINDER, Case, save
from unionjobs_scraper.adding.new_board import board_of, named, refuse_twin
from unionjobs_scraper.adding.sources_page import write_page
from unionjobs_scraper.adding.trial import Trial, trial
from unionjobs_scraper.adding.trial_report import report
from unionjobs_scraper.boards import REGISTER, Board, own_register, register

UNFINISHED = "its file in spiders/ does not read its pages yet"


class Adding:
    """One source on its way into the register."""

    def __init__(self, process: AsyncCrawlerProcess, wishes: Wishes, root: Path | None, dry: bool) -> None:
        """`root` is a checkout of the program, None: the operator's own register; `dry`: only prints the table."""
        self._process = process
        self._wishes = wishes
        self._root = root
        self._register = root / REGISTER.parent.name / REGISTER.name if root else own_register()
        self._dry = dry
        self._known = register(self._register if root else None)

    async def add(self, address: str) -> int:
        """Adds the source and returns the exit status. Raises `OperatorError`."""
        asked = Board(name="", title="", country="", tags=(), start=address)
        refuse_twin(asked, self._known)  # before anything is fetched
        found = await find(self._process, address, self._wishes)
        board = board_of(found, self._wishes, self._known)
        how = found.recognized.found if found.recognized else "a file of its own, as asked"
        print(f"{address}\n  {board.platform or 'spiders/' + board.name + '.py'}, {how}")
        if self._dry:
            print(f"\n{entry.table(board, self._seen(address))}")
            return 0
        if not board.platform:
            self._begin(found, board)
            if not bespoke.reads(found, board):
                print(f"  it does not read these pages as it stands: {board.name} is off until it does")
                board = replace(board, off=UNFINISHED)
        elif not board.off:
            board, tried = await self._tried(found, board)
            if not tried.good:
                print(f"\nnothing was added: {_why_not(tried)}")
                return 1
        self._write(board, self._seen(address))
        return 0

    async def _tried(self, found: Found, board: Board) -> tuple[Board, Trial]:
        """The trial of the likeliest way to read the page, or else of the first that reads a posting."""
        tried = await trial(self._process, board)
        for other in found.others:
            if tried.good:
                break
            print(f"{report(tried)}\n  {other.platform}, {other.found}: tried instead")
            found = replace(found, recognized=other)
            board = board_of(found, self._wishes, self._known)
            tried = await trial(self._process, board)
        print(report(tried))
        return named(board, tried, found, self._wishes), tried

    def _seen(self, address: str) -> str:
        return f"added with scrapy addsource {address}"

    def _begin(self, found: Found, board: Board) -> None:
        """Writes the file and the fixtures of a site of its own."""
        assert found.page
        if self._root is None:
            raise NotAdded("no platform reads it: a site with a file of its own needs a checkout of the program")
        pages = [("list", found.page), ("posting", found.posting)]
        cases = [Case(board=board, kind=kind, response=page, name=kind) for kind, page in pages if page is not None]
        print(f"  {bespoke.write(board, list(found.links), self._register.parent / 'spiders')}: fill in its TODOs")
        for case in cases:
            print(f"  {save(case, self._root / 'tests' / 'fixtures')}: captured")
        if found.posting is None:
            print(f"  no link looks like a posting: scrapy capture {board.name} URL captures one")
        print(f"\n{REMINDER}")

    def _write(self, board: Board, seen: str) -> None:
        text = entry.table(board, seen)
        before = self._register.read_text(encoding="utf-8-sig") if self._register.exists() else ""
        _replace(self._register, entry.placed(before, text, board, self._known.values()))
        print(f"\n{text}\nis in {self._register} now: correct the title, the country and the tags there.")
        if self._register == REGISTER:
            register.cache_clear()
            write_page()


def _replace(register: Path, text: str) -> None:
    """Writes the whole register beside the earlier one, then in its place. Raises `NotAdded`: it is as it was."""
    path = register.resolve()  # a link stays one
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise NotAdded(
            f"{register} cannot be written ({error.strerror}), nothing was added: UNIONJOBS_HOME names another folder"
        ) from None


def _why_not(tried: Trial) -> str:
    if tried.problems or not tried.listed:
        return "the list was not read"
    return f"0 of the {tried.asked} postings that were asked for were read"

"""What can go wrong, as types.

UnionJobsError                      everything this program raises on purpose
├── PageError                       a page that is not what it should be: carries the address
│   ├── LayoutChanged               a page of unknown shape: what was looked for is not there
│   ├── BlockedPage                 a challenge, login or refusal in place of the page
│   └── TruncatedPage               a page that stops before its end
└── OperatorError                   the person at the terminal must act: one line, cause and cure
    ├── RegisterError               boards.toml
    ├── SettingError                a setting that cannot be used
    ├── ArchiveError                a web archive that cannot be read, or holds nothing of use
    ├── StoreError                  the database cannot be opened, read or written
    │   └── NothingCrawled          nothing is in the database yet
    └── SourceBusy                  another run of this source is under way (exit status 75)
"""

from __future__ import annotations


class UnionJobsError(Exception):
    """Everything this program raises on purpose."""


class PageError(UnionJobsError):
    """A page that is not what it should be.

    Raising beats returning nothing: an empty list would read as "the board says that it has none".
    """

    def __init__(self, url: str, message: str) -> None:
        super().__init__(f"{message} ({url})")
        self.url = url
        self.message = message


class LayoutChanged(PageError):
    """The page answers, but what the extractor looks for is not there."""


class BlockedPage(PageError):
    """A challenge, a login or a refusal in place of the page. A verdict, not a puzzle."""


class TruncatedPage(PageError):
    """The page stops before its end."""


class OperatorError(UnionJobsError):
    """The person at the terminal must act: the message is one line with the cause and the cure."""

    exit_status = 2


class RegisterError(OperatorError):
    """boards.toml says something that cannot be meant."""


class SettingError(OperatorError):
    """A setting has a value that cannot be used."""


class ArchiveError(OperatorError):
    """A web archive cannot be read, or holds nothing that a source's spider could read."""


class StoreError(OperatorError):
    """The database cannot be opened, read or written."""


class NothingCrawled(StoreError):
    """Nothing was ever crawled into the database."""


class SourceBusy(OperatorError):
    """Another run of the same source, or another program, holds what this run needs: try again later."""

    exit_status = 75  # EX_TEMPFAIL of sysexits.h

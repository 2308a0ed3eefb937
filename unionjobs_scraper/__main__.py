"""`unionjobs …`: the same commands as `scrapy …` in a checkout, from any folder."""

from __future__ import annotations

import os
import sys

from scrapy.cmdline import execute

from unionjobs_scraper.errors import OperatorError


def main() -> None:
    """Ends the process with the command's exit status."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "unionjobs_scraper.settings")
    try:
        execute()
    except OperatorError as error:  # a mistake in the operator's own files is met before there is a command
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_status)


if __name__ == "__main__":
    main()

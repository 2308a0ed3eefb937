"""One spider class for each source of the register, where Scrapy's own loader looks for classes.

`crawl/spiderloader.py` makes a class when it is asked for, and loads no other source's module.
"""

from __future__ import annotations

from unionjobs_scraper.boards import has_module, register
from unionjobs_scraper.crawl.spider_classes import spider_for

globals().update({board.name: spider_for(board) for board in register().values() if has_module(board)})

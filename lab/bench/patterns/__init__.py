"""Spiders in the manner of other projects, written anew, each in a file of its own for `scrapy runspider`.

They read the same board as `lab.bench.bare_spider`, with Scrapy's own settings.
"""

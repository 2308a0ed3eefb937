"""What all extractors read pages with: blocks and lines, headers, labels, markup, documents, closing words.

Nothing here knows a site, a clock, a database or Scrapy's engine.
"""

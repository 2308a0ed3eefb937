"""Pages from a web archive (WARC, ISO 28500) in place of the network, for `scrapy replay`."""

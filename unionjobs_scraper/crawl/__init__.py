"""Everything that Scrapy loads: the run, the spider, requests, redirects, caches and the log."""

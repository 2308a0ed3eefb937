"""Adding a source: from an address to a table of the register, a trial, a file for a bespoke site, fixtures.

| file | holds |
| --- | --- |
| recognize | which platform an address or a page belongs to |
| entry, sources_page | the table of the register: its name, its text, its place in boards.toml; docs/sources.md |
| visit | fetching a page through the engine |
| trial, short_spider, trial_report | a census of a list's beginning that stores nothing |
| survey | trials of many sources: what works, and fixtures of what does not |
| add | the steps from an address to the table, one after the other |
| bespoke, fixture | the file and the fixtures that a site of its own begins with |

`scrapy addsource`, `scrapy capture` and `scrapy survey` use them.
"""

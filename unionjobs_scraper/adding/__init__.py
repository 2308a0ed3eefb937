"""Adding a source: from an address to a table of the register, a trial, a file for a bespoke site, fixtures.

| file | holds |
| --- | --- |
| find | from an address to the board that it means |
| recognize, embedded | which platform an address or a page belongs to; the boards that a page shows or links to |
| unread | why a page cannot become a source |
| site_names, new_board | what a site calls itself; the register's entry for what was found |
| entry, sources_page | the table of the register: its name, its text, its place in boards.toml; docs/sources.md |
| visit | fetching a page through the engine |
| trial, short_spider, trial_report | a census of a list's beginning that stores nothing |
| survey | trials of many sources: what works, and fixtures of what does not |
| add | the steps from an address to the table, one after the other |
| bespoke, fixture | the file and the fixtures that a site of its own begins with |

`scrapy addsource`, `scrapy capture` and `scrapy survey` use them.
"""

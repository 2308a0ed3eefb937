"""Adding a source: from an address to a table of the register, a trial, a file for a bespoke site, fixtures.

| file | holds |
| --- | --- |
| recognize | which platform an address or a page belongs to |
| entry, sources_page | the table of the register: its name, its text, its place in boards.toml; docs/sources.md |
| trial | fetching a page, or taking a census that stores nothing, through the engine |
| add | the steps from an address to the table, one after the other |
| bespoke, fixture | the file and the fixtures that a site of its own begins with |

`scrapy addsource` and `scrapy capture` use them.
"""

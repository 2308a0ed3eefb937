"""Adding a source: from an address to a table of the register, a trial, a file for a bespoke site, fixtures.

| file | holds |
| --- | --- |
| recognize | which platform an address belongs to, by its host and path |
| markers | which platform a page belongs to, by what stands on it |
| entry | the table of the register: its name, its text, its place in boards.toml |
| visit, trial | fetching a page, or taking a census that stores nothing, through the engine |
| add | the steps from an address to the table, one after the other |
| bespoke, case | the file and the fixtures that a site of its own begins with |

`scrapy addsource` and `scrapy capture` use them.
"""

"""Seven days of unionjobs.com, then nine boards at once: the sites live on the replica, the program is the real one.

| file | holds |
| --- | --- |
| ads.toml, prose.toml | what employers typed, all of it invented; `ads` makes postings of it |
| site | the board, as its webmaster changes it from day to day |
| days, story | the seven days: what happens, and what the program must make of it |
| every_board | the chapter after them: `scrapy crawlall` of nine sources; boards/ has the pages of eight |
| stage | runs the program as a user does, and compares what it recorded with the story |
| telling, ending | print; the CSV at the end |

Run it with `python -m lab.replica.demo`.
"""

"""The labelled pairs for job linking: which postings are the same opening, and how well a linker tells.

`worlds.worlds` reads the set, `scores.score` measures a linker, `table.measured` does so for several, and
`table.table` prints them. `python -m lab.accuracy.pairs.builder` writes the set itself.
"""

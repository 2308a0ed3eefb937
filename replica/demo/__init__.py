"""Seven days of unionjobs.com in under a minute: the board lives on the replica, the program is the real one.

`ads.toml` and `prose.toml` hold what employers typed, `ads` makes postings of it, `site` is the board as its
webmaster changes it, `story` tells the seven days and what they must lead to, `stage` runs the program and
checks it, `telling` prints, `ending` takes the CSV away. Run it with `python -m replica.demo`.
"""

"""Which postings are one job: pure functions of what is stored of two postings; `storage/linking/link.py` feeds them.

`keys` finds the few postings that can be the same, `decide` compares two of them, `groups` makes jobs of the pairs.
"""

"""Recorded responses of real boards, read end to end: `make conformance CAPTURES=folder`.

A folder of captures has one sub-folder for each response: `page.*` (its body), `meta.json` (the request and the
register's keys for the board) and `truth.json` (what a careful reader says is right). None is part of the project.
"""

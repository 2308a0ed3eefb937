"""The database in Datasette: a read-only copy with the codebook, facets, questions and full-text search.

`snapshot.py` writes the copy and `canned.py` holds the questions; `metadata.py` says what Datasette
shows around them, `folder.py` puts all of it where Datasette finds it, and `serve.py` serves it on this machine.
"""

"""The database in Datasette: a read-only copy with the codebook, facets, questions and full-text search.

`snapshot.py` writes the copy; `metadata.py` says what Datasette shows around it, with the questions of
`publish/questions.toml`; `serve.py` serves it on this machine.
"""

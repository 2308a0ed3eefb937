"""Open or closed: what a run is worth (`judging`), and what follows for a posting (`settling`).

Pure functions over plain values. docs/architecture.md (Promises) has the rules.
"""

"""Open or closed: what a run is worth (`judging`), and what follows for a posting (`settling`).

Pure functions over plain values. The rules are DESIGN 2.3.
"""

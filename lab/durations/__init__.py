"""What the report says of how long jobs stay open, held against worlds whose truth is known.

`python -m lab.durations --write` writes docs/durations.md: how often the 95% interval of the median holds the true one,
by how often the boards are looked at. `check.R` computes the curve again, in another language and by other formulas.
"""

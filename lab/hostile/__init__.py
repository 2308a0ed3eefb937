"""Hostile boards among good ones in one `crawlall`: what one site costs the others, measured.

`python -m lab.hostile` shows five good boards and any number of hostile ones, and tells of every run how long it took,
alone and in company, how long the process did not answer, and how much memory it and its children took.
"""

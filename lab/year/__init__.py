"""A simulated year: the real program, night after night, on boards whose truth is known and that often fail.

`python -m lab.year` plays it and writes docs/simulated-year.md and its plot. Nothing leaves this machine.

| file | holds |
| --- | --- |
| lives | postings that open, are edited, close in every way and come back: the truth |
| boards, pages | the eleven sources, and how each kind of board shows its postings |
| troubles, rewrites | the faults, and which nights they strike |
| nights, measured | plays the nights, and measures the program |
| record, judging | what the program has on record at last, held against the truth |
| report, plot | the document and its picture |
"""

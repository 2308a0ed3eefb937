"""The tables for research, held against worlds of known truth: the censuses are real, only the fetching is played.

`python -m lab.tables` plays them and writes docs/tables.md.

| file | holds |
| --- | --- |
| play | the simulated year's boards and faults without pages: one census after the other, in seconds |
| truth | what was open when, from the lives of the postings |
| judging | `stretches`, `counts`, the report and the notebook, held against it |
"""

"""Fault injection: the real program against a board, a network, a database and an operating system that fail.

`python -m lab.faults` runs the matrix (every fault on SQLite and on PostgreSQL), `python -m lab.faults kills` the
random kills. Neither leaves this machine: the board is the replica, PostgreSQL is a server of its own
(`lab.program.postgres`).

| file | holds |
| --- | --- |
| board | the board and what really becomes of its postings: the truth |
| sites, machine, storing | the faults: of the site and the network; of machine and operator; of the database |
| rows, words, paging, lying | the faults: of lists and pages that are whole and say something else |
| rewrites, middle | how they come about |
| trial | what a fault is, and what it must lead to |
| stage, bases, nursery | where a fault takes place: the replica, the database, the program's processes |
| judging | what was closed, wrongly closed, lost, and whether the end is the truth |
| matrix, table | runs trials side by side; prints them |
| script, kills | ten runs over a changing board; the same, killed again and again |
| dying | the add-on that kills the program at an exact statement or commit |
"""

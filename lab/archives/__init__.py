"""Random web archives of a board whose truth is known: what a fold of them may say, and what it must not."""

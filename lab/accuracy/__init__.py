"""How often each normalized column is right, measured on labelled strings: `python -m lab.accuracy`."""

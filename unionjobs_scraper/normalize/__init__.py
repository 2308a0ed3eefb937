"""Values in words: places, pay, dates, employers, titles. Pure functions of text."""

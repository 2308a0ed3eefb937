"""Which sources are well, and who is told when one is not."""

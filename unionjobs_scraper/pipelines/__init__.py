"""What happens to a posting between its page and its row: one verb a file, in the order of settings.py."""

"""What is read from the database: exports, earlier days, coverage, feeds."""

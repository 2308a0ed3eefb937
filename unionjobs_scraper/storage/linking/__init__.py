"""Links between postings and the jobs that follow from them, in the database."""

"""What leaves the program as files: exports, releases, the report, feeds, Datasette."""

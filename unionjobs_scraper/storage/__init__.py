"""The database: its schema, its migrations, and the only SQL of the program."""

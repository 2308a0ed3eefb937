"""Feeds of what happened to jobs (Atom, JSON Feed) and of deadlines (iCalendar), as a folder that any server can serve.

`gather.py` deals the events out to the feeds, `entries.py` says each in words, `documents.py` and `calendars.py` write
them, and `folder.py` puts the files in place. `memory.py` knows what the folder told before. The same database and the
same folder give the same bytes.
"""

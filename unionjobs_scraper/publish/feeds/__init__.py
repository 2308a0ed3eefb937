"""Feeds of what happened to postings (Atom) and of deadlines (iCalendar), as a folder that any web server can serve.

`gather.py` deals the events out to the feeds, `entries.py` says each in words, and `documents.py` makes the feeds by
feedgen, the calendar by icalendar and the page that lists them; `folder.py` puts the files in place.
The same database gives the same bytes: no clock is read, every time comes from what is stored.
"""

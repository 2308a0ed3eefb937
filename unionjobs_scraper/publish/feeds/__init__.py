"""Feeds of what happened to postings (Atom) and of deadlines (iCalendar), as a folder that any web server can serve.

`gather.py` deals the events out to the feeds, `entries.py` says each in words, `atom.py` and `deadlines.py` make
the documents by feedgen and icalendar, `index.py` the page that lists them, and `folder.py` puts the files in place.
The same database gives the same bytes: no clock is read, every time comes from what is stored.
"""

"""The record as a static web site, for any host and for `file://`: pages of jobs, unions, states, kinds of work; data.

`publishing.py` writes it and notes what it was made of; `unchanged.py` tells by that whether anything is other now.
`build.py` puts it together. `jobs.py` makes facts of stored rows, `pages.py` fills the templates, `lists.py` the lists,
`making.py` makes the jobs' pages, by several processes where many have changed. `search_index.py` writes what the
list's search reads, `tables.py` the Parquet that the page of questions reads. `state.py` remembers what each page was
made of, so that a page whose job did not change is neither made nor written.
"""

"""`scrapy report`: the database as one HTML page that opens anywhere, with nothing from the network.

storage/queries/report.py  what the page reads, streamed
intervals.py       spells of postings -> stretches of jobs, with the bounds of their ends
tallies.py         jobs -> counts by union, family and place, and what they pay
survival.py        stretches -> Kaplan-Meier
charts.py, svg.py  numbers -> Altair -> SVG that is safe inside the page
page.py            everything -> report.html.j2
"""

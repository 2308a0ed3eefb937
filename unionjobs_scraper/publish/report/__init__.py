"""`scrapy report`: the database as one HTML page that opens anywhere, with nothing from the network.

storage/queries/report.py  what the page reads, streamed
over_time.py       stretches -> open jobs at each day, and what moves the line
tallies.py         jobs -> counts by union, family and place, and what they pay
survival.py        stretches -> how long jobs stay open, by likelihood.py
charts.py, svg.py  numbers -> Altair -> SVG that is safe inside the page
page.py            everything -> report.html.j2
"""

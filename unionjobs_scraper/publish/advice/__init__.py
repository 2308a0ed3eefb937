"""For a board's own people: what is wrong with their ads, and what to do about it (`scrapy report --for`).

`faults.py` finds faults in an ad's columns, `pay_laws.py` knows where the law wants pay in an ad, `links.py` visits the
addresses for applying, politely and only when asked, `page.py` writes the page.
"""

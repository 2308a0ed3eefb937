"""The commands that this project adds to `scrapy`, or gives another ending.

Scrapy imports every module here at each start, to find the commands: what only one of them needs, it imports when run.
"""

import gc

# a page leaves thousands of objects and hardly a cycle: looking for one after every 700 takes a tenth of a crawl
gc.set_threshold(5_000, 20, 20)

"""The commands that this project adds to `scrapy`, or gives another ending.

Scrapy imports every module here at each start, to find the commands: what only one of them needs, it imports when run.
"""

"""The commands that this project adds to `scrapy`, or gives another ending.

Scrapy imports every module here to tell which commands there are: what only one of them needs, it imports when run.
"""

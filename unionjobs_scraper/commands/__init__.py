"""The commands that this project adds to `scrapy`, or gives another ending."""

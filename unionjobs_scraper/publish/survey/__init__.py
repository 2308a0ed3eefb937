"""The folder that `scrapy survey` writes: survey.html, survey.csv, links.csv, and fixtures of what was not read."""

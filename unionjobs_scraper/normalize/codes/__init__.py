"""Codes by which postings join with other data: filing numbers of unions, classes of occupations."""

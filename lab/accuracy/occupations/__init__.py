"""Occupations: titles of union staff that a person labelled, and the kept-out half of O*NET's alternate titles."""

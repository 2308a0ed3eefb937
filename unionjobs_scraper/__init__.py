"""A trustworthy record of the staff jobs that labor unions advertise."""

from __future__ import annotations

__version__ = "0.1.0"

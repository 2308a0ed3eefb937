"""A trustworthy record of the staff jobs that labor unions advertise."""

__version__ = "0.1.0"

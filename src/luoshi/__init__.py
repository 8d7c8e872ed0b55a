"""Luoshi 落实: a ledger of what a city has promised, what it has published, and how the two compare."""

__version__ = "0.1.0"

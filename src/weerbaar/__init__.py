"""Weerbaar: a municipality, its residents and its neighbourhoods ready for 72 hours without power."""

__version__ = "0.1.0"

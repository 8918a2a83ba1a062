"""Figures about groups of people that say nothing about one person: which groups may be shown."""

from weerbaar.core.disclosure.groups import Group, Publication, publishable
from weerbaar.core.disclosure.intervals import wilson

__all__ = ["Group", "Publication", "publishable", "wilson"]

"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.circles import circles
from weerbaar.continuity.queries.register import contacts, register

__all__ = ["circles", "contacts", "register"]

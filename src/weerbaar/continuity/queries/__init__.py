"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.register import contacts, register

__all__ = ["contacts", "register"]

"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.exchange import export_document, own_register
from weerbaar.continuity.queries.register import contacts, register

__all__ = ["contacts", "export_document", "own_register", "register"]

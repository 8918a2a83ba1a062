"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.overview import standing
from weerbaar.continuity.queries.recovery import analysis, analysis_of, cuts_of, hours_of, pairs_of
from weerbaar.continuity.queries.register import contacts, register

__all__ = [
    "analysis",
    "analysis_of",
    "contacts",
    "cuts_of",
    "hours_of",
    "pairs_of",
    "register",
    "standing",
]

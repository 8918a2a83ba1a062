"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.circles import circles
from weerbaar.continuity.queries.history import history, values_at
from weerbaar.continuity.queries.overview import standing
from weerbaar.continuity.queries.recovery import analysis, analysis_of, cuts_of, hours_of, pairs_of
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.queries.worklist import unknown_of_process, work_list

__all__ = [
    "analysis",
    "analysis_of",
    "circles",
    "contacts",
    "cuts_of",
    "history",
    "hours_of",
    "pairs_of",
    "register",
    "standing",
    "unknown_of_process",
    "values_at",
    "work_list",
]

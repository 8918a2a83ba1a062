"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.circles import circles
from weerbaar.continuity.queries.history import history, values_at
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.queries.worklist import unknown_of_process, work_list

__all__ = ["circles", "contacts", "history", "register", "unknown_of_process", "values_at", "work_list"]

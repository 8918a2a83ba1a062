"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.decisions import decision_entries, decision_log, decision_logs
from weerbaar.continuity.queries.register import contacts, register

__all__ = ["contacts", "decision_entries", "decision_log", "decision_logs", "register"]

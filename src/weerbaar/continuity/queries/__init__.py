"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.decisions import decision_entries, decision_log, decision_logs
from weerbaar.continuity.queries.exercise_runs import offers, run, unmeasured
from weerbaar.continuity.queries.exercises import exercise, exercises, scenario, scenarios
from weerbaar.continuity.queries.measures import measure, measures
from weerbaar.continuity.queries.register import contacts, register

__all__ = [
    "contacts",
    "decision_entries",
    "decision_log",
    "decision_logs",
    "exercise",
    "exercises",
    "measure",
    "measures",
    "offers",
    "register",
    "run",
    "scenario",
    "scenarios",
    "unmeasured",
]

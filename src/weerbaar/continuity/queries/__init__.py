"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.circles import circles
from weerbaar.continuity.queries.decisions import decision_entries, decision_log, decision_logs
from weerbaar.continuity.queries.exchange import export_document, own_register
from weerbaar.continuity.queries.exercise_runs import offers, run, unmeasured
from weerbaar.continuity.queries.exercises import exercise, exercises, scenario, scenarios
from weerbaar.continuity.queries.history import history, values_at
from weerbaar.continuity.queries.measures import measure, measures
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.queries.worklist import unknown_of_process, work_list

__all__ = [
    "circles",
    "contacts",
    "decision_entries",
    "decision_log",
    "decision_logs",
    "exercise",
    "exercises",
    "export_document",
    "history",
    "measure",
    "measures",
    "offers",
    "own_register",
    "register",
    "run",
    "scenario",
    "scenarios",
    "unknown_of_process",
    "unmeasured",
    "values_at",
    "work_list",
]

"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.awareness import awareness_round, lesson, lessons, round_results, rounds
from weerbaar.continuity.queries.circles import circles
from weerbaar.continuity.queries.crisis import crisis_gaps, crisis_teams
from weerbaar.continuity.queries.decisions import decision_entries, decision_log, decision_logs
from weerbaar.continuity.queries.exchange import export_document, own_register
from weerbaar.continuity.queries.exercise_runs import offers, run, unmeasured
from weerbaar.continuity.queries.exercises import exercise, exercises, scenario, scenarios
from weerbaar.continuity.queries.history import history, values_at
from weerbaar.continuity.queries.measures import measure, measures
from weerbaar.continuity.queries.overview import standing
from weerbaar.continuity.queries.participation import answers_of, department_link, visit
from weerbaar.continuity.queries.plan import (
    approved_plan,
    changes_in,
    changes_since,
    compared,
    paper_places,
    plan_template,
    plan_version,
    plan_versions,
    texts_of_plan,
    version_facts,
)
from weerbaar.continuity.queries.plan_facts import plan_facts
from weerbaar.continuity.queries.plan_files import plan_draft, plan_file
from weerbaar.continuity.queries.readiness import room_item, room_items, room_state
from weerbaar.continuity.queries.recovery import (
    analysis,
    analysis_of,
    best_sharing_of,
    cuts_of,
    hours_of,
    pairs_of,
)
from weerbaar.continuity.queries.register import contacts, register, register_rows
from weerbaar.continuity.queries.rotas import rest_rules, rota, rotas
from weerbaar.continuity.queries.worklist import unknown_of_process, work_list

__all__ = [
    "analysis",
    "analysis_of",
    "answers_of",
    "approved_plan",
    "awareness_round",
    "best_sharing_of",
    "changes_in",
    "changes_since",
    "circles",
    "compared",
    "contacts",
    "crisis_gaps",
    "crisis_teams",
    "cuts_of",
    "decision_entries",
    "decision_log",
    "decision_logs",
    "department_link",
    "exercise",
    "exercises",
    "export_document",
    "history",
    "hours_of",
    "lesson",
    "lessons",
    "measure",
    "measures",
    "offers",
    "own_register",
    "pairs_of",
    "paper_places",
    "plan_draft",
    "plan_facts",
    "plan_file",
    "plan_template",
    "plan_version",
    "plan_versions",
    "register",
    "register_rows",
    "rest_rules",
    "room_item",
    "room_items",
    "room_state",
    "rota",
    "rotas",
    "round_results",
    "rounds",
    "run",
    "scenario",
    "scenarios",
    "standing",
    "texts_of_plan",
    "unknown_of_process",
    "unmeasured",
    "values_at",
    "version_facts",
    "visit",
    "work_list",
]

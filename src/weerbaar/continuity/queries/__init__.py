"""Reads of pillar 1, split by subject."""

from weerbaar.continuity.queries.awareness import awareness_round, lesson, lessons, round_results, rounds
from weerbaar.continuity.queries.crisis import crisis_gaps, crisis_teams
from weerbaar.continuity.queries.decisions import decision_entries, decision_log, decision_logs
from weerbaar.continuity.queries.participation import answers_of, department_link, visit
from weerbaar.continuity.queries.readiness import room_item, room_items, room_state
from weerbaar.continuity.queries.register import contacts, register
from weerbaar.continuity.queries.rotas import rest_rules, rota, rotas

__all__ = [
    "answers_of",
    "awareness_round",
    "contacts",
    "crisis_gaps",
    "crisis_teams",
    "decision_entries",
    "decision_log",
    "decision_logs",
    "department_link",
    "lesson",
    "lessons",
    "register",
    "rest_rules",
    "room_item",
    "room_items",
    "room_state",
    "rota",
    "rotas",
    "round_results",
    "rounds",
    "visit",
]

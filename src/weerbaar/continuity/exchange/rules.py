"""The rules that a thing in the register keeps, beyond what each of its values may be."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from weerbaar.continuity.exchange.problems import Problem, problem
from weerbaar.continuity.exchange.rows import Row
from weerbaar.continuity.exchange.values import choice_words, time_words
from weerbaar.continuity.models.processes import IMPACT_TIMES
from weerbaar.continuity.types import NodeKind, NodeRef


def of_entry(section: str, entry: Any, row: Row) -> list[Problem]:
    """What is wrong with one whole thing."""
    found: list[Problem] = []
    if section == "processes":
        found = _of_process(entry, row)
    elif section == "resources":
        found = _of_resource(entry, row)
    return found


def _of_resource(entry: Any, row: Row) -> list[Problem]:
    found = []
    if entry.recovery_basis == "measured" and entry.recovery_on is None and "recovery_on" not in row.broken:
        found.append(problem("measured_without_day", row.place("recovery_on")))
    if entry.recovery_on is not None and entry.recovery_on > timezone.localdate():
        found.append(problem("day_in_the_future", row.place("recovery_on"), value=entry.recovery_on))
    if entry.recovery_basis != "assumed" and entry.recovery_min is None and "recovery_min" not in row.broken:
        found.append(problem("recovery_time_missing", row.place("recovery_min")))
    if entry.role_code and entry.kind != "role" and "kind" not in row.broken:
        found.append(problem("role_of_a_thing", row.place("role_code")))
    return found


def no_milder_impacts(owner: str, children: list[tuple[Row, Any]]) -> list[Problem]:
    """Of each kind of impact that becomes milder with time, where it does."""
    found = []
    worst: dict[str, int] = {}
    for row, child in sorted(children, key=lambda each: (each[1].category, each[1].after_min)):
        if child.level < worst.get(child.category, 0):
            found.append(problem("impact_becomes_milder", row.place("level"), value=owner))
        worst[child.category] = max(worst.get(child.category, 0), child.level)
    return found


def _of_process(entry: Any, row: Row) -> list[Problem]:
    found = []
    longest = entry.mtpd_min
    if entry.rto_min is not None and longest is not None and entry.rto_min > longest:
        words = {"value": time_words(entry.rto_min), "other": time_words(longest)}
        found.append(problem("rto_over_mtpd", row.place("rto_min"), **words))
    if entry.deadline_min is not None and not entry.deadline_from:
        found.append(
            problem("deadline_from_nothing", row.place("deadline_from"), choices=choice_words("counts_from"))
        )
    if entry.deadline_min is None and entry.deadline_from and "deadline_min" not in row.broken:
        found.append(problem("from_without_deadline", row.place("deadline_min")))
    if entry.mtpd_override_min is not None and not (entry.mtpd_reason_nl or entry.mtpd_reason_en):
        found.append(problem("override_without_reason", row.place("mtpd_reason_nl")))
    if entry.decision != "undecided" and not (entry.decision_reason_nl or entry.decision_reason_en):
        found.append(problem("decision_without_reason", row.place("decision_reason_nl")))
    return found


def of_child(part: str, owner: str, row: Row, child: Any, siblings: list[tuple[Row, Any]]) -> Problem | None:
    """What is wrong with a part of something, among those of its kind that came before it."""

    def twin(*names: str) -> Row | None:
        return next(
            (
                other
                for other, known in siblings
                if all(getattr(known, name) == getattr(child, name) for name in names)
            ),
            None,
        )

    if part == "impacts":
        return _of_impact(owner, row, child, twin("category", "after_min"))
    if part == "staffing":
        return _of_staffing(owner, row, child, siblings, twin("role_code", "from_min"))
    if part == "deliveries":
        if child.litres <= 0:
            return problem("delivery_of_nothing", row.place("litres"))
        if same := twin("after_min"):
            return problem(
                "delivery_twice", row.place("after_min"), value=owner, other=same.place("after_min")
            )
    if part == "seats":
        return _of_seat(owner, row, child, siblings, twin("role_code"))
    if part == "requirements":
        return _of_requirement(owner, row, child)
    return None


def _of_impact(owner: str, row: Row, child: Any, same: Row | None) -> Problem | None:
    if child.after_min not in IMPACT_TIMES:
        return problem("impact_at_another_time", row.place("after_min"), value=time_words(child.after_min))
    if same:
        return problem("impact_twice", row.place("category"), value=owner, other=same.place("category"))
    return None


def _of_staffing(
    owner: str, row: Row, child: Any, siblings: list[tuple[Row, Any]], same: Row | None
) -> Problem | None:
    if child.people < 1:
        return problem("staffing_for_nobody", row.place("people"))
    if child.until_min <= child.from_min:
        words = {"value": time_words(child.until_min), "other": time_words(child.from_min)}
        return problem("staffing_ends_before_it_starts", row.place("until_min"), **words)
    if same:
        other = same.place("role_code")
        return problem("staffing_twice", row.place("role_code"), value=owner, other=other)
    for earlier, known in siblings:
        apart = known.until_min <= child.from_min or child.until_min <= known.from_min
        if known.role_code == child.role_code and not apart:
            place = row.place("from_min")
            return problem("staffing_overlaps", place, value=child.role_code, other=earlier.place("from_min"))
    return None


def _of_seat(
    owner: str, row: Row, child: Any, siblings: list[tuple[Row, Any]], same: Row | None
) -> Problem | None:
    if child.people < 1:
        return problem("seat_for_nobody", row.place("people"))
    if same:
        return problem(
            "seat_twice", row.place("role_code"), value=child.role_code, other=same.place("role_code")
        )
    chair = next((other for other, known in siblings if known.is_chair), None)
    if child.is_chair and chair:
        return problem("second_chair", row.place("is_chair"), value=owner, other=chair.place("is_chair"))
    return None


def _of_requirement(owner: str, row: Row, child: Any) -> Problem | None:
    kind = NodeKind.PROCESS if row.values.get("owner_kind") == "process" else NodeKind.RESOURCE
    twice = next((ref for ref in child.members if child.members.count(ref) > 1), None)
    if child.needed < 1:
        return problem("needs_none", row.place("needed"))
    if twice:
        return problem("member_twice", row.place("members"), value=twice.code)
    if NodeRef(kind, owner) in child.members:
        return problem("needs_itself", row.place("members"), value=owner)
    if child.needed > len(child.members):
        return problem(
            "needs_more_than_members", row.place("needed"), value=child.needed, other=len(child.members)
        )
    return None


def no_circles(
    own: dict[str, dict[str, Any]],
    sections: dict[str, list[Any]],
    rows_of: dict[tuple[str, str], Row],
    problems: list[Problem],
) -> None:
    """Units and teams form trees: following the one above never comes back."""
    for section, name, kind in (
        ("units", "parent_code", "unit_in_a_circle"),
        ("teams", "reports_to_code", "team_in_a_circle"),
    ):
        above = {code: getattr(entry, name) for code, entry in own[section].items()}
        above |= {entry.code: getattr(entry, name) for entry in sections[section]}
        free: set[str] = set()
        for entry in sections[section]:
            path: list[str] = []
            at = entry.code
            while at and at not in free and at not in path:
                path.append(at)
                at = above.get(at, "")
            if at and at == entry.code and at in path:
                problems.append(problem(kind, rows_of[section, entry.code].place(name), value=entry.code))
            elif not at or at in free:
                free |= set(path)

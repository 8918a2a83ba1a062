"""The recovery analysis on screen: times, single points, required times, the hours, and the picture."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from weerbaar.accounts.access import StaffRequest, staff_page
from weerbaar.accounts.types import Permission
from weerbaar.continuity import queries, services
from weerbaar.continuity.models import Track
from weerbaar.continuity.recovery import picture, wording
from weerbaar.continuity.types import NodeKind, NodeRef, Register
from weerbaar.continuity.types_recovery import FailureRow, ProcessRecovery
from weerbaar.interface import commas

MOST_BOXES = 300  # that stay readable together
MANY_LINES = 150  # in a picture, from which they are drawn faintly
STEPS = (1, 2, 3)
LEAST_SAVED = 0.05  # weighted process-hours that are worth mentioning
NAMED = 12  # processes that a row of failures names
AXIS = (0, 4, 8, 24, 48, 72)  # hours that the bars of the timeline are measured against
WIDTH = 720.0  # of the timeline's drawing, at 72 hours


@require_safe
@staff_page(Permission.VIEW)
def recovery(request: StaffRequest) -> HttpResponse:
    """When each process is back, what settles that, and what it breaks."""
    register = queries.register(request.municipality.id)
    analysis = queries.analysis_of(register)
    only = request.GET.get("only") == "conflicts"
    track = request.GET.get("track", "")
    rows = [
        row
        for row in (analysis.in_conflict if only else analysis.processes)
        if not track or row.track == track
    ]
    rows.sort(key=lambda row: (-len(row.conflicts) if row.conflicts else 1, _slack(row), row.ref))
    context = {
        "analysis": analysis,
        "sentence": wording.sentence(analysis),
        "rows": [_process(row, register) for row in rows],
        "deadlocks": [
            {"names": _named(register, row.refs), "together_min": row.together_min}
            for row in analysis.deadlocks
        ],
        "unknown": _named(register, analysis.unknown),
        "only": only,
        "track": track,
        "tracks": Track.choices,
        "axis": [(hour, hour * WIDTH / AXIS[-1]) for hour in AXIS],
    }
    return render(request, "continuity/recovery.html", context)


def _slack(row: ProcessRecovery) -> float:
    if row.ready_min is None and row.started_min is None:
        return float("-inf")
    return row.slack_min if row.slack_min is not None else float("inf")


def _process(row: ProcessRecovery, register: Register) -> dict[str, Any]:
    """A row of the table and its bar; both say the same."""
    back = row.ready_min if row.ready_min is not None else row.started_min
    longest = AXIS[-1] * 60
    return {
        "row": row,
        "back": wording.time_back(row),
        "conflicts": [wording.conflict_words(conflict) for conflict in row.conflicts],
        "first_conflict": wording.conflict_words(row.conflicts[0]) if row.conflicts else "",
        "path": row.path,
        "cause": row.path[-1] if len(row.path) > 1 else None,
        "points": _named(register, row.single_points[:3]),
        "more_points": max(len(row.single_points) - 3, 0),
        "bar": WIDTH if back is None else round(WIDTH * min(back, longest) / longest, 1),
        "beyond": back is None or back > longest,
        "mark": None
        if row.limit_min is None or row.limit_min > longest
        else round(WIDTH * row.limit_min / longest, 1),
    }


@require_safe
@staff_page(Permission.VIEW)
def recovery_csv(request: StaffRequest) -> HttpResponse:
    """The times as a table for a spreadsheet; minutes, empty where never."""
    analysis = queries.analysis(request.municipality.id)
    heads = ("code", "name_nl", "name_en", "ready_min", "at_least", "limit_min", "conflicts", "binding_path")
    rows = (
        (
            row.ref.code,
            row.name_nl,
            row.name_en,
            None if row.ready_min is None else round(row.ready_min),
            row.is_at_least,
            None if row.limit_min is None else round(row.limit_min),
            " ".join(conflict.line for conflict in row.conflicts),
            " < ".join(step.ref.code for step in row.path),
        )
        for row in analysis.processes
    )
    return commas.download(f"{request.municipality.slug}-recovery", heads, rows)


@require_safe
@staff_page(Permission.VIEW)
def single_points(request: StaffRequest) -> HttpResponse:
    """What one loss does, the worst first; two together on request."""
    register = queries.register(request.municipality.id)
    analysis = queries.analysis_of(register)
    with_pairs = request.GET.get("pairs") == "1"
    context = {
        "failures": [_failure(register, row) for row in analysis.failures],
        "with_pairs": with_pairs,
        "pairs": [_failure(register, row) for row in queries.pairs_of(register)] if with_pairs else [],
        "processes": len(analysis.processes),
    }
    return render(request, "continuity/single_points.html", context)


def _failure(register: Register, row: FailureRow) -> dict[str, Any]:
    return {
        "names": _named(register, row.refs),
        "effect": row.effect,
        "lost": _named(register, row.lost[:NAMED]),
        "late": _named(register, row.late[:NAMED]),
        "lost_count": len(row.lost),
        "late_count": len(row.late),
    }


@require_safe
@staff_page(Permission.VIEW)
def required_times(request: StaffRequest) -> HttpResponse:
    """What must be back by when, because of which process."""
    register = queries.register(request.municipality.id)
    analysis = queries.analysis_of(register)
    rows = [{"row": row, "reason": _named(register, row.reason[1:])} for row in analysis.required]
    late = sum(row.gap_min > 0 for row in analysis.required)
    return render(request, "continuity/required_times.html", {"rows": rows, "late": late})


@require_safe
@staff_page(Permission.VIEW)
def hours(request: StaffRequest) -> HttpResponse:
    """72 hours without power: each process, hour by hour."""
    register = queries.register(request.municipality.id)
    best = queries.best_sharing_of(register)
    optimal = best is not None and request.GET.get("sharing") != "simple"
    found = best if best is not None and optimal else queries.hours_of(register)
    rows = sorted(found.processes, key=lambda row: (row.decision != "must_go_on", row.hours_going, row.ref))
    saved = found.value - found.simple_value if found.simple_value is not None else None
    context = {
        "found": found,
        "rows": [
            {
                "row": row,
                "cells": list(enumerate(row.states)),
                "spans": _spans(row.states),
                "lacking": _named(register, row.lacking[:NAMED]),
                "roles": [role for role in register.roles if role.code in row.lacking_roles],
                "first_down": next((h for h, state in enumerate(row.states) if state == "down"), None),
            }
            for row in rows
        ],
        "axis": list(range(0, found.hours + 1, 12)),
        "mobile": [
            (
                stand.from_hour,
                stand.until_hour,
                list(
                    zip(
                        _named(register, tuple(generator for generator, _ in stand.places)),
                        _named(register, tuple(owner for _, owner in stand.places)),
                        strict=True,
                    )
                ),
            )
            for stand in found.mobile
        ],
        "optimal": optimal,
        "saved": saved if saved and saved >= LEAST_SAVED else None,
        "best": best,
        "may_order": Permission.EDIT_OWN_CONTINUITY in request.permissions,
        "roles": [role for role in register.roles if role.code in found.without_staff_figures],
        "assumptions": register.assumptions,
        "worth": [worth for _, worth in register.assumptions.worth],
    }
    return render(request, "continuity/hours.html", context)


@require_POST
@staff_page(Permission.EDIT_OWN_CONTINUITY)
def order_sharing(request: StaffRequest) -> HttpResponse:
    """Has the best sharing computed; the page of the work says how far it is, and leads back."""
    job_id = services.order_sharing(request.actor, request.municipality)
    return redirect("work:job", municipality=request.municipality.slug, job_id=job_id)


def _spans(states: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Hours of the same state in a row: (state, first hour, hours)."""
    spans: list[tuple[str, int, int]] = []
    for hour, state in enumerate(states):
        if spans and spans[-1][0] == state:
            spans[-1] = (state, spans[-1][1], spans[-1][2] + 1)
        else:
            spans.append((state, hour, 1))
    return spans


@require_safe
@staff_page(Permission.VIEW)
def dependencies(request: StaffRequest) -> HttpResponse:
    """The picture of what needs what: all, a track, a unit, or the neighbourhood of one node."""
    register = queries.register(request.municipality.id)
    centre = _centre(register, request.GET.get("around", ""))
    track, unit = request.GET.get("track", ""), request.GET.get("unit", "")
    asked = request.GET.get("steps", "")
    steps = int(asked) if asked in {str(step) for step in STEPS} else 1
    if centre:
        chosen = picture.around(register, centre, steps)
    else:
        chosen = picture.below(
            register,
            (
                row.ref
                for row in register.processes
                if (not track or row.track == track) and (not unit or row.unit_code == unit)
            ),
        )
    analysis = queries.analysis_of(register)
    late = {row.ref for row in analysis.in_conflict}
    waiting = {ref for row in analysis.deadlocks for ref in row.refs}
    drawn = picture.draw(register, chosen)
    context = {
        "picture": drawn,
        "boxes": [
            {
                "box": box,
                "address": str(box.ref.kind) + ":" + box.ref.code,
                "label": _short(_name(box)),
                "name": _name(box),
                "late": box.ref in late,
                "waits": box.ref in waiting,
                "chosen": box.ref == centre,
                "text_y": box.y + 22,
                "text_x": box.x + 12,
            }
            for box in drawn.boxes
        ],
        "table": [
            {"box": box, "needs": _needs(register, box.ref), "address": f"{box.ref.kind}:{box.ref.code}"}
            for box in drawn.boxes
        ],
        "crowded": len(drawn.boxes) > MOST_BOXES,
        "is_dense": len(drawn.lines) > MANY_LINES,
        "centre": centre,
        "centre_name": next((_name(box) for box in drawn.boxes if box.ref == centre), ""),
        "around": request.GET.get("around", "") if centre else "",
        "steps": steps,
        "all_steps": STEPS,
        "track": track,
        "tracks": Track.choices,
        "unit": unit,
        "units": register.units,
        "nodes": [*register.processes, *register.resources],
    }
    return render(request, "continuity/dependencies.html", context)


def _centre(register: Register, text: str) -> NodeRef | None:
    """The node named as kind:code; 404 for one that is not there."""
    if not text:
        return None
    kind, _, code = text.partition(":")
    if kind not in set(NodeKind) or register.node(NodeRef(NodeKind(kind), code)) is None:
        raise Http404
    return NodeRef(NodeKind(kind), code)


def _needs(register: Register, ref: NodeRef) -> list[tuple[int, int, list[dict[str, Any]]]]:
    row = register.node(ref)
    return [
        (need.needed, len(need.members), _named(register, need.members))
        for need in (row.requirements if row else ())
    ]


def _named(register: Register, refs: tuple[NodeRef, ...]) -> list[dict[str, Any]]:
    """The nodes with their names and addresses in the picture."""
    found = []
    for ref in refs:
        row = register.node(ref)
        if row is not None:
            found.append(
                {
                    "ref": ref,
                    "name_nl": row.name_nl,
                    "name_en": row.name_en,
                    "address": f"{ref.kind}:{ref.code}",
                    "is_process": ref.kind == NodeKind.PROCESS,
                }
            )
    return found


def _name(box: picture.Box) -> str:
    return box.name_nl if (get_language() or "nl").startswith("nl") else box.name_en


def _short(name: str) -> str:
    return name if len(name) <= picture.LABEL else name[: picture.LABEL - 1].rstrip() + "…"

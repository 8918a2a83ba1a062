"""What the analysis says of a register, in typed rows: times, conflicts, required times, failures, hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from weerbaar.continuity.recovery.model import Model, OutageModel, Row, model_of, outage_of
from weerbaar.continuity.types import NodeKind, NodeRef, ProcessRow, Register, ResourceRow
from weerbaar.continuity.types_recovery import (
    Analysis,
    ConflictRow,
    DeadlockRow,
    FailureRow,
    FuelRow,
    HourByHour,
    HourRow,
    ProcessRecovery,
    RequiredRow,
    StandRow,
    StepRow,
)
from weerbaar.core.recovery import (
    Conflict,
    Decision,
    Recovery,
    SingleFailures,
    State,
    Timeline,
    conflicts,
    cut_sets,
    pair_failures,
    recover,
    required_times,
    share_greedily,
    share_optimally,
    simulate,
    single_failures,
    slack,
)
from weerbaar.core.recovery.sharing import in_blocks

MOST_CRITICAL = 300  # nodes of which all pairs are looked at
BLOCK_HOURS = 4.0  # in which the simple rule lets mobile generators stand
HOUR = 60.0
SOLVE_S = 120.0
Report = Callable[[float, float], None]
WORDS = {State.UP: "up", State.WORKAROUND: "workaround", State.DOWN: "down"}


def analyse(register: Register) -> Analysis:
    """When each process is back if everything is down at once, and all that follows from it."""
    model = model_of(register)
    recovery = recover(model.graph)
    failures = single_failures(model.graph, model.targets)
    crossed: dict[int, list[Conflict]] = {}
    for conflict in conflicts(recovery.ready_started, model.targets):
        crossed.setdefault(conflict.node, []).append(conflict)
    rests_on = _rests_on_unknown(model, recovery)
    points = _points(model, failures)
    left = slack(recovery.ready_started, model.targets)
    limits = model.targets.limit
    return Analysis(
        processes=tuple(
            ProcessRecovery(
                ref=row.ref,
                name_nl=row.name_nl,
                name_en=row.name_en,
                track=row.track,
                unit_code=row.unit_code,
                decision=row.decision,
                ready_min=_finite(recovery.ready[v]),
                started_min=_finite(recovery.ready_started[v]),
                limit_min=_finite(limits[v]),
                slack_min=_finite(left[v]),
                path=path_of(model, recovery, v),
                conflicts=tuple(
                    ConflictRow(str(c.line), c.limit, _finite(c.over)) for c in crossed.get(v, ())
                ),
                single_points=tuple(points.get(v, ())),
                unknown=rests_on[v],
            )
            for v, row in enumerate(model.processes)
        ),
        required=_required(model, recovery),
        failures=_failures(model, failures),
        deadlocks=tuple(
            DeadlockRow(_refs(model, deadlock.nodes), _finite(deadlock.together))
            for deadlock in recovery.deadlocks
        ),
        unknown=model.unknown,
    )


def path_of(model: Model, recovery: Recovery, node: int) -> tuple[StepRow, ...]:
    """The binding path of a node, from itself back to what it all begins with."""
    steps = []
    for step in recovery.path(node):
        row = _row(model, step.node)
        steps.append(
            StepRow(
                ref=row.ref,
                name_nl=row.name_nl,
                name_en=row.name_en,
                own_min=_finite(step.own) if row.recovery_min is not None else None,
                ready_min=_finite(step.ready),
                is_known=row.recovery_min is not None,
                basis=row.recovery_basis if isinstance(row, ResourceRow) else "",
            )
        )
    return tuple(steps)


def pairs(register: Register, most: int = 50) -> tuple[FailureRow, ...]:
    """The worst pairs of losses that do harm which neither does alone, among the most critical nodes."""
    model = model_of(register)
    singles = single_failures(model.graph, model.targets)
    chosen = np.array([v for v in singles.node if v < len(model.rows)][:MOST_CRITICAL], np.int64)
    found = pair_failures(model.graph, model.targets, np.sort(chosen))
    return tuple(
        FailureRow(
            refs=(model.ref(int(found.first[i])), model.ref(int(found.second[i]))),
            effect=float(found.excess[i]),
            lost=_refs(model, found.harmed_by(i)),
            late=(),
        )
        for i in range(min(most, len(found.first)))
    )


def cuts_of(register: Register, code: str, max_size: int = 3) -> tuple[tuple[tuple[NodeRef, ...], ...], bool]:
    """The smallest sets of things whose loss stops the process, and whether all up to that size are there."""
    model = model_of(register)
    found = cut_sets(model.graph, model.number(NodeRef(NodeKind.PROCESS, code)), max_size)
    return tuple(tuple(model.ref(v) for v in chosen) for chosen in found.sets), found.is_complete


def hour_by_hour(register: Register, hours: int = 72) -> HourByHour:
    """The course of an outage of the power supply, in quarters of an hour; scarce things shared greedily."""
    outage = outage_of(model_of(register), hours)
    result = share_greedily(outage.scenario, block=BLOCK_HOURS * 60)
    return _course(outage, result.timeline, _mobile(outage, result.decision), hours)


def best_sharing(register: Register, hours: int = 72, report: Report | None = None) -> HourByHour:
    """The course with scarce things shared as well as can be, in steps of an hour, and how far that is sure.

    The simple rule is played in the same steps, so that the two can be compared. `report(value, bound)` is
    called now and then; what it raises stops the work and is raised here.
    """
    outage = outage_of(model_of(register), hours, step=HOUR)
    best = share_optimally(outage.scenario, HOUR, SOLVE_S, report=report)
    simple = share_greedily(outage.scenario, block=BLOCK_HOURS * HOUR).decision
    hourly = in_blocks(outage.scenario, HOUR)
    runs = np.repeat(simple.runs, round(BLOCK_HOURS), axis=1)[:, :hours]
    found = _course(outage, simulate(hourly, best.decision), _mobile(outage, best.decision), hours)
    return replace(
        found,
        sharing="optimal",
        bound=best.bound,
        is_proven=best.is_proven,
        simple_value=simulate(hourly, Decision(HOUR, runs)).value,
    )


def _course(outage: OutageModel, timeline: Timeline, mobile: tuple[StandRow, ...], hours: int) -> HourByHour:
    hourly = timeline.hourly()
    rows = outage.model.processes
    return HourByHour(
        hours=hours,
        processes=tuple(
            HourRow(
                row.ref,
                row.name_nl,
                row.name_en,
                row.track,
                row.decision,
                tuple(WORDS[State(int(state))] for state in hourly[v]),
                *_lacking(outage, timeline, v),
            )
            for v, row in enumerate(rows)
        ),
        fuel=_fuel(outage, timeline),
        sharing="greedy",
        value=timeline.value,
        mobile=mobile,
        without_staff_figures=outage.without_staff_figures,
    )


def _lacking(
    outage: OutageModel, timeline: Timeline, node: int
) -> tuple[tuple[NodeRef, ...], tuple[str, ...]]:
    """What a process lacks at the moment when it first goes down: things, and roles with too few people."""
    down = np.flatnonzero(timeline.state[node] == State.DOWN)
    if not len(down):
        return (), ()
    step = int(down[0])
    graph, model = outage.model.graph, outage.model
    things: list[NodeRef] = []
    for group in range(graph.group_start[node], graph.group_start[node + 1]):
        members = graph.member[graph.member_start[group] : graph.member_start[group + 1]]
        there = timeline.state[members, step] == State.UP
        if there.sum() < graph.need[group]:
            things += _refs(model, members[~there])
    if timeline.is_staffed[node, step]:
        return tuple(dict.fromkeys(things)), ()
    minute = step * timeline.step
    codes = [row.code for row in model.register.roles]
    short = [
        codes[staffing.role]
        for staffing in outage.scenario.staffing
        if staffing.node == node
        and staffing.start <= minute < staffing.end
        and timeline.present[staffing.role, step] - timeline.busy[staffing.role, step] < staffing.people
    ]
    return tuple(dict.fromkeys(things)), tuple(dict.fromkeys(short))


def _mobile(outage: OutageModel, decision: Decision) -> tuple[StandRow, ...]:
    """Where the mobile generators stand; blocks in which nothing moves are one row."""
    first = len(outage.model.rows)
    mobile = [
        (place, outage.model.sites[generator.node - first])
        for place, generator in enumerate(outage.scenario.generators)
        if generator.is_mobile
    ]
    if not mobile:
        return ()
    rows: list[StandRow] = []
    runs, block_hours = decision.runs, decision.block / HOUR
    for block in range(runs.shape[1]):
        begin, end = round(block * block_hours), round((block + 1) * block_hours)
        places = tuple(site for place, site in mobile if runs[place, block])
        if rows and rows[-1].places == places:
            rows[-1] = StandRow(rows[-1].from_hour, end, places)
        else:
            rows.append(StandRow(begin, end, places))
    return tuple(rows)


def _fuel(outage: OutageModel, timeline: Timeline) -> tuple[FuelRow, ...]:
    per_hour = round(60 / timeline.step)
    rows = []
    for place, generator in enumerate(outage.scenario.generators):
        if generator.is_mobile or generator.hourly_l <= 0:
            continue
        row = _row(outage.model, generator.node)
        at_end = timeline.fuel_l[place][per_hour - 1 :: per_hour]
        rows.append(FuelRow(row.ref, row.name_nl, row.name_en, tuple(float(left) for left in at_end)))
    return tuple(rows)


def _required(model: Model, recovery: Recovery) -> tuple[RequiredRow, ...]:
    """Resources that something asks for, those with the greatest gap first, then those needed soonest."""
    required = required_times(recovery, model.targets)
    rows = []
    for v, row in enumerate(model.rows):
        if not isinstance(row, ResourceRow) or not np.isfinite(required.required[v]):
            continue
        rows.append(
            RequiredRow(
                ref=row.ref,
                name_nl=row.name_nl,
                name_en=row.name_en,
                kind=row.kind,
                ready_min=_finite(recovery.ready_started[v]),
                required_min=float(required.required[v]),
                gap_min=float(required.gap[v]),
                reason=_refs(model, required.reason(v)),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.gap_min, row.required_min or 0.0, row.ref)))


def _points(model: Model, failures: SingleFailures) -> dict[int, list[NodeRef]]:
    """Per process the resources and processes whose loss alone stops it, the worst first."""
    points: dict[int, list[NodeRef]] = {}
    for i, v in enumerate(failures.node):
        for process in failures.lost_by(i):
            ref = model.ref(int(v))
            if int(process) != int(v) and ref not in points.setdefault(int(process), []):
                points[int(process)].append(ref)
    return points


def _failures(model: Model, failures: SingleFailures) -> tuple[FailureRow, ...]:
    return tuple(
        FailureRow(
            refs=(model.ref(int(v)),),
            effect=float(failures.effect[i]),
            lost=_refs(model, failures.lost_by(i)),
            late=_refs(model, failures.late_by(i)),
        )
        for i, v in enumerate(failures.node)
        if failures.effect[i] > 0 and v < len(model.rows)
    )


def _rests_on_unknown(model: Model, recovery: Recovery) -> list[tuple[NodeRef, ...]]:
    """Per process the nodes without a known time that could make it later than computed.

    Everything below it that is not there in time anyway: all nodes reachable through its requirements.
    """
    graph = model.graph
    unknown = np.array([row.recovery_min is None for row in model.rows] + [False] * len(model.sites))
    if not unknown.any():
        return [() for _ in model.processes]
    reached: list[tuple[NodeRef, ...]] = []
    for v in range(len(model.processes)):
        seen = {v}
        waiting = [v]
        while waiting:
            node = waiting.pop()
            groups = slice(graph.group_start[node], graph.group_start[node + 1])
            for start, end in zip(
                graph.member_start[:-1][groups], graph.member_start[1:][groups], strict=True
            ):
                for member in graph.member[start:end]:
                    if int(member) not in seen:
                        seen.add(int(member))
                        waiting.append(int(member))
        reached.append(_refs(model, sorted(node for node in seen if unknown[node])))
    return reached


def _row(model: Model, node: int) -> Row:
    if node < len(model.rows):
        return model.rows[node]
    row = model.register.node(model.ref(node))
    assert isinstance(row, ProcessRow | ResourceRow)  # noqa: S101 - sites are made of the register's rows
    return row


def _refs(model: Model, nodes: Iterable[int]) -> tuple[NodeRef, ...]:
    return tuple(dict.fromkeys(model.ref(int(v)) for v in nodes))


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None

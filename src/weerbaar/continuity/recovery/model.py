"""The register as the graph, targets and outage of `core.recovery`. No analysis here, no database.

What the register leaves open is never invented: an unknown recovery time counts as 0 and every result that
rests on it is "at least"; an unknown autonomy counts as 0; an unknown number of people or an unknown use of
fuel limits nothing, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from weerbaar.continuity.types import (
    Assumptions,
    NodeKind,
    NodeRef,
    ProcessRow,
    Register,
    RequirementRow,
    ResourceRow,
)
from weerbaar.core.recovery import (
    HORIZON,
    Delivery,
    Depot,
    Generator,
    Node,
    Outage,
    RecoveryGraph,
    Requirement,
    Scenario,
    Shift,
    Staffing,
    Targets,
    Workaround,
    build_graph,
    make_targets,
)

HOUR = 60
Row = ProcessRow | ResourceRow


def node_id(ref: NodeRef) -> str:
    """The name of a register's node in the graph."""
    return f"{ref.kind}:{ref.code}"


def weight(process: ProcessRow, assumptions: Assumptions) -> float:
    """What an hour of the process is worth, by how long its loss can be borne; 1 where that is unknown."""
    limit = process.mtpd_min
    if limit is None or process.decision == "can_wait":
        return 1.0
    return next((worth for border, worth in assumptions.worth if limit <= border), 1.0)


@dataclass(frozen=True)
class Model:
    """`graph` over `rows` (node v is row v); mobile generators stand at their sites after them (`sites`)."""

    register: Register
    rows: tuple[Row, ...]
    graph: RecoveryGraph
    targets: Targets
    sites: tuple[tuple[NodeRef, NodeRef], ...] = ()  # (mobile generator, the node that it would supply)
    _number: dict[NodeRef, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._number.update({row.ref: v for v, row in enumerate(self.rows)})

    def number(self, ref: NodeRef) -> int:
        return self._number[ref]

    def ref(self, node: int) -> NodeRef:
        """The register's node behind a node of the graph; of a site, the mobile generator."""
        return self.rows[node].ref if node < len(self.rows) else self.sites[node - len(self.rows)][0]

    @property
    def processes(self) -> tuple[ProcessRow, ...]:
        return self.register.processes

    @property
    def unknown(self) -> tuple[NodeRef, ...]:
        """Nodes whose own time is not in the register."""
        return tuple(row.ref for row in self.rows if row.recovery_min is None)


def model_of(register: Register) -> Model:
    """The register's graph: processes first, then resources, then the sites of mobile generators."""
    rows: tuple[Row, ...] = (*register.processes, *register.resources)
    mobile = {row.ref: row for row in register.resources if row.kind == "generator" and row.is_mobile}
    nodes = [
        Node(node_id(row.ref), float(row.recovery_min or 0), float(row.autonomy_min or 0)) for row in rows
    ]
    needs: list[Requirement] = []
    sites: list[tuple[NodeRef, NodeRef]] = []
    for row in rows:
        for requirement in row.requirements:
            if not requirement.members:
                continue
            names = []
            for member in requirement.members:
                if member in mobile:
                    sites.append((member, row.ref))
                    names.append(_site_id(member, len(sites) - 1))
                else:
                    names.append(node_id(member))
            needs.append(_need(row.ref, requirement, tuple(names)))
    for place, (generator, _) in enumerate(sites):
        unit = mobile[generator]
        nodes.append(Node(_site_id(generator, place), float(unit.recovery_min or 0)))
        for requirement in unit.requirements:
            if requirement.members:
                members = tuple(node_id(member) for member in requirement.members)
                needs.append(Requirement(_site_id(generator, place), members, _at_least(requirement)))
    return Model(register, rows, build_graph(nodes, needs), _targets(register), tuple(sites))


def _site_id(generator: NodeRef, place: int) -> str:
    return f"{node_id(generator)}@{place}"


def _need(owner: NodeRef, requirement: RequirementRow, members: tuple[str, ...]) -> Requirement:
    return Requirement(node_id(owner), members, _at_least(requirement))


def _at_least(requirement: RequirementRow) -> int:
    return min(requirement.needed, len(requirement.members))


def _targets(register: Register) -> Targets:
    rows = register.processes
    return make_targets(
        np.arange(len(rows)),
        weight=[weight(row, register.assumptions) for row in rows],
        rto=[_line(row.rto_min) for row in rows],
        mtpd=[_line(row.mtpd_min) for row in rows],
        deadline=[_line(row.deadline_min) for row in rows],
        horizon=[np.inf if row.decision == "can_wait" else HORIZON for row in rows],
    )


def _line(minutes: int | None) -> float:
    return np.inf if minutes is None else float(minutes)


@dataclass(frozen=True)
class OutageModel:
    """An outage of the register's power supply, ready to simulate."""

    model: Model
    scenario: Scenario
    generators: tuple[int, ...]  # node numbers, in the order of the scenario
    without_staff_figures: tuple[str, ...]


def outage_of(model: Model, hours: int = 72, step: float = 15.0) -> OutageModel:
    """All power supplies of the register out from the start, for `hours`; everything else follows from it.

    A generator burns only while its power supply is out; tanks start full. People of a role are there in
    crews, one at a time; batteries charge as fast as the register's assumptions say.
    """
    register = model.register
    horizon = float(hours * HOUR)
    out = [row for row in register.resources if row.kind == "power"]
    depots = {
        row.ref: place
        for place, row in enumerate(
            row for row in register.resources if row.kind == "fuel" and row.capacity is not None
        )
    }
    generators, deliveries = _generators(model, depots)
    roles = {row.code: place for place, row in enumerate(register.roles)}
    counted = {row.code: row.people_available for row in register.roles}
    wanted = {staffing.role_code for row in register.processes for staffing in row.staffing}
    unknown = tuple(sorted(code for code in wanted if counted.get(code) is None))
    scenario = Scenario(
        graph=model.graph,
        process=np.arange(len(register.processes)),
        weight=np.array([weight(row, register.assumptions) for row in register.processes], np.float64),
        outages=tuple(Outage(model.number(row.ref), 0.0, horizon) for row in out),
        generators=generators,
        depots=tuple(Depot(float(_capacity(register, ref))) for ref in depots),
        deliveries=deliveries,
        shifts=tuple(
            Shift(roles[code], 0.0, horizon, _at_work(people, register.assumptions.crews))
            for code in sorted(wanted)
            if (people := counted.get(code)) is not None
        ),
        staffing=tuple(
            Staffing(v, roles[s.role_code], float(s.people), float(s.from_min), _until(s.until_min))
            for v, row in enumerate(register.processes)
            for s in row.staffing
            if counted.get(s.role_code) is not None
        ),
        workarounds=tuple(
            Workaround(v, float(row.workaround_max_min))
            for v, row in enumerate(register.processes)
            if row.workaround_max_min
        ),
        mobile_units=sum(
            int(row.capacity or 1) for row in register.resources if row.kind == "generator" and row.is_mobile
        ),
        horizon=horizon,
        step=step,
        recharge=_recharge(model),
    )
    return OutageModel(model, scenario, tuple(g.node for g in generators), unknown)


def _at_work(people: int, crews: float) -> float:
    """People of a role at work at a time: one crew, of one at least as long as there is anybody."""
    return float(max(int(people / crews), min(people, 1)))


def _recharge(model: Model) -> NDArray[np.float64]:
    """(n,) minutes of autonomy that come back per minute with input; a process gets its own back at once."""
    rate = np.full(len(model.graph), np.inf)
    takes = model.register.assumptions.recharge_min
    if takes > 0:
        for v, row in enumerate(model.rows):
            if isinstance(row, ResourceRow) and row.autonomy_min:
                rate[v] = row.autonomy_min / takes
    return rate


def _until(minutes: int) -> float:
    """Staffing that is asked for until the 72nd hour is asked for as long as the outage lasts."""
    return np.inf if minutes >= HORIZON else float(minutes)


def _capacity(register: Register, ref: NodeRef) -> float:
    row = register.node(ref)
    assert isinstance(row, ResourceRow)  # noqa: S101 - depots are made of resources
    return row.capacity or 0.0


def _generators(
    model: Model, depots: dict[NodeRef, int]
) -> tuple[tuple[Generator, ...], tuple[Delivery, ...]]:
    """The generators whose fuel is known, fixed ones and the sites of mobile ones, with what is brought."""
    found: list[Generator] = []
    deliveries = [
        Delivery(float(delivery.after_min), delivery.litres, depot=place)
        for ref, place in depots.items()
        for delivery in _resource(model, ref).deliveries
    ]
    fixed = [
        (model.number(row.ref), row, _replaced(model, row.ref))
        for row in model.register.resources
        if row.kind == "generator" and not row.is_mobile
    ]
    sites = [
        (len(model.rows) + place, _resource(model, generator), _power_beside(model, owner, generator))
        for place, (generator, owner) in enumerate(model.sites)
    ]
    for node, row, replaces in (*fixed, *sites):
        if row.tank_litres is None or row.litres_per_hour is None:
            if row.is_mobile:
                found.append(Generator(node, 0.0, 0.0, 0.0, replaces=replaces, is_mobile=True))
            continue
        depot = next((depots[m] for r in row.requirements for m in r.members if m in depots), -1)
        if not row.is_mobile:
            deliveries += [
                Delivery(float(d.after_min), d.litres, generator=len(found)) for d in row.deliveries
            ]
        found.append(
            Generator(
                node,
                row.litres_per_hour,
                row.tank_litres,
                row.tank_litres,
                depot=depot,
                replaces=replaces,
                is_mobile=row.is_mobile,
            )
        )
    return tuple(found), tuple(deliveries)


def _resource(model: Model, ref: NodeRef) -> ResourceRow:
    row = model.register.node(ref)
    assert isinstance(row, ResourceRow)  # noqa: S101 - who calls asks for resources
    return row


def _replaced(model: Model, generator: NodeRef) -> int:
    """The power supply of which the generator is an alternative somewhere; -1: none."""
    for owner in model.register.needed_by(generator):
        if (power := _power_beside(model, owner, generator)) >= 0:
            return power
    return -1


def _power_beside(model: Model, owner: NodeRef, generator: NodeRef) -> int:
    row = model.register.node(owner)
    for requirement in row.requirements if row else ():
        if generator not in requirement.members:
            continue
        for member in requirement.members:
            other = model.register.node(member) if member.kind == NodeKind.RESOURCE else None
            if isinstance(other, ResourceRow) and other.kind == "power":
                return model.number(member)
    return -1

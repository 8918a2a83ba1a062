"""The dependency picture: which nodes, in which layer, in what order, at what place. No drawing, no words.

Layers run from left (what residents notice) to right (what all rests on), as Sugiyama, Tagawa and Toda (1981)
draw hierarchies: the longest way down gives the layer, the barycentre of the neighbours the order within it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from weerbaar.continuity.types import NodeRef, ProcessRow, Register, ResourceRow

BOX = (190, 34)
COLUMN, ROW, MARGIN = 270, 46, 12
SWEEPS = 6
FEW = 14  # boxes in a layer, up to which the layers are centred; taller ones begin at the top
LABEL = 27  # characters that fit in a box
Row = ProcessRow | ResourceRow


@dataclass(frozen=True)
class Box:
    """One node at its place, in pixels."""

    ref: NodeRef
    name_nl: str
    name_en: str
    kind: str
    x: int
    y: int
    layer: int


@dataclass(frozen=True)
class Line:
    """One membership: `member` is needed by `owner`; "k of n" where there is a choice."""

    member: NodeRef
    owner: NodeRef
    needed: int
    of: int
    path: str

    @property
    def is_choice(self) -> bool:
        return self.needed < self.of


@dataclass(frozen=True)
class Picture:
    """Boxes layer by layer, lines, and the size of it all."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    box_width: int = BOX[0]
    box_height: int = BOX[1]


def around(register: Register, centre: NodeRef, steps: int) -> set[NodeRef]:
    """The node, and what lies at most so many steps from it, both ways."""
    needs, needed_by = _neighbours(register)
    found = {centre}
    for links in (needs, needed_by):
        edge = {centre}
        for _ in range(steps):
            edge = {other for node in edge for other in links[node]} - found
            found |= edge
    return found


def below(register: Register, start: Iterable[NodeRef]) -> set[NodeRef]:
    """The nodes, and everything that they rest on."""
    needs, _ = _neighbours(register)
    found = set(start)
    waiting = list(found)
    while waiting:
        for other in needs[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def draw(register: Register, chosen: set[NodeRef]) -> Picture:
    """The picture of the chosen nodes and the lines between them; the same every time."""
    rows: dict[NodeRef, Row] = {row.ref: row for row in register.processes if row.ref in chosen}
    rows.update({row.ref: row for row in register.resources if row.ref in chosen})
    needs = {ref: _needs(row) & rows.keys() for ref, row in rows.items()}
    layers = _ordered(_layers(needs), needs)
    place: dict[NodeRef, tuple[int, int]] = {}
    tallest = max((len(layer) for layer in layers), default=0)
    for number, layer in enumerate(layers):
        free = (tallest - len(layer)) * ROW // 2 if tallest <= FEW else 0
        for position, ref in enumerate(layer):
            place[ref] = (MARGIN + number * COLUMN, MARGIN + free + position * ROW)
    boxes = tuple(
        Box(ref, row.name_nl, row.name_en, _kind(row), *place[ref], number)
        for number, layer in enumerate(layers)
        for ref in layer
        for row in (rows[ref],)
    )
    lines = tuple(
        Line(member, ref, r.needed, len(r.members), _curve(place[ref], place[member]))
        for ref, row in rows.items()
        for r in row.requirements
        for member in r.members
        if member in rows
    )
    width = 2 * MARGIN + max(len(layers) - 1, 0) * COLUMN + BOX[0]
    return Picture(boxes, lines, width, 2 * MARGIN + max(tallest, 1) * ROW)


def _kind(row: Row) -> str:
    return row.kind if isinstance(row, ResourceRow) else "process"


def _needs(row: Row) -> set[NodeRef]:
    return {member for requirement in row.requirements for member in requirement.members}


def _neighbours(register: Register) -> tuple[dict[NodeRef, set[NodeRef]], dict[NodeRef, set[NodeRef]]]:
    needs: dict[NodeRef, set[NodeRef]] = defaultdict(set)
    needed_by: dict[NodeRef, set[NodeRef]] = defaultdict(set)
    rows: tuple[Row, ...] = (*register.processes, *register.resources)
    for row in rows:
        for other in _needs(row):
            needs[row.ref].add(other)
            needed_by[other].add(row.ref)
    return needs, needed_by


def _curve(owner: tuple[int, int], member: tuple[int, int]) -> str:
    """From the right side of the owner to the left side of what it needs; back round within a layer."""
    middle = BOX[1] // 2
    x1, y1 = owner[0] + BOX[0], owner[1] + middle
    x2, y2 = member[0], member[1] + middle
    if x2 > x1:
        bend = (x2 - x1) // 2
        return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    x2 = member[0] + BOX[0]
    return f"M{x1} {y1}C{x1 + 50} {y1} {x2 + 50} {y2} {x2} {y2}"


def _layers(needs: dict[NodeRef, set[NodeRef]]) -> dict[NodeRef, int]:
    """The longest way from what nobody needs; nodes of a cycle share a layer with each other."""
    group = _cycles(needs)
    above: dict[int, set[int]] = defaultdict(set)
    for ref, others in needs.items():
        above[group[ref]].update()
        for other in others:
            if group[other] != group[ref]:
                above[group[other]].add(group[ref])
    layer: dict[int, int] = {}
    # Tarjan numbers a group after all groups that it needs, so those above have higher numbers
    for number in sorted(above, reverse=True):
        layer[number] = 1 + max((layer[other] for other in above[number]), default=-1)
    return {ref: layer[group[ref]] for ref in needs}


def _cycles(needs: dict[NodeRef, set[NodeRef]]) -> dict[NodeRef, int]:
    """The strongly connected group of each node (Tarjan 1972), without recursion."""
    index: dict[NodeRef, int] = {}
    low: dict[NodeRef, int] = {}
    group: dict[NodeRef, int] = {}
    stack: list[NodeRef] = []
    number = 0
    for root in needs:
        if root in index:
            continue
        work = [(root, iter(sorted(needs[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            node, others = work[-1]
            for other in others:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    work.append((other, iter(sorted(needs[other]))))
                    break
                if other not in group:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    while True:
                        member = stack.pop()
                        group[member] = number
                        if member == node:
                            break
                    number += 1
    return group


def _ordered(layer_of: dict[NodeRef, int], needs: dict[NodeRef, set[NodeRef]]) -> list[list[NodeRef]]:
    """The nodes of each layer, ordered by the mean place of their neighbours, swept left and right."""
    layers: list[list[NodeRef]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for ref in sorted(layer_of):
        layers[layer_of[ref]].append(ref)
    left: dict[NodeRef, list[NodeRef]] = defaultdict(list)
    right: dict[NodeRef, list[NodeRef]] = defaultdict(list)
    for ref, others in needs.items():
        for other in sorted(others):
            if layer_of[ref] < layer_of[other]:
                left[other].append(ref)
                right[ref].append(other)
    for sweep in range(SWEEPS):
        side = left if sweep % 2 == 0 else right
        for number in range(len(layers)) if sweep % 2 == 0 else reversed(range(len(layers))):
            layers[number] = _by_centre(layers[number], side, layers)
    return layers


def _by_centre(
    layer: list[NodeRef], side: dict[NodeRef, list[NodeRef]], layers: list[list[NodeRef]]
) -> list[NodeRef]:
    share = {ref: (place + 0.5) / len(of) for of in layers for place, ref in enumerate(of)}
    centre = {
        ref: sum(share[other] for other in side[ref]) / len(side[ref]) if side[ref] else share[ref]
        for ref in layer
    }
    return sorted(layer, key=lambda ref: (centre[ref], ref))

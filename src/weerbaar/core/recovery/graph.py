"""What needs what: the dependency graph as flat arrays, and how it is built from names. Computes no times.

Processes and resources are alike: nodes. All times are minutes (float64); `inf` is never.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Node:
    """`own`: minutes to bring it back once what it needs is there (inf: it never comes back by itself).

    `autonomy`: minutes it runs on after its input is lost.
    """

    id: str
    own: float
    autonomy: float = 0.0


@dataclass(frozen=True)
class Requirement:
    """`node` needs at least `at_least` of its `members` up; None: all of them. One of m: alternatives."""

    node: str
    members: tuple[str, ...]
    at_least: int | None = None


@dataclass(frozen=True)
class Fault:
    """One mistake in what was given.

    `code`: "duplicate_node", "negative_own", "negative_autonomy", "unknown_node", "unknown_member",
    "duplicate_member", "self_member", "no_members", "at_least_out_of_range". `node` the node's id, `member`
    the member's id where one is at fault, `requirement` its position among the requirements (-1: none),
    `value` the number at fault.
    """

    code: str
    node: str
    member: str = ""
    requirement: int = -1
    value: float = float("nan")


class GraphError(ValueError):
    """The graph cannot be built; `faults` holds every mistake, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        more = f" and {len(self.faults) - 1} more" if len(self.faults) > 1 else ""
        named = f", member {first.member!r}" if first.member else ""
        super().__init__(f"{first.code} at node {first.node!r}{named}{more}")


@dataclass(frozen=True)
class RecoveryGraph:
    """n nodes, g groups, e memberships, in compressed rows.

    `ids` (n,) names; `own`, `autonomy` (n,) minutes. The groups of node v are `group_start[v]` to
    `group_start[v + 1]`; group i needs at least `need[i]` of the nodes `member[member_start[i]` to
    `member_start[i + 1]]`. Use `build_graph` to make one from names; raises ValueError for arrays that do
    not fit together.
    """

    ids: tuple[str, ...]
    own: Floats
    autonomy: Floats
    group_start: Integers
    need: Integers
    member_start: Integers
    member: Integers
    _index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("own", "autonomy"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.float64))
        for name in ("group_start", "need", "member_start", "member"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.int64))
        object.__setattr__(self, "_index", {name: v for v, name in enumerate(self.ids)})
        n, g, e = len(self.ids), len(self.need), len(self.member)
        if len(self.own) != n or len(self.autonomy) != n or len(self.group_start) != n + 1:
            raise ValueError("ids, own, autonomy and group_start do not describe the same number of nodes")
        if len(self.member_start) != g + 1 or self.group_start[0] != 0 or self.group_start[-1] != g:
            raise ValueError("group_start, need and member_start do not fit together")
        if self.member_start[0] != 0 or self.member_start[-1] != e:
            raise ValueError("member_start and member do not fit together")
        sizes = np.diff(self.member_start)
        if (np.diff(self.group_start) < 0).any() or (sizes < 0).any():
            raise ValueError("group_start and member_start must not fall")
        if e and (self.member.min() < 0 or self.member.max() >= n):
            raise ValueError("a member is a node that does not exist")
        if (self.need < 1).any() or (self.need > sizes).any():
            raise ValueError("need must lie between 1 and the size of its group")
        if not ((self.own >= 0).all() and (self.autonomy >= 0).all()):
            raise ValueError("own and autonomy must be at least 0")
        if len(self._index) != n:
            raise ValueError("ids must differ")

    def __len__(self) -> int:
        return len(self.ids)

    def index(self, name: str) -> int:
        """The number of the node with this id; KeyError when there is none."""
        return self._index[name]

    def indices(self, names: Iterable[str]) -> Integers:
        """(k,) numbers of the nodes with these ids; KeyError when one is unknown."""
        return np.array([self._index[name] for name in names], np.int64)

    @cached_property
    def group_owner(self) -> Integers:
        """(g,) the node of each group."""
        return np.repeat(np.arange(len(self)), np.diff(self.group_start))

    @cached_property
    def member_group(self) -> Integers:
        """(e,) the group of each membership."""
        return np.repeat(np.arange(len(self.need)), np.diff(self.member_start))


def build_graph(nodes: Iterable[Node], requirements: Iterable[Requirement]) -> RecoveryGraph:
    """The graph of these nodes and requirements, in their order; several requirements of a node all count.

    Raises GraphError with every fault found.
    """
    listed, wanted = list(nodes), list(requirements)
    faults: list[Fault] = []
    index: dict[str, int] = {}
    for node in listed:
        if node.id in index:
            faults.append(Fault("duplicate_node", node.id))
        index.setdefault(node.id, len(index))
        if not node.own >= 0:
            faults.append(Fault("negative_own", node.id, value=float(node.own)))
        if not node.autonomy >= 0:
            faults.append(Fault("negative_autonomy", node.id, value=float(node.autonomy)))
    for position, requirement in enumerate(wanted):
        faults.extend(_faults_of(requirement, position, index))
    if faults:
        raise GraphError(faults)
    groups: list[list[Requirement]] = [[] for _ in listed]
    for requirement in wanted:
        groups[index[requirement.node]].append(requirement)
    ordered = [requirement for of_node in groups for requirement in of_node]
    return RecoveryGraph(
        ids=tuple(node.id for node in listed),
        own=np.array([node.own for node in listed], np.float64),
        autonomy=np.array([node.autonomy for node in listed], np.float64),
        group_start=np.cumsum([0, *(len(of_node) for of_node in groups)]),
        need=np.array(
            [len(r.members) if r.at_least is None else r.at_least for r in ordered],
            np.int64,
        ),
        member_start=np.cumsum([0, *(len(r.members) for r in ordered)]),
        member=np.array([index[name] for r in ordered for name in r.members], np.int64),
    )


def _faults_of(requirement: Requirement, position: int, index: dict[str, int]) -> list[Fault]:
    node, members = requirement.node, requirement.members
    faults = []
    if node not in index:
        faults.append(Fault("unknown_node", node, requirement=position))
    if not members:
        faults.append(Fault("no_members", node, requirement=position))
    seen: set[str] = set()
    for name in members:
        if name not in index:
            faults.append(Fault("unknown_member", node, name, position))
        elif name == node:
            faults.append(Fault("self_member", node, name, position))
        if name in seen:
            faults.append(Fault("duplicate_member", node, name, position))
        seen.add(name)
    at_least = requirement.at_least
    if members and at_least is not None and not 1 <= at_least <= len(members):
        faults.append(Fault("at_least_out_of_range", node, requirement=position, value=float(at_least)))
    return faults

"""Circles among what is needed: telecom needs power, and power needs telecom. Allowed, but said."""

from __future__ import annotations

from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from weerbaar.continuity.types import NodeRef, Register


def circles(register: Register) -> list[tuple[NodeRef, ...]]:
    """Each set of things that need one another, sorted; nothing needs itself, so each has at least two."""
    rows = register.nodes
    nodes = [row.ref for row in rows]
    number = {ref: index for index, ref in enumerate(nodes)}
    pairs = [
        (number[row.ref], number[member])
        for row in rows
        for need in row.requirements
        for member in need.members
        if member in number
    ]
    if not pairs:
        return []
    needing, needed = zip(*pairs, strict=True)
    graph = coo_array(([1] * len(pairs), (needing, needed)), shape=(len(nodes), len(nodes)))
    _count, component = connected_components(graph.tocsr(), directed=True, connection="strong")
    together: dict[int, list[NodeRef]] = {}
    for ref, label in zip(nodes, component, strict=True):
        together.setdefault(int(label), []).append(ref)
    return sorted(tuple(sorted(members)) for members in together.values() if len(members) > 1)

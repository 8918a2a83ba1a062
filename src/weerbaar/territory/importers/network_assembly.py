"""From courses of streets to a `NetworkDraft`: junctions, chains, twins, lengths, loose parts. No files."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.types import Floats, Integers, NetworkDraft

SAME_LENGTH = (0.2, 0.01)  # metres and share within which two pieces without a course are one
OFF = 0.05  # share by which a given length may differ from its course
LEAST_PART = 0.01  # share of all streets below which a loose part is left out


def joined_at_junctions(
    key: Integers,
    x: Floats,
    y: Floats,
    way: Integers,
    name: Integers,
    names: list[str],
    bridge: NDArray[np.bool_],
) -> NetworkDraft:
    """A network from ways: split where they meet, joined again where nothing meets and nothing changes.

    `key`, `x`, `y`, `way` (k,): one row per vertex in order of way and course; equal keys are one place.
    `name`, `bridge`: per way number. What lies between two junctions becomes one edge with inner
    vertices; an edge never mixes two names, or a bridge with what is not a bridge. Lengths are left NaN.
    """
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    a, b, of = place[:-1], place[1:], way[:-1]
    real = (way[:-1] == way[1:]) & (a != b)
    a, b, of = a[real], b[real], of[real]
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((name[of] < 0, high, low))  # of two ways on one course, the named one stays
    low, high, of = low[order], high[order], of[order]
    new = np.ones(len(low), np.bool_)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    low, high, of = low[new], high[new], of[new]
    label = 2 * name[of] + bridge[of]
    chains, edge_label = _chains(low, high, label, len(first))
    inner = [chain[1:-1] for chain in chains]
    shape = np.array([node for part in inner for node in part], np.int64)
    ends = np.array([[chain[0], chain[-1]] for chain in chains], np.int64).reshape(-1, 2)
    px, py = x[first], y[first]
    labels = np.array(edge_label, np.int64)
    return compact(
        NetworkDraft(
            x=px,
            y=py,
            u=ends[:, 0],
            v=ends[:, 1],
            length_m=np.full(len(ends), np.nan),
            name=labels >> 1,
            names=names,
            bridge=(labels & 1).astype(np.bool_),
            shape_start=np.concatenate([[0], np.cumsum([len(part) for part in inner])]).astype(np.int64),
            shape_x=px[shape],
            shape_y=py[shape],
        )
    )


def _chains(low: Integers, high: Integers, label: Integers, nodes: int) -> tuple[list[list[int]], list[int]]:
    """Pieces strung together through the places where exactly two of one label meet."""
    pieces = len(low)
    ends = np.concatenate([low, high])
    touching = np.argsort(ends, kind="stable") % max(pieces, 1)
    degree = np.bincount(ends, minlength=nodes)
    start = np.concatenate([[0], np.cumsum(degree)])
    through = degree == 2
    where = np.flatnonzero(through)
    one, two = touching[start[where]], touching[start[where] + 1]
    through[where] = label[one] == label[two]
    other = (low + high).tolist()  # the far end of a piece is this sum less the near end
    on, at, first = through.tolist(), touching.tolist(), start.tolist()
    used = [False] * pieces
    chains: list[list[int]] = []
    labels: list[int] = []

    def follow(piece: int, node: int) -> None:
        chain = [node]
        labels.append(int(label[piece]))
        while True:
            used[piece] = True
            node = other[piece] - node
            chain.append(node)
            if not on[node]:
                break
            here = first[node]
            piece = at[here] if at[here] != piece else at[here + 1]
            if used[piece]:
                break
        chains.append(chain)

    lows, highs = low.tolist(), high.tolist()
    for piece in range(pieces):
        if not used[piece] and not on[lows[piece]]:
            follow(piece, lows[piece])
        elif not used[piece] and not on[highs[piece]]:
            follow(piece, highs[piece])
    for piece in range(pieces):  # what is left are rings that touch nothing
        if not used[piece]:
            follow(piece, lows[piece])
    return chains, labels


def course_lengths(draft: NetworkDraft) -> Floats:
    """Length (m,) in metres of each edge along its course."""
    inner = np.diff(draft.shape_start)
    start = draft.shape_start[:-1] + 2 * np.arange(len(draft.u))
    xs, ys = np.empty(len(draft.shape_x) + 2 * len(draft.u)), np.empty(len(draft.shape_x) + 2 * len(draft.u))
    within = np.ones(len(xs), np.bool_)
    within[start] = within[start + inner + 1] = False
    for full, node, shape in ((xs, draft.x, draft.shape_x), (ys, draft.y, draft.shape_y)):
        full[start], full[start + inner + 1], full[within] = node[draft.u], node[draft.v], shape
    if not len(draft.u):
        return np.zeros(0)
    step = np.hypot(np.diff(xs), np.diff(ys))
    step = np.append(step, 0.0)
    step[start + inner + 1] = 0.0  # from the end of one edge to the start of the next is no street
    lengths: Floats = np.add.reduceat(step, start)
    return lengths


def measured(draft: NetworkDraft) -> tuple[NetworkDraft, int, int]:
    """The draft with checked lengths, how many differed from their course, and how many were missing.

    Where a file draws courses, they give the lengths: a street without inner vertices is straight. Where it
    draws none, the given length counts, unless it is shorter than the straight line.
    """
    course, given = course_lengths(draft), draft.length_m
    missing = ~(np.isfinite(given) & (given > 0))
    drawn = len(draft.shape_x) > 0
    with np.errstate(invalid="ignore"):
        off = ~missing & (given < (1 - OFF) * course - 1)
        if drawn:
            off |= ~missing & (given > (1 + OFF) * course + 1)
    length = course if drawn else np.where(missing | off, course, given)
    return replace(draft, length_m=length), int(off.sum()), int(missing.sum())


def without_twins(draft: NetworkDraft) -> tuple[NetworkDraft, int]:
    """Merges edges that are one street drawn twice (once per direction); real parallel streets stay.

    Twins share their ends and their course; where no course is drawn, their lengths are equal too. The
    shortest stays, with the name of either.
    """
    draft = _turned(draft)
    start = draft.shape_start
    groups: dict[tuple[int, int, bytes], list[int]] = {}
    rounded = np.round(np.column_stack([draft.shape_x, draft.shape_y]), 1)
    for edge, (u, v) in enumerate(zip(draft.u.tolist(), draft.v.tolist(), strict=True)):
        groups.setdefault((u, v, rounded[start[edge] : start[edge + 1]].tobytes()), []).append(edge)
    keep = np.zeros(len(draft.u), np.bool_)
    name, bridge = draft.name.copy(), draft.bridge.copy()
    for (_, _, course), edges in groups.items():
        edges.sort(key=lambda edge: (draft.length_m[edge], edge))
        kept = -1
        for edge in edges:
            apart = kept < 0 or (
                not course
                and draft.length_m[edge] - draft.length_m[kept]
                > SAME_LENGTH[0] + SAME_LENGTH[1] * draft.length_m[kept]
            )
            if apart:
                kept = edge
                keep[kept] = True
            elif name[kept] < 0:
                name[kept] = name[edge]
            bridge[kept] |= bridge[edge]
    merged = selected(replace(draft, name=name, bridge=bridge), keep)
    return merged, len(draft.u) - len(merged.u)


def _turned(draft: NetworkDraft) -> NetworkDraft:
    """Every edge from its lower to its higher node; rings so that both directions look the same."""
    start = draft.shape_start
    turn = draft.u > draft.v
    for edge in np.flatnonzero(draft.u == draft.v):
        part = slice(start[edge], start[edge + 1])
        course = list(zip(draft.shape_x[part].round(1), draft.shape_y[part].round(1), strict=True))
        turn[edge] = course > course[::-1]
    index = np.arange(len(draft.shape_x))
    for edge in np.flatnonzero(turn & (np.diff(start) > 1)):
        index[start[edge] : start[edge + 1]] = index[start[edge] : start[edge + 1]][::-1]
    return replace(
        draft,
        u=np.minimum(draft.u, draft.v),
        v=np.maximum(draft.u, draft.v),
        shape_x=draft.shape_x[index],
        shape_y=draft.shape_y[index],
    )


def selected(draft: NetworkDraft, keep: NDArray[np.bool_]) -> NetworkDraft:
    """The draft with only the edges of a mask (m,)."""
    inner = np.diff(draft.shape_start)
    within = np.repeat(keep, inner)
    return compact(
        replace(
            draft,
            u=draft.u[keep],
            v=draft.v[keep],
            length_m=draft.length_m[keep],
            name=draft.name[keep],
            bridge=draft.bridge[keep],
            shape_start=np.concatenate([[0], np.cumsum(inner[keep])]).astype(np.int64),
            shape_x=draft.shape_x[within],
            shape_y=draft.shape_y[within],
        )
    )


def compact(draft: NetworkDraft) -> NetworkDraft:
    """The draft without nodes and names that no edge uses."""
    used = np.unique(np.concatenate([draft.u, draft.v]))
    named = np.unique(draft.name[draft.name >= 0])
    name = np.where(draft.name >= 0, np.searchsorted(named, draft.name), -1)
    return replace(
        draft,
        x=draft.x[used],
        y=draft.y[used],
        u=np.searchsorted(used, draft.u).astype(np.int64),
        v=np.searchsorted(used, draft.v).astype(np.int64),
        name=name.astype(np.int64),
        names=[draft.names[i] for i in named],
    )


def clipped(draft: NetworkDraft, area: BaseGeometry) -> NetworkDraft:
    """Edges with at least one end in an area; edges are kept whole."""
    shapely.prepare(area)
    inside = shapely.contains_xy(area, draft.x, draft.y)
    return selected(draft, inside[draft.u] | inside[draft.v])


def parts(draft: NetworkDraft) -> tuple[Integers, Floats]:
    """Part number of each node, parts in order of length, and metres of street per part."""
    graph = coo_array((np.ones(len(draft.u)), (draft.u, draft.v)), shape=(len(draft.x),) * 2)
    number, label = connected_components(graph, directed=False)
    length = np.bincount(label[draft.u], weights=draft.length_m, minlength=number)
    order = np.argsort(-length, kind="stable")
    rank = np.empty(number, np.int64)
    rank[order] = np.arange(number)
    of_node: Integers = rank[label]
    return of_node, np.asarray(length[order], np.float64)

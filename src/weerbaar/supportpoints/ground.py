"""The territory as the arrays that reach and siting take, kept in the process per fingerprint.

Nothing here is specific to a design. Buildings are not kept: what is decided about them changes in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from weerbaar.core.coverage import Snapped, StreetNetwork, snap
from weerbaar.territory import queries as territory
from weerbaar.territory.types import DemandArrays, NeighbourhoodRow, NetworkDraft

NEARBY_M = 400.0
Boxes = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class Ground:
    """Residents, areas and streets of one municipality at one fingerprint."""

    municipality_id: int
    fingerprint: str
    demand: DemandArrays
    neighbourhoods: tuple[NeighbourhoodRow, ...]
    network: StreetNetwork | None
    streets: NetworkDraft | None  # the same network with names and bridges

    @cached_property
    def snapped_demand(self) -> Snapped:
        """Where each demand point meets the streets."""
        if self.network is None:
            raise ValueError("the municipality has no streets yet")
        return snap(self.network, self.demand.x, self.demand.y)

    @cached_property
    def _boxes(self) -> Boxes:
        """West, south, east and north of every street's course, each (m,)."""
        if self.network is None:
            raise ValueError("the municipality has no streets yet")
        net = self.network
        x0, x1, y0, y1 = net.x[net.u], net.x[net.v], net.y[net.u], net.y[net.v]
        west, east, south, north = (
            np.minimum(x0, x1),
            np.maximum(x0, x1),
            np.minimum(y0, y1),
            np.maximum(y0, y1),
        )
        street = np.repeat(np.arange(len(net.u)), np.diff(net.shape_start))
        np.minimum.at(west, street, net.shape_x)
        np.minimum.at(south, street, net.shape_y)
        np.maximum.at(east, street, net.shape_x)
        np.maximum.at(north, street, net.shape_y)
        return west, south, east, north

    def snap_place(self, x: float, y: float) -> Snapped:
        """Where one place meets the streets: `snap` among the streets nearby, much faster for one place.

        Exact: a street nearer than `NEARBY_M` has its box nearer too; else all streets are searched.
        """
        if self.network is None:
            raise ValueError("the municipality has no streets yet")
        place = np.array([x]), np.array([y])
        west, south, east, north = self._boxes
        near = np.flatnonzero(
            (west <= x + NEARBY_M)
            & (east >= x - NEARBY_M)
            & (south <= y + NEARBY_M)
            & (north >= y - NEARBY_M)
        )
        if len(near):
            found = snap(_some_streets(self.network, near), *place)
            if found.access_m[0] < NEARBY_M:
                return Snapped(near[found.edge], found.along_m, found.access_m)
        return snap(self.network, *place)

    @cached_property
    def districts(self) -> dict[str, str]:
        """Names of the districts by code, in order of their codes."""
        return dict(sorted((row.district_code, row.district_name) for row in self.neighbourhoods))


def ground(municipality_id: int) -> Ground:
    """The municipality's territory as it is now: one query when it is known already."""
    return _ground(municipality_id, territory.fingerprint(municipality_id))


@lru_cache(maxsize=8)
def _ground(municipality_id: int, fingerprint: str) -> Ground:
    draft = territory.street_network(municipality_id)
    return Ground(
        municipality_id,
        fingerprint,
        territory.demand(municipality_id),
        tuple(territory.neighbourhoods(municipality_id)),
        walkable(draft) if draft is not None and len(draft.u) else None,
        draft,
    )


def walkable(draft: NetworkDraft) -> StreetNetwork:
    """The streets as the core takes them."""
    return StreetNetwork(
        draft.x, draft.y, draft.u, draft.v, draft.length_m, draft.shape_start, draft.shape_x, draft.shape_y
    )


def _some_streets(network: StreetNetwork, edges: NDArray[np.int64]) -> StreetNetwork:
    """The network with only these edges, in their order; nodes keep their numbers."""
    inner = np.diff(network.shape_start)[edges]
    start = np.concatenate([[0], np.cumsum(inner)]).astype(np.int64)
    vertex = (
        np.arange(start[-1]) - np.repeat(start[:-1], inner) + np.repeat(network.shape_start[edges], inner)
    )
    return StreetNetwork(
        network.x,
        network.y,
        network.u[edges],
        network.v[edges],
        network.length_m[edges],
        start,
        network.shape_x[vertex],
        network.shape_y[vertex],
    )

"""The territory as the arrays that reach and siting take, kept in the process per fingerprint.

Nothing here is specific to a design. Buildings are not kept: what is decided about them changes in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from weerbaar.core.coverage import Snapped, StreetNetwork, snap
from weerbaar.territory import queries as territory
from weerbaar.territory.types import DemandArrays, NeighbourhoodRow, NetworkDraft


@dataclass(frozen=True)
class Ground:
    """Residents, areas and streets of one municipality at one fingerprint."""

    municipality_id: int
    fingerprint: str
    demand: DemandArrays
    neighbourhoods: tuple[NeighbourhoodRow, ...]
    network: StreetNetwork | None

    @cached_property
    def snapped_demand(self) -> Snapped:
        """Where each demand point meets the streets."""
        if self.network is None:
            raise ValueError("the municipality has no streets yet")
        return snap(self.network, self.demand.x, self.demand.y)

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
    )


def walkable(draft: NetworkDraft) -> StreetNetwork:
    """The streets as the core takes them."""
    return StreetNetwork(
        draft.x, draft.y, draft.u, draft.v, draft.length_m, draft.shape_start, draft.shape_x, draft.shape_y
    )


def snap_one(network: StreetNetwork, x: float, y: float) -> Snapped:
    """Where one place meets the streets."""
    return snap(network, np.array([x]), np.array([y]))

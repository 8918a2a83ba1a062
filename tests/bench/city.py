"""A made city of any size, from a seed: crossings, streets, addresses, candidate buildings. No measuring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay

from weerbaar.core.coverage import Snapped, StreetNetwork

STREETS_PER_CROSSING = 1.35


@dataclass(frozen=True)
class City:
    """`demand_node` (d,) and `candidate_node` (c,) stand at crossings, so that every peer can answer."""

    network: StreetNetwork
    demand_node: np.ndarray
    weight: np.ndarray
    candidate_node: np.ndarray

    def demand(self) -> Snapped:
        return at_nodes(self.network, self.demand_node)

    def candidates(self) -> Snapped:
        return at_nodes(self.network, self.candidate_node)


def at_nodes(network: StreetNetwork, node: np.ndarray) -> Snapped:
    """Points that stand on a crossing, as the end of one of its streets."""
    edge = np.full(len(network.x), -1)
    edge[network.v], edge[network.u] = np.arange(len(network.v)), np.arange(len(network.u))
    along = np.where(network.u[edge[node]] == node, 0.0, network.length_m[edge[node]])
    return Snapped(edge[node], along, np.zeros(len(node)))


def street_network(crossings: int, side_m: float, seed: int) -> StreetNetwork:
    """Half of the crossings scattered, half around neighbourhood centres; a spanning tree of their Delaunay
    triangulation and the shorter of its other edges, each walked 0 to 25 % longer than straight."""
    random = np.random.default_rng(seed)
    centres = random.uniform(0, side_m, (max(10, int((side_m / 1000) ** 2 / 3)), 2))
    scattered = random.uniform(0, side_m, (crossings // 2, 2))
    near = centres[random.integers(0, len(centres), crossings - crossings // 2)]
    clustered = side_m - np.abs(side_m - np.abs(near + random.normal(0, 450, near.shape)))  # edges reflect
    points = np.concatenate([scattered, clustered])
    points = points[np.lexsort(np.floor(points / 500).T)]
    triangles = Delaunay(points).simplices
    pairs = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1
    )
    pairs = np.unique(pairs, axis=0)
    length = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) + 0.5
    tree = minimum_spanning_tree(csr_array((length, pairs.T), shape=(crossings, crossings))).tocoo()
    in_tree = np.isin(pairs @ [crossings, 1], np.sort([tree.row, tree.col], axis=0).T @ [crossings, 1])
    others = np.flatnonzero(~in_tree)
    extra = int(STREETS_PER_CROSSING * crossings) - int(in_tree.sum())
    chance = 1 / length[others]
    chosen = random.choice(others, extra, replace=False, p=chance / chance.sum())
    edges = np.concatenate([np.flatnonzero(in_tree), chosen])
    walked = length[edges] * random.uniform(1.0, 1.25, len(edges))
    return StreetNetwork.straight(points[:, 0], points[:, 1], pairs[edges, 0], pairs[edges, 1], walked)


def make_city(
    crossings: int = 30_000,
    addresses: int = 60_000,
    candidates: int = 300,
    side_m: float = 7_000.0,
    seed: int = 1,
) -> City:
    """Addresses of 1 to 5 residents, one in eight counted three times, denser here than there."""
    network = street_network(crossings, side_m, seed)
    random = np.random.default_rng(seed + 1)
    density = random.lognormal(0, 0.8, crossings)
    density /= density.sum()
    demand = random.choice(crossings, addresses, p=density)
    residents = random.integers(1, 6, addresses).astype(float)
    weight = residents * np.where(random.random(addresses) < 0.12, 3.0, 1.0)
    place = random.choice(crossings, candidates, replace=False, p=density)
    return City(network, demand, weight, place)

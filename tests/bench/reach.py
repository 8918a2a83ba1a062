"""Reach against pandana: which addresses each candidate reaches within 1,000 m, preprocessing included.

pandana (contraction hierarchies) has no candidate-by-demand matrix. Its user has two ways to the same answer:
`range` queries per candidate, which give the nodes within a distance, or `shortest_path_lengths` for all
pairs of candidate and address node. `nearest_pois` answers another question (the nearest few per node). Both
ways are measured, each with the network's preprocessing; the goal is held against the faster one.
"""

from __future__ import annotations

import numpy as np

from tests.bench.city import City
from tests.bench.table import Row, timed
from weerbaar.core.coverage import Reach, reach

LIMIT_M = 1_000.0
GOAL = 20.0


def measure(city: City) -> list[Row]:
    origins, destinations = city.candidates(), city.demand()

    def ours() -> Reach:
        return reach(city.network, origins, destinations, LIMIT_M)

    _, first = timed(ours)
    found, steady = timed(ours, times=5)
    rows = [Row("first reach (compiles once, then cached)", f"{first:.2f} s")]
    name = f"reach, {len(found.demand):,} pairs"
    try:
        import pandana
        import pandas as pd
    except ImportError:
        return [*rows, Row(name, f"{steady:.3f} s", "pandana is not installed", goal=f"{GOAL:.0f}x")]
    network = city.network

    def prepared() -> pandana.Network:
        made = pandana.Network(
            pd.Series(network.x),
            pd.Series(network.y),
            pd.Series(network.u),
            pd.Series(network.v),
            pd.DataFrame({"metres": network.length_m}),
            twoway=True,
        )
        made.precompute(LIMIT_M)
        return made

    peer, preparing = timed(prepared)
    by_pairs, pairs = timed(lambda: _all_pairs(peer, city))
    ways = {"all pairs": (by_pairs, pairs)}
    if hasattr(peer, "nodes_in_range"):
        ways["range"] = timed(lambda: _in_range(peer, city))
    for way, (count, seconds) in ways.items():
        # pandana counts in whole millimetres to metres: a pair at the limit may fall either way
        if abs(count - len(found.demand)) > 1e-3 * len(found.demand):
            raise RuntimeError(f"pandana's {way} finds {count} pairs and we find {len(found.demand)}")
        rows.append(Row(f"  pandana, {way}", "", f"{preparing:.1f} s + {seconds:.2f} s"))
    best = preparing + min(seconds for _, seconds in ways.values())
    ratio = best / steady
    goal = f"at least {GOAL:.0f}x"
    return [Row(name, f"{steady:.3f} s", f"{best:.2f} s (pandana)", ratio, goal, ratio >= GOAL), *rows]


def _all_pairs(peer: object, city: City) -> int:
    nodes, many = np.unique(city.demand_node, return_counts=True)
    found = 0
    for candidate in city.candidate_node:
        metres = np.asarray(
            peer.shortest_path_lengths(np.full(len(nodes), candidate), nodes)  # type: ignore[attr-defined]
        )
        found += int(many[metres <= LIMIT_M].sum())
    return found


def _in_range(peer: object, city: City) -> int:
    many = np.bincount(city.demand_node, minlength=len(city.network.x))
    table = peer.nodes_in_range(city.candidate_node, LIMIT_M)  # type: ignore[attr-defined]
    column = "destination" if "destination" in table.columns else table.columns[1]
    return int(many[table[column].to_numpy()].sum())

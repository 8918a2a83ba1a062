"""Recovery times, failures and pairs against a plain networkx implementation, and an outage hour by hour.

The peer is what one writes first: a graph of nodes, `topological_sort`, and per node the k-th smallest time
of each group; a failure is the whole graph evaluated again. It cannot do cycles. All single failures and all
pairs would take it an hour, so that some are measured and the rest is reckoned from their mean.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping

import networkx as nx
import numpy as np

from tests.bench.organisation import make_goals, make_organisation
from tests.bench.table import Row, timed
from weerbaar.core.recovery import (
    Depot,
    Generator,
    Loss,
    Node,
    Outage,
    RecoveryGraph,
    Requirement,
    Scenario,
    after_loss,
    build_graph,
    cut_sets,
    latest_times,
    pair_failures,
    recover,
    required_times,
    saving,
    share_greedily,
    share_optimally,
    simulate,
    single_failures,
)

PROCESSES, CRITICAL = 1_000, 300
ALONE = """
import json, sys, time
from tests.bench.organisation import make_goals, make_organisation
from weerbaar.cli.measuring import forget_peak_memory, peak_memory_mb
from weerbaar.core.recovery import pair_failures, recover, single_failures
scale = int(sys.argv[1])
small = make_organisation(10, 60, 200)
recover(small)
pair_failures(small, make_goals(small, 10), single_failures(small, make_goals(small, 10)).node[:10])
graph = make_organisation(1_000 * scale, 3_000 * scale, 15_000 * scale)
goals = make_goals(graph, 1_000 * scale)
forget_peak_memory()
times = [time.perf_counter()]
recover(graph)
times.append(time.perf_counter())
singles = single_failures(graph, goals)
times.append(time.perf_counter())
pair_failures(graph, goals, singles.node[:300])
times.append(time.perf_counter())
spent = [after - before for before, after in zip(times, times[1:])]
print(json.dumps({"mb": peak_memory_mb(), "spent": spent}))
"""


class Plain:
    """The dependency graph in networkx, as one writes it first."""

    def __init__(self, graph: RecoveryGraph) -> None:
        self.network = nx.DiGraph()
        for v in range(len(graph)):
            groups = [
                (int(graph.need[g]), graph.member[graph.member_start[g] : graph.member_start[g + 1]].tolist())
                for g in range(graph.group_start[v], graph.group_start[v + 1])
            ]
            self.network.add_node(v, own=float(graph.own[v]), groups=groups)
            self.network.add_edges_from((m, v) for _, members in groups for m in members)

    def times(self, gone: tuple[int, ...] = ()) -> Mapping[int, float]:
        ready: dict[int, float] = {}
        for v in nx.topological_sort(self.network):
            if v in gone:
                ready[v] = float("inf")
                continue
            node = self.network.nodes[v]
            waits = [sorted(ready[m] for m in members)[need - 1] for need, members in node["groups"]]
            ready[v] = node["own"] + max(waits, default=0.0)
        return ready


def measure() -> list[Row]:
    graph = make_organisation(PROCESSES)
    goals = make_goals(graph, PROCESSES)
    _, first = timed(lambda: recover(graph))
    recovery, seconds = timed(lambda: recover(make_again(graph)), times=5)
    plain = Plain(graph)
    times, peer = timed(plain.times, times=3)
    if [times[v] for v in range(len(graph))] != recovery.ready.tolist():
        raise RuntimeError("networkx finds other times")
    size = f"{len(graph):,} nodes, {len(graph.member):,} dependencies"
    rows = [
        Row(
            f"recovery times, {size}",
            _ms(seconds),
            f"{_ms(peer)} (networkx)",
            peer / seconds,
            *_under(seconds, 0.05),
        ),
        Row("  first (compiles once, then cached)", f"{first:.2f} s"),
    ]
    single_failures(graph, goals, np.arange(2))
    singles, seconds = timed(lambda: single_failures(graph, goals), times=3)
    rows.append(
        _failures(
            "all single failures", seconds, plain, [(int(v),) for v in singles.node[:20]], len(graph), 2.0
        )
    )
    critical = singles.node[:CRITICAL]
    pair_failures(graph, goals, critical[:2])
    pairs, seconds = timed(lambda: pair_failures(graph, goals, critical))
    sample = [(int(a), int(b)) for a, b in zip(pairs.first[:20], pairs.second[:20], strict=True)]
    rows.append(_failures(f"all pairs of {CRITICAL}", seconds, plain, sample, pairs.evaluated, 30.0))
    rows.extend(_rest(graph, recovery, goals, singles))
    return rows


def make_again(graph: RecoveryGraph) -> RecoveryGraph:
    """The same graph without what was kept of it, so that every run orders it anew."""
    return RecoveryGraph(
        graph.ids, graph.own, graph.autonomy, graph.group_start, graph.need, graph.member_start, graph.member
    )


def _failures(
    name: str, seconds: float, plain: Plain, sample: list[tuple[int, ...]], count: int, goal_s: float
) -> Row:
    _, spent = timed(lambda: [plain.times(gone) for gone in sample])
    peer = spent / len(sample) * count
    shown = f"{peer:,.0f} s (networkx, reckoned from {len(sample)})"
    return Row(f"{name}, {count:,}", f"{seconds:.3f} s", shown, peer / seconds, *_under(seconds, goal_s))


def _rest(graph: RecoveryGraph, recovery: object, goals: object, singles: object) -> list[Row]:
    rows = []
    for name, work in (
        ("required times", lambda: required_times(recovery, goals)),  # type: ignore[arg-type]
        ("latest times of all nodes", lambda: latest_times(recovery, goals)),  # type: ignore[arg-type]
        ("interruptions after a loss", lambda: after_loss(graph, Loss(np.arange(3), np.full(3, 4_320.0)))),
        ("72 h in quarters of an hour", lambda: simulate(_outage(graph))),
    ):
        work()
        _, seconds = timed(work, times=3)
        rows.append(Row(name, _ms(seconds)))
    ringed = make_organisation(PROCESSES, rings=250)
    recover(ringed)
    _, seconds = timed(lambda: recover(make_again(ringed)), times=5)
    rows.append(Row("recovery times with 250 rings", _ms(seconds), "networkx has no order"))
    process = int(singles.lost_by(0)[0])  # type: ignore[attr-defined]
    cuts, seconds = timed(lambda: cut_sets(graph, process, 3))
    rows.append(Row(f"cut sets of at most 3: {len(cuts.sets):,}", f"{seconds:.2f} s"))
    return rows


def _outage(graph: RecoveryGraph) -> Scenario:
    nodes = np.arange(len(graph) - PROCESSES, len(graph))
    return Scenario(graph, nodes, np.ones(PROCESSES), tuple(Outage(v, 0.0, 2_880.0) for v in range(3)))


def measure_sharing() -> list[Row]:
    """30 sites with batteries and two processes each, 8 mobile generators, fuel for a part of the need."""
    rng = np.random.default_rng(3)
    sites = 30
    nodes, requirements = [Node("grid", 0.0)], []
    for i in range(sites):
        nodes += [Node(f"unit{i}", 30.0), Node(f"site{i}", 0.0, float(rng.integers(0, 13)) * 60)]
        nodes += [Node(f"a{i}", 15.0), Node(f"b{i}", 0.0)]
        requirements.append(Requirement(f"site{i}", ("grid", f"unit{i}"), 1))
        requirements += [Requirement(f"{name}{i}", (f"site{i}",)) for name in "ab"]
    graph = build_graph(nodes, requirements)
    scenario = Scenario(
        graph,
        graph.indices([f"{name}{i}" for i in range(sites) for name in "ab"]),
        rng.integers(1, 11, 2 * sites).astype(np.float64),
        (Outage(0, 0.0, 4_320.0),),
        tuple(Generator(4 * i + 1, float(rng.integers(5, 20)), 100.0, 0.0, 0, 0, True) for i in range(sites)),
        (Depot(3_000.0),),
        mobile_units=8,
        recharge=np.full(len(graph), 0.5),
    )
    share_greedily(scenario)
    greedy, seconds = timed(lambda: share_greedily(scenario))
    optimal, solving = timed(lambda: share_optimally(scenario, time_limit_s=60.0))
    gained = saving(optimal, greedy)
    return [
        Row("8 generators over 30 sites, greedy", f"{seconds:.2f} s, {greedy.timeline.value:,.0f}"),
        Row(
            "  proven in blocks of 4 h",
            f"{solving:.1f} s, gap {optimal.gap:.2%}",
            f"saves {gained.value:,.0f} ({gained.value / greedy.timeline.value:.1%}) over greedy",
        ),
    ]


def measure_growth(scale: int) -> list[Row]:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(scale)], capture_output=True, text=True, check=True
    )
    result = json.loads(done.stdout.splitlines()[-1])
    times, singles, pairs = result["spent"]
    name = "fresh process" if scale == 1 else f"{scale} times the organisation"
    return [
        Row(f"{name}: times, singles, pairs", f"{_ms(times)}, {singles:.2f} s, {pairs:.1f} s"),
        Row(f"{name}: peak memory", f"{result['mb']:.0f} MB"),
    ]


def _ms(seconds: float) -> str:
    return f"{1_000 * seconds:.2f} ms"


def _under(seconds: float, goal_s: float) -> tuple[str, bool]:
    shown = f"{1_000 * goal_s:.0f} ms" if goal_s < 1 else f"{goal_s:.0f} s"
    return f"under {shown}", seconds < goal_s

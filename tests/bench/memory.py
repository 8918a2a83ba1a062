"""Peak memory and time of the whole way in a fresh process, at the city's size and at ten times that."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.bench.table import Row

GOAL_MB = 400.0
ALONE = """
import json, sys, time
from tests.bench.city import make_city
from weerbaar.core.coverage import SolverSettings, cover_problem, maximal_covering, reach
from weerbaar.cli.measuring import forget_peak_memory, peak_memory_mb
scale = int(sys.argv[1])
city = make_city(30_000 * scale, 60_000 * scale, 300 * scale, 7_000.0 * scale**0.5)
forget_peak_memory()
began = time.perf_counter()
found = reach(city.network, city.candidates(), city.demand(), 1_000.0)
reached = time.perf_counter() - began
problem = cover_problem(found, 1_000.0, city.weight)
answer = maximal_covering(problem, 15 * scale, settings=SolverSettings(60.0))
result = {"reach": reached, "siting": answer.seconds, "gap": answer.gap, "mb": peak_memory_mb()}
print(json.dumps(result))
"""


def _alone(scale: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(scale)], capture_output=True, text=True, check=True
    )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def measure() -> list[Row]:
    mb = _alone(1)["mb"]
    return [
        Row("peak memory, fresh process", f"{mb:.0f} MB", goal=f"under {GOAL_MB:.0f} MB", met=mb < GOAL_MB)
    ]


def measure_growth() -> list[Row]:
    """Ten times the crossings, addresses, candidates and points; the siting within 60 s."""
    large = _alone(10)
    return [
        Row("tenfold city, reach", f"{large['reach']:.2f} s"),
        Row("tenfold city, p = 150 within 60 s", f"{large['siting']:.1f} s, gap {large['gap']:.3%}"),
        Row("tenfold city, peak memory", f"{large['mb']:.0f} MB"),
    ]

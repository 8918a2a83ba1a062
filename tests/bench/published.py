"""The published maximal-covering instances by the command that anybody can run, each in a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.table import Row
from tests.shared_data import SHARED

FOLDER = SHARED / "data" / "benchmarks" / "mclp"
RADIUS_M = 600


def measure() -> Iterator[Row]:
    """A row for each published answer that lies beside the project (none: no rows)."""
    for answer in sorted(FOLDER.glob(f"OtimosFinais_*_{RADIUS_M}.txt"), key=_city_and_points):
        city, points = _city_and_points(answer)
        best = int(answer.read_text().split()[1])
        told, processor_s = _solve(FOLDER / f"Instancias_{city}.txt", points)
        yield Row(
            f"{city}, p = {points}, gap {told['gap']:.3%}",
            f"{told['objective']:,.0f} in {told['seconds']:.0f} s",
            f"{best:,} (published), {processor_s:.0f} s of CPU, {told['peak_mb']:.0f} MB",
            goal="as published",
            met=told["objective"] >= best,
        )


def _city_and_points(answer: Path) -> tuple[str, int]:
    _, city, points, _ = answer.stem.split("_")
    return city, int(points)


def _solve(instance: Path, points: int) -> tuple[dict[str, float], float]:
    """What the command tells, and the processor time of the process."""
    before = os.times()
    asked = ["bench", "mclp", str(instance), "--p", str(points), "--radius", str(RADIUS_M), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "weerbaar", *asked], capture_output=True, text=True, check=True
    )
    after = os.times()
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told, after.children_user + after.children_system - before.children_user - before.children_system

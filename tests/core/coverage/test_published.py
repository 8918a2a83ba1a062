"""Published optima through the command, and texts that are nearly or not at all in the published format."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from pyproj import Geod

from tests.shared_data import shared
from weerbaar.cli.bench import mclp
from weerbaar.core.coverage import SolverSettings, cover_problem, maximal_covering, straight_line_reach
from weerbaar.core.coverage.published import NotAnInstanceError, read_instance

GOOD = """NAME : Tiny
TYPE : MCLP
DIMENSION : 3
NODE_COORD_SECTION
50.85 5.69
50.851 5.69
50.87 5.69
DEMAND_SECTION
5
7
100
EOF
"""


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.lower(),
        GOOD.replace("\n", "\r\n").replace(" : ", ":"),
        GOOD.replace("EOF\n", ""),
        "\ufeff" + GOOD.replace("\n", " \n\n").replace("SECTION", "SECTION :"),
        GOOD.replace("50.85 ", "1\t50.85  ").replace("50.851", "2 50.851").replace("\n5\n", "\n1 5\n"),
    ],
)
def test_spacing_capitals_and_numbering_do_not_matter(text: str) -> None:
    instance = read_instance(text.splitlines())
    assert instance.latitude.tolist() == [50.85, 50.851, 50.87]
    assert instance.longitude.tolist() == [5.69] * 3
    assert instance.weight.tolist() == [5, 7, 100]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<html>\n", 1, "KEY : value"),
        (GOOD.replace("50.851 5.69", "50.851 x"), 6, "expected numbers"),
        (GOOD.replace("50.851 5.69", "50.851"), 6, "expected 2 numbers"),
        (GOOD.replace("50.851 5.69", "950.851 5.69"), 6, "latitude"),
        (GOOD.replace("\n7\n", "\n-7\n"), 10, "below 0"),
        (GOOD.replace("\n7\n", "\nnan\n"), 10, "expected 1 numbers"),
        (GOOD.replace("\n7\n", "\n"), 11, "3 points and 2 weights"),
        (GOOD.replace("DIMENSION : 3", "DIMENSION : 4"), 12, "DIMENSION says 4"),
        (GOOD.split("DEMAND")[0], 7, "without a DEMAND_SECTION"),
        ("", 0, "without a NODE_COORD_SECTION"),
    ],
)
def test_rubbish_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(NotAnInstanceError, match=message) as failure:
        read_instance(text.splitlines())
    assert failure.value.line == line
    assert f"line {line}" in str(failure.value)


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "rubbish.txt"
    path.write_bytes(b"\x00\xff\x00binary")
    result = CliRunner().invoke(mclp, [str(path), "--p", "1", "--radius", "1"])
    assert result.exit_code == 1
    assert "rubbish.txt, line 1" in result.output


def test_the_command_prints_one_line(tmp_path: Path) -> None:
    """One point for 400 blocks of the Bronx: the best is found by looking at every point."""
    whole = shared("data", "benchmarks", "mclp", "Instancias_Bronx.txt").read_text().split("\n")
    places, weights = whole.index("NODE_COORD_SECTION") + 1, whole.index("DEMAND_SECTION") + 1
    path = tmp_path / "part.txt"
    kept = ["NODE_COORD_SECTION", *whole[places : places + 400]]
    kept += ["DEMAND_SECTION", *whole[weights : weights + 400]]
    path.write_text("\n".join(kept))
    result = CliRunner().invoke(mclp, [str(path), "--p", "1", "--radius", "600", "--json"])
    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) == 1
    answer = json.loads(result.output)
    assert set(answer) == {"objective", "bound", "gap", "seconds", "peak_mb"}
    with path.open(encoding="ascii") as lines:
        instance = read_instance(lines)
    sphere = Geod(a=6_378_137.0, b=6_378_137.0)
    best = 0.0
    for lon, lat in zip(instance.longitude, instance.latitude, strict=True):
        many = np.full(len(instance.weight), lon), np.full(len(instance.weight), lat)
        metres = sphere.inv(*many, instance.longitude, instance.latitude)[2]
        best = max(best, float(instance.weight[metres <= 600].sum()))
    assert answer["objective"] == answer["bound"] == best
    assert isinstance(answer["objective"], int)


@pytest.mark.parametrize(("city", "points"), [("Bronx", 50), ("SanFrancisco", 100)])
def test_bounds_hold_and_points_are_worth_what_was_published(city: str, points: int) -> None:
    """The published points, numbered from 0, cover the published weight; no bound of ours lies below it."""
    folder = shared("data", "benchmarks", "mclp")
    with (folder / f"Instancias_{city}.txt").open(encoding="ascii") as lines:
        instance = read_instance(lines)
    words = (folder / f"OtimosFinais_{city}_{points}_600.txt").read_text().split()
    best, chosen = int(words[1]), [int(word) for word in words[3:]]
    place = instance.longitude, instance.latitude
    near = straight_line_reach(*place, *place, 600.0, metric="haversine")
    problem = cover_problem(near, 600.0, instance.weight)
    assert instance.weight[problem.covered_by(chosen)].sum() == best
    answer = maximal_covering(problem, points, settings=SolverSettings(time_limit_s=5.0))
    assert answer.bound >= best
    assert answer.objective <= answer.bound

"""`weerbaar bench …`: solves published instances, so that anybody can hold our answers against known ones."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from weerbaar.cli.measuring import peak_memory_mb


@click.group()
def bench() -> None:
    """Holds this program's methods against published instances."""


@bench.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--p", "points", type=click.IntRange(min=1), required=True, help="Points to choose.")
@click.option(
    "--radius", type=click.FloatRange(min=0), required=True, help="Metres within which a point covers."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds.",
)
@click.option("--seed", default=1, show_default=True, help="For every random choice of the search.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
def mclp(file: Path, points: int, radius: float, time_limit: float, seed: int, as_json: bool) -> None:
    """Maximal covering on a published instance, with great-circle distances on a sphere of 6,378,137 m."""
    from weerbaar.core.coverage import SolverSettings, cover_problem, maximal_covering, straight_line_reach
    from weerbaar.core.coverage.published import NotAnInstanceError, read_instance

    began = time.perf_counter()
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            instance = read_instance(lines)
    except NotAnInstanceError as error:
        raise click.ClickException(f"{file.name}, {error}") from error
    place = (instance.longitude, instance.latitude)
    near = straight_line_reach(*place, *place, radius, metric="haversine")
    problem = cover_problem(near, radius, instance.weight)
    left = max(time_limit - (time.perf_counter() - began), 0.1)
    answer = maximal_covering(problem, points=points, settings=SolverSettings(left, seed=seed))
    result = {
        "objective": _plain(answer.objective),
        "bound": _plain(answer.bound),
        "gap": answer.gap,
        "seconds": round(time.perf_counter() - began, 3),
        "peak_mb": round(peak_memory_mb(), 1),
    }
    if as_json:
        click.echo(json.dumps(result))
        return
    click.echo(f"{instance.name or file.name}: {len(instance.weight)} points, p = {points}, {radius:g} m")
    for name, value in {**result, "gap": f"{answer.gap:.4%}", "status": answer.status}.items():
        click.echo(f"  {name:<10} {value}")


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value

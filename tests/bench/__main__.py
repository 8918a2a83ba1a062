"""`make bench`: our methods against their peers on a made city and a made organisation, with the goals."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from tests.bench import memory, pages, published, reach, recovery, siting
from tests.bench.city import make_city
from tests.bench.table import Row, print_heading, print_row

PACKAGES = ("weerbaar", "highspy", "numba", "networkx", "spopt", "PuLP", "pandana")


def machine() -> str:
    """What a measurement cannot do without: the day, the machine and the versions."""
    versions = []
    for package in PACKAGES:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            versions.append(f"{package} absent")
    python = f"Python {platform.python_version()}"
    return f"{datetime.now(UTC).date()}, {os.cpu_count()} cores, {python}, {', '.join(versions)}"


def measured(spopt_limit_s: float, is_quick: bool) -> Iterator[Row]:
    """Row by row, the slow ones last."""
    yield from recovery.measure()
    yield from recovery.measure_sharing()
    yield from recovery.measure_growth(1)
    city = make_city()
    yield from reach.measure(city)
    yield from memory.measure()
    yield from siting.measure(city, min(spopt_limit_s, 60.0) if is_quick else spopt_limit_s)
    if not is_quick:
        yield from recovery.measure_growth(10)
        yield from memory.measure_growth()
        yield from published.measure()


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--spopt-limit", type=float, default=600.0, help="seconds that spopt's solver may take"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="spopt's solver stops after 60 s, no tenfold city or published ones",
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON after the table")
    parser.add_argument(
        "--pages", metavar="DATA", help="only time the pages of the demonstration in this data folder"
    )
    options = parser.parse_args()
    if options.pages:
        return pages.main([options.pages])
    print(machine())
    print_heading()
    rows: list[Row] = []
    for row in measured(options.spopt_limit, options.quick):
        rows.append(row)
        print_row(row)
    if options.json:
        print(json.dumps([row.as_json() for row in rows]))
    return 0 if all(row.met is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

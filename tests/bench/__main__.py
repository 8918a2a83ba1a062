"""`make bench`: our methods against their peers on one made city, as a table with the goals."""

from __future__ import annotations

import argparse
import json
import sys

from tests.bench import memory, pages, reach, siting
from tests.bench.city import make_city
from tests.bench.table import Row, print_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--spopt-limit", type=float, default=600.0, help="seconds that spopt's solver may take"
    )
    parser.add_argument(
        "--quick", action="store_true", help="spopt's solver stops after 60 s, no tenfold city"
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON after the table")
    parser.add_argument(
        "--pages", metavar="DATA", help="only time the pages of the demonstration in this data folder"
    )
    options = parser.parse_args()
    if options.pages:
        return pages.main([options.pages])
    limit = min(options.spopt_limit, 60.0) if options.quick else options.spopt_limit
    city = make_city()
    rows: list[Row] = [*reach.measure(city), *memory.measure()]
    if not options.quick:
        rows += memory.measure_growth()
    rows += siting.measure(city, limit)
    print_table(rows)
    if options.json:
        print(json.dumps([row.as_json() for row in rows]))
    return 0 if all(row.met is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

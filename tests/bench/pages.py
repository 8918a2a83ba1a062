"""Server time of every page on the demonstration's data: median, 95th percentile, SQL queries and size.

`python -m tests.bench.pages [DATA_FOLDER]` measures a data folder that `weerbaar demo` made (WEERBAAR_DATA
when none is given). Pages are answered in this process, by the same middleware as on the site, without a
network; the first answer of each page is not counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from dataclasses import dataclass
from typing import Any

from tests.bench.table import Row
from tests.e2e.addresses import staff_addresses

GOAL_MS = 100.0
TIMES = 20
HOST = "127.0.0.1"
PLACE = "/nl/maastricht/"
STUDIO = "/en/maastricht/staff/support-points/designs/"
PUBLIC = (
    *("", "?q={postcode}", "?q=6221", "support-points/", "support-points/1/", "network/", "privacy/"),
    *("accessibility/", "find.json?q={postcode}", "support-points/map.json", "network/map.json"),
)
# written by no person, or timed by name below
NOT_PAGES = {"supportpoints:export", "supportpoints:compare", "supportpoints:map_compare"}


@dataclass(frozen=True)
class Timing:
    """One page: milliseconds at the median (and of the processor) and at the 95th percentile, and the rest.

    On a machine that does other work too, the processor's time says what the page itself takes.
    """

    address: str
    median_ms: float
    processor_ms: float
    p95_ms: float
    queries: int
    size_kb: float
    status: int


def _time(client: Any, address: str) -> Timing:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address, HTTP_HOST=HOST)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, HTTP_HOST=HOST)
    queries, size = len(asked), len(b"".join(answer)) / 1000
    spent, computed = [], []
    for _ in range(TIMES):
        began, began_computing = time.perf_counter(), time.process_time()
        client.get(address, HTTP_HOST=HOST)
        spent.append((time.perf_counter() - began) * 1000)
        computed.append((time.process_time() - began_computing) * 1000)
    spent.sort()
    p95 = spent[int(0.95 * TIMES) - 1]
    middle = statistics.median(spent)
    return Timing(address, middle, statistics.median(computed), p95, queries, size, answer.status_code)


def _clients() -> tuple[Any, Any]:
    """Nobody, and somebody with every role in Maastricht (in a transaction that is not kept)."""
    from django.test import Client

    from weerbaar.accounts.models import User
    from weerbaar.accounts.queries import municipality_by_slug
    from weerbaar.accounts.services import grant
    from weerbaar.accounts.types import PROGRAM, Role

    place = municipality_by_slug("maastricht")
    person = User.objects.filter(email="editor@maastricht.example").first()
    if place is None or person is None:
        raise SystemExit("This data folder holds no demonstration: make one with `weerbaar demo --no-serve`.")
    for role in (Role.ADMINISTRATOR, Role.APPROVER):
        grant(PROGRAM, user_id=person.pk, role=role, municipality_id=place.id)
    everybody = Client()
    everybody.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Client(), everybody


def _staff_pages(everybody: Any) -> list[str]:
    """The staff addresses of the URL configuration that are pages or maps, not forms or documents."""
    addresses = staff_addresses("maastricht", "00000000-0000-4000-8000-000000000000")
    return [
        address
        for name, address in addresses.items()
        if name not in NOT_PAGES and everybody.get(address, HTTP_HOST=HOST).status_code == 200
    ]


def timings() -> list[Timing]:
    """Every page of the demonstration, timed; Django must be started, and nothing is kept."""
    from django.conf import settings
    from django.core.cache import cache
    from django.db import transaction

    from weerbaar.supportpoints.models import NetworkDesign
    from weerbaar.territory.models import DemandPoint

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, HOST]
    with transaction.atomic():
        nobody, everybody = _clients()
        numbers = [row.pk for row in NetworkDesign.objects.exclude(summary=None).order_by("pk")[:2]]
        postcode = DemandPoint.objects.earliest("pk").code
        designs = []
        if len(numbers) == 2:
            asked = f"?design={numbers[0]}&design={numbers[1]}"
            designs += [f"{STUDIO}compare/{asked}", f"{STUDIO}compare.json{asked}"]
        found = []
        for client, addresses in (
            (nobody, [PLACE + part.format(postcode=postcode) for part in PUBLIC]),
            (everybody, [*_staff_pages(everybody), *designs]),
        ):
            for address in addresses:
                cache.clear()
                found.append(_time(client, address))
        transaction.set_rollback(True)
    return found


def measure() -> list[Row]:
    """The same as rows of the benchmark's table."""
    return [
        Row(
            f"page {timing.address}"[:44],
            f"{timing.median_ms:.0f} ms, {timing.queries} queries",
            goal=f"under {GOAL_MS:.0f} ms",
            met=timing.status == 200 and timing.median_ms < GOAL_MS,
        )
        for timing in timings()
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.pages", description=__doc__)
    parser.add_argument("data", nargs="?", help="data folder of a demonstration")
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["WEERBAAR_DATA"] = options.data
    os.environ.setdefault("WEERBAAR_DEMO", "1")
    from weerbaar.cli import start_django

    start_django()
    found = timings()
    print(f"{'page':<58} {'median':>8} {'of it CPU':>9} {'p95':>8} {'SQL':>5} {'kB':>7}")
    for timing in found:
        late = "" if timing.status == 200 and timing.median_ms < GOAL_MS else f"  MISSED ({timing.status})"
        print(
            f"{timing.address:<58} {timing.median_ms:>5.0f} ms {timing.processor_ms:>6.0f} ms "
            f"{timing.p95_ms:>5.0f} ms {timing.queries:>5} {timing.size_kb:>7.1f}{late}"
        )
    return 0 if all(timing.status == 200 and timing.median_ms < GOAL_MS for timing in found) else 1


if __name__ == "__main__":
    sys.exit(main())

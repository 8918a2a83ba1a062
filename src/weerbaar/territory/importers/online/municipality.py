"""The whole download of one municipality, step by step, into a folder that the importers then read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.online import official
from weerbaar.territory.importers.online.fetching import Fetched, Fetcher
from weerbaar.territory.importers.online.official import Services

DEFAULT_YEAR = 2024
_CODE = re.compile(r"GM[0-9]{4}")

Told = Callable[[float, str, str], None]  # share in [0, 1], Dutch, English; may raise to stop


def download(fetcher: Fetcher, services: Services, code: str, year: int, told: Told) -> list[Fetched]:
    """Everything that an import needs of the municipality `code`; what is fresh in the cache is kept.

    Order matters: the neighbourhoods give the outline, and the outline says which squares and which
    extract of the streets to ask for. Raises ImportRefused.
    """
    if not _CODE.fullmatch(code):
        raise ImportRefused(
            nl="Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0935.",
            en="A municipality's code is GM with four digits, for example GM0935.",
            file=code,
        )

    def step(share: float, nl: str, en: str) -> Callable[[int], None]:
        told(share, nl, en)
        return lambda count: told(share, f"{nl}: {count}", f"{en}: {count}")

    fetched = [
        official.areas(fetcher, services, "wijken", code, year, step(0.0, "Wijken", "Districts")),
        official.areas(fetcher, services, "buurten", code, year, step(0.05, "Buurten", "Neighbourhoods")),
    ]
    outline = _outline(fetched[-1].path)
    fetched += [
        official.key_figures(fetcher, services, code, year, step(0.1, "Kerncijfers", "Key figures")),
        official.health(fetcher, services, code, step(0.15, "Gezondheid", "Health")),
        official.grid(
            fetcher, services, code, outline, step(0.2, "Inwoners per vierkant", "Residents per square")
        ),
    ]

    def bytes_told(done: int, total: int | None) -> None:
        share = 0.3 + 0.7 * (done / total if total else 0.0)
        megabytes = f"{done / 1e6:.0f} MB" + (f" / {total / 1e6:.0f} MB" if total else "")
        told(share, f"Straten: {megabytes}", f"Streets: {megabytes}")

    told(0.3, "Straten", "Streets")
    fetched.append(official.streets(fetcher, services, outline, bytes_told))
    told(1.0, "Alles is binnen", "Everything is in")
    return fetched


def _outline(path: Path) -> BaseGeometry:
    """The outline of the municipality in degrees, from its neighbourhoods."""
    features = json.loads(path.read_bytes())["features"]
    shapes = [
        shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in features
        if feature.get("geometry")
    ]
    if not shapes:
        raise ImportRefused(
            nl="De buurten hebben geen grenzen.", en="The neighbourhoods have no borders.", file=path.name
        )
    return shapely.union_all([shapely.make_valid(shape) for shape in shapes])

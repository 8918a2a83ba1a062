"""The official services and what we ask of them: PDOK's features, the tables of CBS and RIVM, OpenStreetMap.

Each function leaves one file in the cache folder, in the form that the importers know from a download by
hand. Addresses can be replaced by those of a mirror (settings WEERBAAR_PDOK_URL and the like).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.online.fetching import Fetched, Fetcher, require, same_host, write_whole

PAGE = 1000
MOST_PAGES = 500
KEY_FIGURES = {  # CBS tables "Kerncijfers wijken en buurten", by year
    2019: "84583NED",
    2020: "84799NED",
    2021: "85039NED",
    2022: "85318NED",
    2023: "85618NED",
    2024: "85984NED",
}
HEALTH_TABLE = "50090NED"

Tell = Callable[[int], None]  # features or rows so far; may raise to stop


@dataclass(frozen=True)
class Services:
    """Addresses of the official services, without a slash at the end."""

    pdok: str
    cbs: str
    rivm: str
    osm: str

    def areas(self, year: int) -> str:
        return f"{self.pdok}/cbs/wijken-en-buurten-{year}/ogc/v1"

    def grid(self) -> str:
        return f"{self.pdok}/cbs/vierkantstatistieken100m/ogc/v1"


def areas(
    fetcher: Fetcher, services: Services, kind: str, code: str, year: int, tell: Tell = lambda _: None
) -> Fetched:
    """Neighbourhoods (`buurten`) or districts (`wijken`) of a municipality with their figures, as GeoJSON."""
    url = f"{services.areas(year)}/collections/{kind}/items"
    query = {"gemeentecode": code, "limit": str(PAGE), "f": "json"}
    field = {"buurten": "buurtcode", "wijken": "wijkcode"}[kind]
    return _collection(fetcher, f"{kind}-{code}-{year}.geojson", url, query, field, tell)


def grid(
    fetcher: Fetcher, services: Services, code: str, area: BaseGeometry, tell: Tell = lambda _: None
) -> Fetched:
    """The squares of 100 m in the box around `area` (degrees) with their figures, as GeoJSON."""
    url = f"{services.grid()}/collections/vierkantstatistieken100m/items"
    west, south, east, north = area.bounds
    box = f"{west:.5f},{south:.5f},{east:.5f},{north:.5f}"
    query = {"bbox": box, "limit": str(PAGE), "f": "json"}
    return _collection(fetcher, f"vierkanten-100m-{code}.geojson", url, query, None, tell)


def key_figures(
    fetcher: Fetcher, services: Services, code: str, year: int, tell: Tell = lambda _: None
) -> Fetched:
    """The CBS key figures of a municipality, its districts and neighbourhoods, as JSON rows."""
    table = KEY_FIGURES.get(year)
    if table is None:
        known = f"{min(KEY_FIGURES)}-{max(KEY_FIGURES)}"
        raise ImportRefused(
            nl=f"Voor {year} is geen tabel met kerncijfers bekend; kies een jaar van {known}.",
            en=f"No table of key figures is known for {year}; choose a year of {known}.",
            file="CBS",
        )
    return _table(fetcher, f"kerncijfers-{code}-{year}.json", f"{services.cbs}/{table}", code, "", tell)


def health(fetcher: Fetcher, services: Services, code: str, tell: Tell = lambda _: None) -> Fetched:
    """RIVM's health estimates (values, all ages that the table has), as JSON rows."""
    extra = " and (Marges eq 'MW00000')"
    url = f"{services.rivm}/{HEALTH_TABLE}"
    return _table(fetcher, f"gezondheid-{code}.json", url, code, extra, tell)


def streets(
    fetcher: Fetcher, services: Services, area: BaseGeometry, progress: Callable[[int, int | None], None]
) -> Fetched:
    """The smallest OpenStreetMap extract that holds `area` (degrees), checked by its published checksum."""
    index_url = f"{services.osm}/index-v1.json"
    index = fetcher.answer(index_url)
    holding = []
    for feature in require(index, "features", index_url):
        try:
            outline = shapely.from_geojson(json.dumps(feature["geometry"]))
            url = str(feature["properties"]["urls"]["pbf"])
        except (KeyError, TypeError, shapely.errors.GEOSException):
            continue
        if outline is not None and outline.contains(area):
            holding.append((outline.area, url))
    if not holding:
        raise ImportRefused(
            nl="Geen uitsnede van OpenStreetMap bevat de hele gemeente.",
            en="No extract of OpenStreetMap holds the whole municipality.",
            file=index_url,
        )
    url = min(holding)[1]
    if not same_host(url, services.osm):
        raise ImportRefused(
            nl="De dienst verwijst naar een ander adres; dat volgen we niet.",
            en="The service points at another address; that is not followed.",
            file=url,
        )
    name = re.sub(r"[^A-Za-z0-9._-]", "_", url.rsplit("/", 1)[-1])
    return fetcher.file(url, name, md5_url=f"{url}.md5", progress=progress)


def _collection(
    fetcher: Fetcher, name: str, url: str, query: dict[str, str], code_field: str | None, tell: Tell
) -> Fetched:
    asked = url + "?" + "&".join(f"{key}={value}" for key, value in sorted(query.items()))
    cached = fetcher.cached(name, asked)
    if cached:
        return cached
    features = list(_features(fetcher, url, query, tell))
    if code_field and features:
        require(features[0].get("properties") or {}, code_field, url)
        # a service that does not know the filter answers with the whole country
        owner = query["gemeentecode"]
        features = [f for f in features if f["properties"].get("gemeentecode", owner) == owner]
    if not features:
        raise ImportRefused(
            nl="De dienst heeft hier niets van deze gemeente. Controleer de code (zoals GM0935) en het jaar.",
            en="The service has nothing of this municipality. Check the code (such as GM0935) and the year.",
            file=name,
        )
    collection = {"type": "FeatureCollection", "features": features}
    write_whole(fetcher.folder / name, json.dumps(collection, separators=(",", ":")).encode())
    return fetcher.remember(name, asked)


def _features(fetcher: Fetcher, url: str, query: dict[str, str], tell: Tell) -> Iterator[dict[str, Any]]:
    """All features of a collection: pages are followed by their link `next` (OGC API Features, part 1)."""
    page: str | None = url
    params: dict[str, str] | None = query
    seen: set[str] = set()
    count = 0
    for _ in range(MOST_PAGES):
        if page is None:
            return
        answer = fetcher.answer(page, params)
        for feature in require(answer, "features", url):
            key = str(feature.get("id", count))
            if key not in seen:  # a collection that changes between two pages repeats features
                seen.add(key)
                count += 1
                yield feature
        tell(count)
        links = [link.get("href") for link in answer.get("links", []) if link.get("rel") == "next"]
        following = str(links[0]) if links else None
        if following is not None and (not same_host(following, url) or following == page):
            raise ImportRefused(
                nl="De volgende bladzijde ligt op een ander adres of is dezelfde; dat volgen we niet.",
                en="The next page lies at another address or is the same; that is not followed.",
                file=url,
            )
        page, params = following, None
    raise ImportRefused(
        nl=f"Meer dan {MOST_PAGES} bladzijden; dat hoort niet.",
        en=f"More than {MOST_PAGES} pages; there should not be.",
        file=url,
    )


def _table(fetcher: Fetcher, name: str, url: str, code: str, extra: str, tell: Tell) -> Fetched:
    digits = code[2:]
    starts = " or ".join(f"startswith(WijkenEnBuurten,'{kind}{digits}')" for kind in ("GM", "WK", "BU"))
    query = {"$format": "json", "$filter": f"({starts}){extra}"}
    source = f"{url}/TypedDataSet?{query['$filter']}"
    cached = fetcher.cached(name, source)
    if cached:
        return cached
    rows: list[dict[str, Any]] = []
    for _ in range(MOST_PAGES):
        answer = fetcher.answer(f"{url}/TypedDataSet", {**query, "$top": str(PAGE), "$skip": str(len(rows))})
        page = require(answer, "value", url)
        rows.extend(page)
        tell(len(rows))
        if len(page) < PAGE:
            break
    if not rows:
        raise ImportRefused(
            nl="De tabel heeft geen rijen van deze gemeente. Controleer de code (bijvoorbeeld GM0935).",
            en="The table has no rows of this municipality. Check the code (for example GM0935).",
            file=name,
        )
    require(rows[0], "WijkenEnBuurten", url)
    write_whole(fetcher.folder / name, json.dumps({"value": rows}, separators=(",", ":")).encode())
    return fetcher.remember(name, source)

"""A server on loopback that answers as the official services do, and fails as services do.

Kleinstad (GM9999) in the forms of PDOK's OGC API Features, CBS's and RIVM's OData 3 and Geofabrik's index.
`Faults` says, per path, what goes wrong and how often.
"""

from __future__ import annotations

import hashlib
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import numpy as np
import shapely

from tests import small_town
from weerbaar.core.projection import to_wgs84
from weerbaar.territory.importers.online.official import Services


@dataclass
class Faults:
    """What goes wrong: for the first `times` requests of a path that ends in the key."""

    status: dict[str, tuple[int, int]] = field(default_factory=dict)  # path end: (status, times)
    truncated: dict[str, int] = field(default_factory=dict)  # path end: times
    slow: dict[str, int] = field(default_factory=dict)  # hangs longer than the client's patience
    replaced: dict[str, dict[str, Any]] = field(default_factory=dict)  # path end: another answer
    wrong_md5: int = 0


class OfficialServer(ThreadingHTTPServer):
    """Kleinstad's services; counts the requests per path."""

    daemon_threads = True

    def __init__(self, faults: Faults, extract: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.faults = faults
        self.extract = extract
        self.asked: Counter[str] = Counter()
        self.ranges: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def services(self) -> Services:
        here = self.address
        return Services(pdok=f"{here}/pdok", cbs=f"{here}/cbs", rivm=f"{here}/rivm", osm=f"{here}/osm")

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that gave up is not news."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        pass

    @property
    def town(self) -> OfficialServer:
        return cast(OfficialServer, self.server)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self.town.asked[parts.path] += 1
        nth = self.town.asked[parts.path]
        faults = self.town.faults
        for end, (status, times) in faults.status.items():
            if parts.path.endswith(end) and nth <= times:
                self.send_response(status)
                self.send_header("Retry-After", "1")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
        if any(parts.path.endswith(end) and nth <= times for end, times in faults.slow.items()):
            time.sleep(1.0)
        for end, answer in faults.replaced.items():
            if parts.path.endswith(end):
                self._send(json.dumps(answer).encode(), "application/json")
                return
        if parts.path.endswith(".pbf.md5"):
            wrong = nth <= faults.wrong_md5
            digest = "0" * 32 if wrong else hashlib.md5(self.town.extract).hexdigest()  # noqa: S324
            self._send(f"{digest}  kleinland-latest.osm.pbf\n".encode(), "text/plain")
        elif parts.path.endswith(".pbf"):
            self._send_extract(nth)
        else:
            found = self._answer(parts.path, query)
            if found is None:
                self.send_error(404)
                return
            body = json.dumps(found).encode()
            cut = next((t for end, t in faults.truncated.items() if parts.path.endswith(end)), 0)
            self._send(body, "application/json", cut_at=len(body) // 2 if nth <= cut else None)

    def _send(self, body: bytes, kind: str, cut_at: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut_at])
        if cut_at is not None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    def _send_extract(self, nth: int) -> None:
        body = self.town.extract
        asked = self.headers.get("Range")
        start = 0
        if asked and self.headers.get("If-Range") == '"v1"':
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            self.town.ranges.append(asked)
        self.send_response(206 if start else 200)
        self.send_header("ETag", '"v1"')
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        cut = self.town.faults.truncated.get(".pbf", 0)
        if nth <= cut:
            self.wfile.write(body[start : start + max(1, (len(body) - start) // 2)])
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.wfile.write(body[start:])

    def _answer(self, path: str, query: dict[str, str]) -> dict[str, Any] | None:
        if path.endswith("/collections/buurten/items"):
            return self._page(path, query, [f for f in areas("buurt") if _owner(f, query)])
        if path.endswith("/collections/wijken/items"):
            return self._page(path, query, [f for f in areas("wijk") if _owner(f, query)])
        if path.endswith("/collections/vierkantstatistieken100m/items"):
            return self._page(path, query, squares())
        if path.endswith("/TypedDataSet"):
            rows = health_rows() if "/rivm/" in path else key_figure_rows()
            skip, top = int(query["$skip"]), int(query["$top"])
            return {"odata.metadata": "…", "value": rows[skip : skip + top]}
        if path.endswith("/index-v1.json"):
            return self._index()
        return None

    def _page(self, path: str, query: dict[str, str], features: list[dict[str, Any]]) -> dict[str, Any]:
        size = min(int(query.get("limit", "10")), 3)  # small pages, so that paging is always needed
        start = int(query.get("cursor", "0"))
        links = [{"rel": "self", "href": f"{self.town.address}{path}"}]
        if start + size < len(features):
            rest = "&".join(f"{key}={value}" for key, value in query.items() if key != "cursor")
            links.append({"rel": "next", "href": f"{self.town.address}{path}?{rest}&cursor={start + size}"})
        return {"type": "FeatureCollection", "links": links, "features": features[start : start + size]}

    def _index(self) -> dict[str, Any]:
        lon, lat = to_wgs84(176_800.0, 318_600.0)
        here = shapely.Point(float(lon), float(lat))
        extracts = (("wereld", 5.0), ("kleinland", 0.5), ("elders", None))
        features = []
        for name, half in extracts:
            shape = here.buffer(half) if half else shapely.Point(100.0, 0.0).buffer(1.0)
            url = f"{self.town.address}/osm/{name}-latest.osm.pbf"
            features.append(
                {
                    "type": "Feature",
                    "properties": {"id": name, "urls": {"pbf": url}},
                    "geometry": json.loads(shapely.to_geojson(shape)),
                }
            )
        return {"type": "FeatureCollection", "features": features}


def _owner(feature: dict[str, Any], query: dict[str, str]) -> bool:
    return query.get("gemeentecode") in {None, feature["properties"]["gemeentecode"]}


def _degrees(geometry: shapely.Geometry) -> dict[str, Any]:
    moved = shapely.transform(geometry, lambda at: np.column_stack(to_wgs84(at[:, 0], at[:, 1])))
    found: dict[str, Any] = json.loads(shapely.to_geojson(moved))
    return found


def areas(kind: str) -> list[dict[str, Any]]:
    """Kleinstad's neighbourhoods or districts with PDOK's field names, and one of elsewhere."""
    draft = small_town.draft()
    found = []
    for row in draft.neighbourhoods:
        properties = {
            "buurtcode": row.code,
            "buurtnaam": row.name,
            "wijkcode": row.district_code,
            "gemeentecode": "GM9999",
            "gemeentenaam": "Kleinstad",
            "water": "NEE",
            "aantal_inwoners": int(row.residents),
            "aantal_huishoudens": int(row.households),
            "percentage_personen_65_jaar_en_ouder": 20,
        }
        found.append(
            {"id": row.code, "type": "Feature", "properties": properties, "geometry": _degrees(row.geometry)}
        )
    if kind == "buurt":
        return found
    grouped = []
    for district in draft.districts:
        shape = shapely.union_all(
            [n.geometry for n in draft.neighbourhoods if n.district_code == district.code]
        )
        properties = {
            "wijkcode": district.code,
            "wijknaam": district.name,
            "gemeentecode": "GM9999",
            "gemeentenaam": "Kleinstad",
            "water": "NEE",
        }
        grouped.append(
            {"id": district.code, "type": "Feature", "properties": properties, "geometry": _degrees(shape)}
        )
    return grouped


def squares() -> list[dict[str, Any]]:
    """A square of 100 m around each demand point with PDOK's field names; one is secret."""
    demand = small_town.draft().demand
    found = []
    for i in range(len(demand.code)):
        left, bottom = demand.x[i] // 100 * 100, demand.y[i] // 100 * 100
        code = f"E{int(left // 100):04d}N{int(bottom // 100):04d}"
        secret = i == 0
        properties = {
            "crs28992res100m": code,
            "aantal_inwoners": -99997 if secret else int(demand.residents[i]),
            "aantal_inwoners_65_jaar_en_ouder": -99997 if secret else int(demand.aged_65_plus[i]),
            "aantal_part_huishoudens": -99997 if secret else int(demand.households[i]),
        }
        square = shapely.box(left, bottom, left + 100, bottom + 100)
        found.append({"id": code, "type": "Feature", "properties": properties, "geometry": _degrees(square)})
    return found


def key_figure_rows() -> list[dict[str, Any]]:
    """CBS's rows: codes and kinds padded, the suffix of this year."""
    draft = small_town.draft()
    rows: list[dict[str, Any]] = [_key_figures(0, "GM9999", "Gemeente", 1608)]
    for district in draft.districts:
        residents = sum(n.residents for n in draft.neighbourhoods if n.district_code == district.code)
        rows.append(_key_figures(len(rows), district.code, "Wijk", int(residents)))
    for row in draft.neighbourhoods:
        rows.append(_key_figures(len(rows), row.code, "Buurt", int(row.residents)))
    return rows


def _key_figures(number: int, code: str, kind: str, residents: int) -> dict[str, Any]:
    return {
        "ID": number,
        "WijkenEnBuurten": f"{code:<10}",
        "Gemeentenaam_1": f"{'Kleinstad':<40}",
        "SoortRegio_2": f"{kind:<10}",
        "Codering_3": f"{code:<10}",
        "AantalInwoners_5": residents,
        "k_65JaarOfOuder_12": residents // 5,
        "HuishoudensTotaal_29": residents // 2,
    }


def health_rows() -> list[dict[str, Any]]:
    """RIVM's rows for adults and for people of 65 and over."""
    draft = small_town.draft()
    codes = [("GM9999", "Gemeente"), *((row.code, "Buurt") for row in draft.neighbourhoods)]
    rows = []
    for age in ("20300", "80200"):
        for code, kind in codes:
            rows.append(
                {
                    "ID": len(rows),
                    "Leeftijd": age,
                    "Marges": "MW00000",
                    "WijkenEnBuurten": f"{code:<10}",
                    "Perioden": "2020JJ00",
                    "Gemeentenaam_1": f"{'Kleinstad':<40}",
                    "SoortRegio_2": f"{kind:<10}",
                    "Codering_3": f"{code:<10}",
                    "EenOfMeerLichamelijkeBeperkingen_20": 15.0 if age == "20300" else 33.0,
                    "BeperkingInBewegen_23": 12.0 if age == "20300" else 26.0,
                    "Eenzaam_28": 50.0,
                }
            )
    return rows


@contextmanager
def serving(faults: Faults, extract: bytes) -> Iterator[OfficialServer]:
    """The server, on a free port of loopback, for the length of a block."""
    server = OfficialServer(faults, extract)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

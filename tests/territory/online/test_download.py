"""The download against a server that is slow, broken, truncated and changed, and that is asked twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.territory.online.official_server import Faults, OfficialServer, areas, serving, squares
from weerbaar.territory.importers.errors import ImportRefused
from weerbaar.territory.importers.online.fetching import Fetched, Fetcher
from weerbaar.territory.importers.online.municipality import download

EXTRACT = hashlib.sha256(b"streets").digest() * 40_000  # 1.3 MB that is not all the same


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def server(faults: Faults) -> Iterator[OfficialServer]:
    with serving(faults, EXTRACT) as running:
        yield running


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    made = Fetcher(tmp_path / "cache", timeout_s=(2.0, 0.4), sleep=lambda _: None)
    yield made
    made.session.close()


def fetch(fetcher: Fetcher, server: OfficialServer, code: str = "GM9999") -> dict[str, Fetched]:
    found = download(fetcher, server.services, code, 2024, lambda *_: None)
    return {file.path.name: file for file in found}


def test_everything_comes_in_over_many_pages(fetcher: Fetcher, server: OfficialServer) -> None:
    files = fetch(fetcher, server)
    neighbourhoods = json.loads(files["buurten-GM9999-2024.geojson"].path.read_bytes())["features"]
    assert {f["id"] for f in neighbourhoods} == {f["id"] for f in areas("buurt")}
    cells = json.loads(files["vierkanten-100m-GM9999.geojson"].path.read_bytes())["features"]
    assert {f["id"] for f in cells} == {f["id"] for f in squares()}
    assert (
        server.asked["/pdok/cbs/vierkantstatistieken100m/ogc/v1/collections/vierkantstatistieken100m/items"]
        == 16
    )
    assert files["kleinland-latest.osm.pbf"].path.read_bytes() == EXTRACT
    for file in files.values():
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256


def test_asked_again_nothing_is_downloaded(fetcher: Fetcher, server: OfficialServer) -> None:
    first = fetch(fetcher, server)
    before = server.asked.copy()
    assert fetch(fetcher, server) == first
    more = server.asked - before
    assert set(more) == {"/osm/index-v1.json"}


def test_a_damaged_or_old_file_in_the_cache_is_fetched_anew(fetcher: Fetcher, server: OfficialServer) -> None:
    files = fetch(fetcher, server)
    name = "kleinland-latest.osm.pbf"
    files[name].path.write_bytes(EXTRACT[:-1])
    assert fetch(fetcher, server)[name].path.read_bytes() == EXTRACT
    asked = server.asked["/osm/kleinland-latest.osm.pbf"]
    fetcher.keep_for = timedelta(0)
    fetch(fetcher, server)
    assert server.asked["/osm/kleinland-latest.osm.pbf"] == asked + 1


def test_a_download_that_breaks_off_is_resumed(
    fetcher: Fetcher, server: OfficialServer, faults: Faults
) -> None:
    faults.truncated[".pbf"] = 2
    assert fetch(fetcher, server)["kleinland-latest.osm.pbf"].path.read_bytes() == EXTRACT
    assert len(server.ranges) == 2
    assert not list(fetcher.folder.glob(".*.part*"))


def test_a_download_is_resumed_by_the_next_start(
    fetcher: Fetcher, server: OfficialServer, faults: Faults
) -> None:
    faults.truncated[".pbf"] = 5
    with pytest.raises(ImportRefused, match="kept"):
        fetch(fetcher, server)
    faults.truncated.clear()
    again = Fetcher(fetcher.folder, sleep=lambda _: None)
    assert fetch(again, server)["kleinland-latest.osm.pbf"].path.read_bytes() == EXTRACT
    assert len(server.ranges) == 5
    again.session.close()


def test_passing_faults_are_waited_out(fetcher: Fetcher, server: OfficialServer, faults: Faults) -> None:
    pauses: list[float] = []
    fetcher.sleep = pauses.append
    faults.status = {"/buurten/items": (503, 2), "/wijken/items": (429, 1)}
    faults.truncated = {"/TypedDataSet": 1}
    faults.slow = {"/index-v1.json": 1}
    faults.wrong_md5 = 1
    assert len(fetch(fetcher, server)) == 6
    assert pauses.count(1.0) == 3  # what Retry-After asked for
    assert len(pauses) >= 6


@pytest.mark.parametrize(
    ("end", "answer", "words"),
    [
        ("/buurten/items", {"type": "FeatureCollection"}, '"features"'),
        (
            "/buurten/items",
            {"features": [{"properties": {"statcode": "BU1"}, "geometry": None}]},
            "buurtcode",
        ),
        ("/buurten/items", {"features": []}, "nothing of this municipality"),
        ("/TypedDataSet", {"error": "moved"}, '"value"'),
        ("/TypedDataSet", {"value": [{"RegioS": "GM9999"}]}, "WijkenEnBuurten"),
        ("/TypedDataSet", {"value": []}, "no rows"),
        ("/index-v1.json", {"features": []}, "No extract"),
    ],
)
def test_a_service_that_changed_is_said_to_have_changed(
    fetcher: Fetcher, server: OfficialServer, faults: Faults, end: str, answer: dict[str, object], words: str
) -> None:
    faults.replaced[end] = answer
    with pytest.raises(ImportRefused, match=words):
        fetch(fetcher, server)


def test_a_service_that_stays_away_is_named(fetcher: Fetcher, server: OfficialServer, faults: Faults) -> None:
    faults.status = {"/wijken/items": (500, 99)}
    with pytest.raises(ImportRefused, match=r"wijken/items.*5 tries \(HTTP 500\)"):
        fetch(fetcher, server)
    faults.status = {"/wijken/items": (404, 99)}
    with pytest.raises(ImportRefused, match="error 404"):
        fetch(fetcher, server)


def test_no_answer_sends_us_to_another_host(fetcher: Fetcher, server: OfficialServer, faults: Faults) -> None:
    feature = areas("buurt")[0]
    faults.replaced["/buurten/items"] = {
        "features": [feature],
        "links": [{"rel": "next", "href": "http://127.0.0.1:9/elsewhere"}],
    }
    with pytest.raises(ImportRefused, match="another address"):
        fetch(fetcher, server)


def test_a_wrong_code_is_refused_before_anything_is_asked(fetcher: Fetcher, server: OfficialServer) -> None:
    with pytest.raises(ImportRefused, match="four digits"):
        fetch(fetcher, server, "0935")
    assert not server.asked


def test_stopping_half_way_leaves_what_is_in(fetcher: Fetcher, server: OfficialServer) -> None:
    class StoppedError(Exception):
        pass

    def stop(share: float, _nl: str, _en: str) -> None:
        if share > 0.35:
            raise StoppedError

    with pytest.raises(StoppedError):
        download(fetcher, server.services, "GM9999", 2024, stop)
    part = fetcher.folder / ".kleinland-latest.osm.pbf.part"
    assert 0 < part.stat().st_size < len(EXTRACT)
    assert fetch(fetcher, server)["kleinland-latest.osm.pbf"].path.read_bytes() == EXTRACT
    assert server.ranges

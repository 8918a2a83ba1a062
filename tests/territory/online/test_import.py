"""From the official services to a territory: what was downloaded is what the importers read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import osmium
import pytest
from click.testing import CliRunner
from osmium.osm import mutable

from tests import small_town
from tests.territory.online.official_server import Faults, OfficialServer, serving
from weerbaar.accounts.queries import municipality_by_code
from weerbaar.cli.importing import import_group
from weerbaar.core.projection import to_wgs84
from weerbaar.territory import queries


def extract(folder: Path) -> bytes:
    """Kleinstad's streets and one building as an OpenStreetMap extract."""
    file = folder / "kleinland.osm.pbf"
    grid = small_town.street_grid()
    lon, lat = to_wgs84(grid.x, grid.y)
    with osmium.SimpleWriter(str(file)) as writer:
        for number in range(len(lon)):
            writer.add_node(mutable.Node(id=number + 1, location=(lon[number], lat[number])))
        church = {"amenity": "place_of_worship", "name": "Sint-Jan", "wheelchair": "yes"}
        at = (float(lon[0]) + 0.001, float(lat[0]) + 0.0005)
        writer.add_node(mutable.Node(id=9001, location=at, tags=church))
        for number in range(len(grid.u)):
            tags = {"highway": "residential", "name": grid.names[grid.name[number]]}
            nodes = [int(grid.u[number]) + 1, int(grid.v[number]) + 1]
            writer.add_way(mutable.Way(id=number + 1, nodes=nodes, tags=tags))
    return file.read_bytes()


@pytest.fixture
def server(tmp_path: Path, settings: object) -> Iterator[OfficialServer]:
    with serving(Faults(), extract(tmp_path)) as running:
        services = running.services
        settings.OFFICIAL_SERVICES = {  # type: ignore[attr-defined]
            "pdok": services.pdok,
            "cbs": services.cbs,
            "rivm": services.rivm,
            "osm": services.osm,
        }
        yield running


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(import_group, ["territory", *arguments], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.django_db
def test_a_municipality_comes_in_from_the_services(server: OfficialServer) -> None:
    report = json.loads(run("--municipality", "gm9999", "--online", "--json"))
    town = municipality_by_code("GM9999")
    assert town is not None
    assert town.name == "Kleinstad"
    assert len(queries.neighbourhoods(town.id)) == 4
    # the first cell is secret: its ten residents come from the neighbourhood's total, or are missing
    residents = queries.demand(town.id).residents.sum()
    assert small_town.RESIDENTS - 10 <= residents <= small_town.RESIDENTS
    network = queries.street_network(town.id)
    assert network is not None
    assert network.length_m.sum() == pytest.approx(small_town.street_grid().length_m.sum(), rel=1e-3)
    assert [building.name for building in queries.buildings(town.id)] == ["Sint-Jan"]
    assert {source.kind for source in queries.sources(town.id)} >= {"neighbourhoods", "residents", "streets"}
    assert all(file["read"] for file in report["files"] if file["kind"] != "not_used")
    again = json.loads(run("--municipality", "GM9999", "--online", "--json"))
    assert again["changed"] is False


@pytest.mark.django_db
def test_a_service_that_is_away_leaves_nothing(server: OfficialServer) -> None:
    server.faults.status = {"/buurten/items": (404, 99)}
    assert "404" in run("--municipality", "GM9999", "--online", "--language", "en", code=1)
    assert municipality_by_code("GM9999") is None


def test_files_and_services_are_not_mixed(tmp_path: Path) -> None:
    assert "either --from" in run("--municipality", "GM9999", code=2)
    assert "either --from" in run("--municipality", "GM9999", "--online", "--from", str(tmp_path), code=2)

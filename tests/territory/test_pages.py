"""The staff pages of the territory: who sees what, what they say, and that what is shown is harmless."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import small_town
from tests.territory.importers import made_folder as made
from weerbaar.accounts.models import AuditEntry
from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.interface.models import Job
from weerbaar.territory import models, queries, services

SignIn = Callable[[MunicipalityRow, str], Client]
KEY = "territory.vulnerable_share_65_plus"
VIEWED = ("neighbourhoods/", "neighbourhoods/map.json", "sources/", "parameters/")
EDITED = ("sources/import/", f"parameters/{KEY}/")


def address(page: str, language: str = "nl", slug: str = "kleinstad") -> str:
    return f"/{language}/{slug}/staff/territory/{page}"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", VIEWED)
def test_a_viewer_sees(town: MunicipalityRow, client_for: SignIn, page: str, language: str) -> None:
    assert client_for(town, Role.VIEWER).get(address(page, language)).status_code == 200


@pytest.mark.parametrize("page", EDITED)
def test_only_an_administrator_changes(town: MunicipalityRow, client_for: SignIn, page: str) -> None:
    for role in (Role.VIEWER, Role.EDITOR_SUPPORT_POINTS, Role.APPROVER, Role.REGION_VIEWER):
        client = client_for(town, role)
        assert client.get(address(page)).status_code == 403
        assert client.post(address(page)).status_code == 403
    assert client_for(town, Role.ADMINISTRATOR).get(address(page)).status_code == 200


@pytest.mark.parametrize("page", [*VIEWED, *EDITED, "sources/imports/1/", "sources/imports/1/report.csv"])
def test_anonymous_and_others(
    town: MunicipalityRow, other_town: MunicipalityRow, client_for: SignIn, page: str
) -> None:
    signed_out = Client().get(address(page))
    assert signed_out.status_code == 302
    assert "/account/login" in signed_out.headers["Location"]
    assert client_for(other_town, Role.ADMINISTRATOR).get(address(page)).status_code == 404


def test_somebody_elses_run_is_not_there(
    town: MunicipalityRow, other_town: MunicipalityRow, client_for: SignIn
) -> None:
    theirs = queries.import_runs(other_town.id)[0]
    client = client_for(town, Role.ADMINISTRATOR)
    assert client.get(address(f"sources/imports/{theirs.id}/")).status_code == 404
    assert client.get(address(f"sources/imports/{theirs.id}/report.csv")).status_code == 404


def test_neighbourhoods_without_data_say_how_to_begin(client_for: SignIn, db: None) -> None:
    from weerbaar.accounts.services import ensure_municipality

    empty = ensure_municipality(
        PROGRAM, code="GM9999", slug="kleinstad", name="Kleinstad", region=("VR24", "x")
    )
    page = client_for(empty, Role.ADMINISTRATOR).get(address("neighbourhoods/", "en"))
    assert "once data have been imported" in page.content.decode()
    assert client_for(empty, Role.ADMINISTRATOR).get(address("neighbourhoods/map.json")).json()["layers"][0][
        "data"
    ] == {
        "type": "FeatureCollection",
        "features": [],
    }


def test_the_map_document_lies_where_the_town_lies(town: MunicipalityRow, client_for: SignIn) -> None:
    """Against the area on the ellipsoid, computed by another library."""
    from pyproj import Geod

    document = client_for(town, Role.VIEWER).get(address("neighbourhoods/map.json")).json()
    west, south, east, north = document["bounds"]
    assert 5.6 < west < east < 5.8
    assert 50.8 < south < north < 50.9
    features = document["layers"][0]["data"]["features"]
    assert next(one["properties"]["label"] for one in features) == "Oudwijk"
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    area = sum(abs(Geod(ellps="WGS84").geometry_area_perimeter(shape)[0]) for shape in shapes)
    width, height = small_town.STEP * 8, small_town.STEP * 6
    assert area == pytest.approx(width * height, rel=0.001)


def test_the_number_of_queries_does_not_grow(town: MunicipalityRow, client_for: SignIn) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for(town, Role.VIEWER)
    for page in VIEWED:
        client.get(address(page))
        with CaptureQueriesContext(connection) as few:
            client.get(address(page))
        district = models.District.objects.filter(municipality_id=town.id).first()
        assert district is not None
        start = models.Neighbourhood.objects.count()
        models.Neighbourhood.objects.bulk_create(
            models.Neighbourhood(
                municipality_id=town.id,
                district=district,
                code=f"BU99991{start + i:03d}",
                name=f"Buurt {i}",
                x=0.0,
                y=0.0,
                residents=1.0,
                households=1.0,
                aged_65_plus=0.0,
            )
            for i in range(20)
        )
        for _ in range(5):
            models.ImportRun.objects.create(
                municipality_id=town.id, actor_label="x", fingerprint="", succeeded=False, report={}
            )
        with CaptureQueriesContext(connection) as many:
            client.get(address(page))
        assert len(many) == len(few)


def test_upload_starts_an_import(town: MunicipalityRow, client_for: SignIn, tmp_path: Path) -> None:
    folder = made.build(tmp_path / "files")
    client = client_for(town, Role.ADMINISTRATOR)
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    answer = client.post(address("sources/import/"), {"uploads": files})
    job = Job.objects.get()
    assert answer.status_code == 302
    assert str(job.pk) in answer.headers["Location"]
    assert AuditEntry.objects.filter(action="territory.import_asked").count() == 1
    assert client.post(address("sources/import/")).status_code == 422


def test_a_failed_import_says_why(town: MunicipalityRow, client_for: SignIn, tmp_path: Path) -> None:
    from weerbaar.interface.jobs import UserError

    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "<b>.csv").write_bytes(b"\x00")
    with pytest.raises(UserError):
        services.import_folder(PROGRAM, town, tmp_path / "x")
    run = queries.import_runs(town.id)[0]
    page = client_for(town, Role.VIEWER).get(address(f"sources/imports/{run.id}/", "en")).content.decode()
    assert "Nothing was changed" in page
    assert "no map of the neighbourhoods" in page
    assert "<b>.csv" not in page
    assert "&lt;b&gt;.csv" in page


def test_the_report_as_a_page_and_as_a_table(
    town: MunicipalityRow, client_for: SignIn, tmp_path: Path
) -> None:
    folder = made.build(tmp_path / "files")
    (folder / "=cmd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    services.import_folder(PROGRAM, town, folder)
    run = queries.import_runs(town.id)[0]
    client = client_for(town, Role.VIEWER)
    page = client.get(address(f"sources/imports/{run.id}/")).content.decode()
    assert "pc6_2021.csv" in page
    assert "bijgesteld naar 25" in page
    answer = client.get(address(f"sources/imports/{run.id}/report.csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Bestand"
    assert all(len(row) == 7 for row in rows)
    assert ["pc6_2021.csv", "inwoners per punt", "gelezen", "3", "", "", ""] in rows
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_an_own_value_and_back(town: MunicipalityRow, client_for: SignIn) -> None:
    client = client_for(town, Role.ADMINISTRATOR)
    page = address(f"parameters/{KEY}/", "en")
    good = {"value": "0,45", "source": "GGD 2025", "date": "2025-06-01"}
    assert client.post(page, good).status_code == 302
    found = queries.all_parameters(town.id)[KEY]
    assert (found.value, found.own, found.assumption, found.source) == (0.45, True, False, "GGD 2025")
    entry = AuditEntry.objects.get(action="territory.parameter.set")
    assert (entry.before["value"], entry.after["value"]) == (0.3, 0.45)
    assert "GGD 2025" in client.get(address("parameters/", "en")).content.decode()
    assert client.post(address(f"parameters/{KEY}/reset/")).status_code == 302
    assert not queries.all_parameters(town.id)[KEY].own
    assert client.post(address(f"parameters/{KEY}/reset/")).status_code == 302
    assert AuditEntry.objects.filter(action="territory.parameter.reset").count() == 1


def test_every_parameter_is_on_the_page(town: MunicipalityRow, client_for: SignIn) -> None:
    page = html.unescape(client_for(town, Role.VIEWER).get(address("parameters/", "en")).content.decode())
    for one in queries.all_parameters(town.id).values():
        assert page.count(f">{one.title_en}</th>") == 1, one.key


def test_who_keeps_the_town_hall_sets_its_parameters_and_no_others(
    town: MunicipalityRow, client_for: SignIn
) -> None:
    own = "continuity.daily_rest"
    given = {"value": "10", "source": "Ondernemingsraad", "date": "2026-06-01"}
    for role, key, code in (
        (Role.EDITOR_CONTINUITY, own, 302),
        (Role.EDITOR_CONTINUITY, KEY, 403),
        (Role.EDITOR_SUPPORT_POINTS, own, 403),
        (Role.VIEWER, own, 403),
        (Role.ADMINISTRATOR, own, 302),
    ):
        client = client_for(town, role)
        assert client.post(address(f"parameters/{key}/"), given).status_code == code, (role, key)
        assert client.post(address(f"parameters/{key}/reset/")).status_code == code, (role, key)
        has_link = f"parameters/{key}/" in client.get(address("parameters/")).content.decode()
        assert has_link == (code == 302), (role, key)


@pytest.mark.parametrize(
    "wrong",
    [{"value": "1.5"}, {"value": "-1"}, {"value": "abc"}, {"source": " "}, {"date": ""}, {"value": ""}],
)
def test_impossible_values_are_refused_beside_the_field(
    town: MunicipalityRow, client_for: SignIn, wrong: dict[str, str]
) -> None:
    given = {"value": "0.4", "source": "GGD", "date": "2025-06-01", **wrong}
    answer = client_for(town, Role.ADMINISTRATOR).post(address(f"parameters/{KEY}/"), given)
    assert answer.status_code == 422
    assert not models.ParameterValue.objects.exists()
    assert client_for(town, Role.ADMINISTRATOR).get(address("parameters/no.such/")).status_code == 404


def test_every_unit_has_its_dutch() -> None:
    from weerbaar.territory import parameters
    from weerbaar.territory.report_words import UNITS

    assert {one.unit for one in parameters.declared()} <= UNITS.keys() | {"m"}

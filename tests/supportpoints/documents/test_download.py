"""Downloading documents of a design that the program made: who may, in what form, with what figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client

from weerbaar.accounts.types import PROGRAM, MunicipalityRow, Role
from weerbaar.supportpoints import queries, services
from weerbaar.supportpoints.documents.export import Format
from weerbaar.supportpoints.types import DesignRow

ClientFor = Callable[[MunicipalityRow, str], Client]


@pytest.fixture
def design(town: MunicipalityRow) -> DesignRow:
    return services.run_design_now(PROGRAM, town.id, "Voorstel één", queries.default_wishes(town.id))


def address(town: MunicipalityRow, design_id: int, kind: str, language: str = "nl") -> str:
    return f"/{language}/{town.slug}/staff/support-points/designs/{design_id}/export/{kind}/"


@pytest.mark.parametrize(
    ("kind", "content_type", "suffix", "magic"),
    [
        ("gpkg", "application/geopackage+sqlite3", ".gpkg", b"SQLite format 3"),
        ("geojson", "application/geo+json", ".geojson", b'{"type"'),
        ("csv", "text/csv; charset=utf-8", ".csv", b"\xef\xbb\xbfNummer;Naam"),
        ("neighbourhoods-csv", "text/csv; charset=utf-8", ".csv", b"\xef\xbb\xbfCBS-code;"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", b"PK"),
        ("pdf", "application/pdf", ".pdf", b"%PDF-"),
    ],
)
def test_a_viewer_downloads_every_format(
    town: MunicipalityRow,
    design: DesignRow,
    client_for: ClientFor,
    kind: str,
    content_type: str,
    suffix: str,
    magic: bytes,
) -> None:
    response = client_for(town, Role.VIEWER).get(address(town, design.id, kind))
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith(
        'attachment; filename="kleinstad-steunpunten-voorstel-een-'
    )
    assert response["Content-Disposition"].endswith(f'{suffix}"')
    assert "no-store" in response["Cache-Control"]
    assert response.content.startswith(magic)


def test_every_format_of_the_program_is_tried_above() -> None:
    assert {str(kind) for kind in Format} == {"gpkg", "geojson", "csv", "neighbourhoods-csv", "xlsx", "pdf"}


def test_figures_are_those_of_the_design(
    town: MunicipalityRow, design: DesignRow, client_for: ClientFor
) -> None:
    client = client_for(town, Role.VIEWER)
    collection = json.loads(client.get(address(town, design.id, "geojson")).content)
    assert design.summary is not None
    areas = [f["properties"] for f in collection["features"] if f["properties"]["layer"] == "neighbourhoods"]
    assert sum(area["covered"] for area in areas) == pytest.approx(design.summary.covered)
    assert collection["metadata"]["share_covered"] == design.summary.share_covered
    text = client.get(address(town, design.id, "csv", "en")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["Name"] for row in rows] == sorted(row["Name"] for row in rows) or len(rows) > 1
    assert sum(float(row["Residents"]) for row in rows) <= design.summary.residents
    pdf = client.get(address(town, design.id, "pdf", "en")).content
    assert (
        "Emergency support points for Kleinstad" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    )


def test_the_adopted_design_carries_the_permanent_numbers(
    town: MunicipalityRow, design: DesignRow, client_for: ClientFor
) -> None:
    services.adopt_design(PROGRAM, design.id)
    collection = json.loads(client_for(town, Role.VIEWER).get(address(town, design.id, "geojson")).content)
    points = [f["properties"] for f in collection["features"] if f["properties"]["layer"] == "points"]
    assert {point["number"] for point in points} == {row.number for row in queries.points(town.id)}
    assert {point["state"] for point in points} == {row.state for row in queries.points(town.id)}


def test_who_has_no_business_here_gets_nothing(
    town: MunicipalityRow, other_town: MunicipalityRow, design: DesignRow, client_for: ClientFor
) -> None:
    assert Client().get(address(town, design.id, "pdf")).status_code == 302
    stranger = client_for(other_town, Role.VIEWER)
    assert stranger.get(address(town, design.id, "pdf")).status_code == 404
    assert stranger.get(address(other_town, design.id, "pdf")).status_code == 404  # not their design
    viewer = client_for(town, Role.VIEWER)
    assert viewer.get(address(town, design.id, "docx")).status_code == 404
    assert viewer.get(address(town, design.id + 1, "pdf")).status_code == 404

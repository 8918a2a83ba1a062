"""Importing: all or nothing, the same again changes nothing, and a report stays behind however it ends."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from django.conf import settings
from django.db import IntegrityError

from tests import small_town
from tests.shared_data import shared
from tests.territory.importers import made_folder as made
from weerbaar.accounts.models import AuditEntry, Municipality
from weerbaar.accounts.services import ensure_municipality
from weerbaar.accounts.types import PROGRAM, MunicipalityRow
from weerbaar.interface import jobs
from weerbaar.interface.jobs import Cancelled, UserError
from weerbaar.interface.models import Job
from weerbaar.territory import models, queries, services
from weerbaar.territory.importers.received import Received, harmless_name
from weerbaar.territory.services import keeping


@pytest.fixture
def municipality(db: None) -> MunicipalityRow:
    return ensure_municipality(PROGRAM, code=made.CODE, slug="kleinstad", name="Kleinstad")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.build(tmp_path / "municipality")


def counts() -> dict[str, int]:
    kept = (
        models.District,
        models.Neighbourhood,
        models.DemandPoint,
        models.Building,
        models.Street,
        models.StreetNetworkFile,
        models.DataSource,
    )
    return {model.__name__: model.objects.count() for model in kept}


def test_a_folder_arrives_and_again_changes_nothing(municipality: MunicipalityRow, folder: Path) -> None:
    first = services.import_folder(PROGRAM, municipality, folder)
    assert first.changed
    before = counts()
    keys = set(models.DemandPoint.objects.values_list("pk", flat=True))
    second = services.import_folder(PROGRAM, municipality, folder)
    assert not second.changed
    assert second.run.fingerprint == first.run.fingerprint
    assert counts() == before
    assert set(models.DemandPoint.objects.values_list("pk", flat=True)) == keys
    assert models.ImportRun.objects.filter(succeeded=True).count() == 2
    assert AuditEntry.objects.filter(action="territory.imported").count() == 2
    assert before["Street"] == 8  # four names, each in both neighbourhoods


def test_a_changed_file_changes_rows_in_place(municipality: MunicipalityRow, folder: Path) -> None:
    services.import_folder(PROGRAM, municipality, folder)
    key = models.Neighbourhood.objects.get(code=made.WEST).pk
    text = (folder / "pc6_2021.csv").read_text(encoding="utf-8").replace("9999BA,40,", "9999BA,45,")
    (folder / "pc6_2021.csv").write_text(text, encoding="utf-8")
    assert services.import_folder(PROGRAM, municipality, folder).changed
    assert queries.demand(municipality.id).residents.sum() == 205
    assert models.Neighbourhood.objects.get(code=made.WEST).pk == key


def test_a_moved_border_counts_as_a_change() -> None:
    """Far along the outline, where a printed shape would be cut short."""
    draft = small_town.draft()
    before = services.fingerprint(draft)
    row = draft.neighbourhoods[0]
    assert row.geometry is not None
    fine = shapely.segmentize(row.geometry, 5.0)
    corners = shapely.get_coordinates(fine)
    draft.neighbourhoods[0] = replace(row, geometry=fine)
    detailed = services.fingerprint(draft)
    corners[len(corners) // 2] += 0.5
    draft.neighbourhoods[0] = replace(row, geometry=shapely.Polygon(corners))
    assert len({before, detailed, services.fingerprint(draft)}) == 3


def test_refused_files_leave_a_failed_run_and_nothing_else(
    municipality: MunicipalityRow, folder: Path
) -> None:
    services.import_folder(PROGRAM, municipality, folder)
    before, known = counts(), queries.fingerprint(municipality.id)
    (folder / "buurten.geojson").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError):
        services.import_folder(PROGRAM, municipality, folder)
    failed = queries.import_runs(municipality.id)[0]
    assert not failed.succeeded
    assert "buurten" in failed.report["error_nl"]
    assert counts() == before
    assert queries.fingerprint(municipality.id) == known


@pytest.mark.parametrize("step", ["_keep_demand", "_keep_buildings", "_keep_network", "_keep_sources"])
def test_a_failure_in_the_middle_leaves_what_was(
    municipality: MunicipalityRow, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    services.import_folder(PROGRAM, municipality, folder)
    before = counts()
    changed = (folder / "buurten.geojson").read_text(encoding="utf-8").replace("West", "Nieuw")
    (folder / "buurten.geojson").write_text(changed, encoding="utf-8")
    own = getattr(keeping, step)

    def fail(*arguments: object) -> None:
        own(*arguments)
        raise IntegrityError("power cut")

    monkeypatch.setattr(keeping, step, fail)
    with pytest.raises(IntegrityError):
        services.import_folder(PROGRAM, municipality, folder)
    assert counts() == before
    assert queries.neighbourhoods(municipality.id)[0].name == "West"
    assert [run.succeeded for run in queries.import_runs(municipality.id)] == [False, True]


def test_a_new_municipality_is_added_only_when_its_files_are_good(db: None, folder: Path) -> None:
    added, done = services.import_municipality(PROGRAM, made.CODE, folder)
    assert done.changed
    assert (added.slug, added.name) == (made.CODE.lower(), made.CODE)  # these files tell no name
    with pytest.raises(UserError):
        services.import_municipality(PROGRAM, "GM1234", folder)
    assert not Municipality.objects.filter(code="GM1234").exists()


def test_a_cancelled_import_leaves_no_trace(municipality: MunicipalityRow, folder: Path) -> None:
    class Stopped(jobs.Progress):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        services.import_folder(PROGRAM, municipality, folder, Stopped(None))
    assert not models.ImportRun.objects.exists()
    assert set(counts().values()) == {0}


def test_own_assumptions_are_used(municipality: MunicipalityRow, folder: Path) -> None:
    (folder / "rivm.csv").unlink()
    key = "territory.vulnerable_share_65_plus"
    services.import_folder(PROGRAM, municipality, folder)
    before = queries.demand(municipality.id).vulnerable.sum()
    services.set_parameter(PROGRAM, municipality.id, key, value=0.5, source="GGD", on=date(2026, 1, 1))
    services.import_folder(PROGRAM, municipality, folder)
    # 25 residents over 65, of whom half instead of 30 %
    assert queries.demand(municipality.id).vulnerable.sum() - before == pytest.approx(25 * 0.2)


def received(folder: Path) -> list[Received]:
    return [Received(path.name, io.BytesIO(path.read_bytes())) for path in sorted(folder.iterdir())]


def uploads() -> list[Path]:
    root = Path(settings.DATA_FOLDER) / "uploads"
    return list(root.rglob("*")) if root.exists() else []


def test_uploads_are_imported_in_the_background_and_thrown_away(
    municipality: MunicipalityRow, folder: Path, settings: object
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # type: ignore[attr-defined]
    job_id = services.ask_for_import(PROGRAM, municipality, received(folder))
    job = Job.objects.get(pk=job_id)
    run = models.ImportRun.objects.get(job_id=job_id)
    assert job.state == Job.State.DONE
    assert job.result_url == f"/nl/kleinstad/staff/territory/sources/imports/{run.pk}/"
    assert queries.demand(municipality.id).residents.sum() == 200
    assert uploads() == []


def test_a_zip_with_a_folder_in_it(municipality: MunicipalityRow, folder: Path, settings: object) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}  # type: ignore[attr-defined]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"../../../gegevens/{path.name}")
        archive.writestr("__MACOSX/._x", "x")
    services.ask_for_import(PROGRAM, municipality, [Received("alles.zip", packed)])
    assert queries.demand(municipality.id).residents.sum() == 200
    assert uploads() == []


def test_refused_uploads_leave_nothing(
    municipality: MunicipalityRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weerbaar.territory.importers.received.MOST_MB", 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"0" * 3_000_000)
    for files in ([Received("bomb.zip", packed)], [Received("x.zip", io.BytesIO(b"PK\x03\x04 cut"))], []):
        with pytest.raises(UserError):
            services.ask_for_import(PROGRAM, municipality, files)
    assert uploads() == [] or all(path.is_dir() for path in uploads())
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\kaart.gpkg", "kaart.gpkg"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("a b\u202ec.csv", "a-b-c.csv"),
        ("", "file"),
        ("kaart.gpkg", "kaart.gpkg"),
    ],
)
def test_names_of_uploads_can_do_no_harm(given: str, kept: str) -> None:
    assert harmless_name(given, set()) == kept


def test_two_uploads_with_one_name_both_stay() -> None:
    taken: set[str] = set()
    assert [harmless_name("x.csv.gz", taken) for _ in range(3)] == ["x.csv.gz", "x-2.csv.gz", "x-3.csv.gz"]


def test_the_real_maastricht_twice(db: None) -> None:
    folder = shared("data", "maastricht")
    municipality, first = services.import_municipality(PROGRAM, "GM0935", folder)
    assert (municipality.slug, first.changed) == ("maastricht", True)
    demand = queries.demand(municipality.id)
    assert (len(demand.code), demand.residents.sum()) == (2780, 120_465)
    before = counts()
    _, second = services.import_municipality(PROGRAM, "GM0935", folder)
    assert not second.changed
    assert counts() == before
    found = queries.search_places(municipality.id, "vrijthof")
    assert found[0].label.startswith("Vrijthof")
    assert all(place.kind == "street" for place in found)
    assert queries.search_places(municipality.id, "6211 al")[0].label == "6211 AL"

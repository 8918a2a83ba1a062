"""Importing files: from a folder at the command line, or from uploads in the background."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override

from weerbaar.accounts.queries import municipalities, municipality_by_code
from weerbaar.accounts.services import ensure_municipality, record
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.interface import jobs
from weerbaar.interface.jobs import SILENT, Cancelled, Progress, UserError
from weerbaar.territory import models, parameters, queries
from weerbaar.territory.importers.assembly import read_folder
from weerbaar.territory.importers.received import Received, receive
from weerbaar.territory.importers.vulnerability import Assumptions
from weerbaar.territory.services.keeping import keep_territory
from weerbaar.territory.types import TerritoryDraft

FORGOTTEN_AFTER_S = 7 * 24 * 3600.0  # longer than any queue


@dataclass(frozen=True)
class Imported:
    """How an import ended: its run, and whether it changed anything."""

    run: models.ImportRun
    changed: bool


def import_folder(
    actor: Actor,
    municipality: MunicipalityRow,
    folder: Path,
    progress: Progress = SILENT,
    *,
    job_id: UUID | None = None,
) -> Imported:
    """Reads a folder of files and keeps what they tell of a municipality, all of it or nothing.

    Raises ImportRefused (a `UserError`) when the files cannot be used. However it fails, a run that says so
    stays behind and nothing else changes; a run that was cancelled leaves nothing.
    """

    def read() -> TerritoryDraft:
        assumptions = Assumptions.of(queries.all_parameters(municipality.id))
        return read_folder(folder, municipality.code, progress, assumptions=assumptions)

    return keep_draft(actor, municipality, read, progress, job_id=job_id)


def import_municipality(
    actor: Actor, code: str, folder: Path, progress: Progress = SILENT
) -> tuple[MunicipalityRow, Imported]:
    """Imports a folder for the municipality with this CBS code, which is added when it is new.

    A new municipality is called what the files call it; when they cannot be used, it is not added.
    """
    known = municipality_by_code(code)
    if known is not None:
        return known, import_folder(actor, known, folder, progress)
    assumptions = Assumptions.of({one.key: one for one in parameters.declared()})
    draft = read_folder(folder, code, progress, assumptions=assumptions)
    with transaction.atomic():
        slug = slugify(draft.municipality_name) or code.lower()
        if any(one.slug == slug for one in municipalities()):
            slug = f"{slug}-{code.lower()}"
        added = ensure_municipality(actor, code=code, slug=slug, name=draft.municipality_name)
        return added, keep_draft(actor, added, lambda: draft, progress)


def keep_draft(
    actor: Actor,
    municipality: MunicipalityRow,
    read: Callable[[], TerritoryDraft],
    progress: Progress = SILENT,
    *,
    job_id: UUID | None = None,
) -> Imported:
    """Keeps the draft that `read` makes; leaves a failed run, and nothing else, when that cannot be done."""
    before = queries.fingerprint(municipality.id)
    try:
        draft = read()
        progress.tell(0.95, "Bewaren", "Keeping")
        progress.check()
        run = keep_territory(actor, municipality.id, draft, job_id=job_id)
    except Cancelled:
        raise
    except UserError as error:
        _keep_failure(actor, municipality.id, error.nl, error.en, job_id)
        raise
    except Exception:
        _keep_failure(
            actor,
            municipality.id,
            "Er ging iets mis in het programma; er is niets veranderd. Kijk in het logboek van de server.",
            "Something went wrong in the program. Nothing was changed. It is in the server's log.",
            job_id,
        )
        raise
    return Imported(run, run.fingerprint != before)


@transaction.atomic
def _keep_failure(actor: Actor, municipality_id: int, nl: str, en: str, job_id: UUID | None) -> None:
    run = models.ImportRun.objects.create(
        municipality_id=municipality_id,
        actor_label=actor.label[:120],
        job_id=job_id,
        fingerprint="",
        succeeded=False,
        report={"error_nl": nl, "error_en": en, "files": [], "totals": []},
    )
    record(
        actor, municipality_id, "territory.import_failed", "import_run", run.pk, after={"reason": en[:500]}
    )


def _uploads() -> Path:
    return Path(settings.DATA_FOLDER) / "uploads"


def ask_for_import(actor: Actor, municipality: MunicipalityRow, files: list[Received]) -> UUID:
    """Keeps uploaded files for one import and has it done in the background; answers the job's number.

    Raises UserError when a file is too large or a zip is unsafe; then nothing stays behind.
    """
    from weerbaar.territory.tasks import import_uploads

    _remove_forgotten_uploads()
    key = uuid4().hex
    folder = _uploads() / key
    try:
        receive(files, folder)
        with transaction.atomic():
            job_id = jobs.open_job("territory.import", municipality.slug, actor.label)
            record(
                actor,
                municipality.id,
                "territory.import_asked",
                "job",
                job_id,
                after={"files": [file.name[:120] for file in files][:50]},
            )
            import_uploads.enqueue(municipality.code, key, str(job_id), actor.user_id, actor.label)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return job_id


def start_import(
    actor: Actor, municipality: MunicipalityRow, key: str, progress: Progress, job_id: UUID
) -> None:
    """Does an import that was asked for, and throws the uploaded files away, however it ends."""
    folder = _uploads() / UUID(key).hex
    try:
        done = import_folder(actor, municipality, folder, progress, job_id=job_id)
        with override("nl"):
            address = reverse(
                "territory:run", kwargs={"municipality": municipality.slug, "run_id": done.run.pk}
            )
        jobs.set_result(job_id, address)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_forgotten_uploads() -> None:
    """Removes uploads whose job never ran, so that people's files do not stay behind."""
    for folder in _uploads().glob("*"):
        if folder.is_dir() and time.time() - folder.stat().st_mtime > FORGOTTEN_AFTER_S:
            shutil.rmtree(folder, ignore_errors=True)

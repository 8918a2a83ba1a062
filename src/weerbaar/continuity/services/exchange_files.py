"""Files that come in: kept, read and checked, at once or in the background, and then taken over.

Reading and checking change nothing in the register; `apply_kept` does, through `services.exchange`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import override

from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity.exchange import keeping
from weerbaar.continuity.exchange.comparing import Choices, compare
from weerbaar.continuity.exchange.document import RegisterDocument, adopted, kept_silent, restricted
from weerbaar.continuity.exchange.json_file import read_json
from weerbaar.continuity.exchange.keeping import FILE, STARTER, WORKBOOK, Kept
from weerbaar.continuity.exchange.problems import RefusedFile
from weerbaar.continuity.exchange.starter import starter_document
from weerbaar.continuity.exchange.workbook_in import Reading, read_workbook
from weerbaar.continuity.queries.exchange import OwnRegister, own_register
from weerbaar.continuity.services.exchange import Applied, apply_register
from weerbaar.interface import jobs
from weerbaar.interface.jobs import SILENT, Progress, UserError
from weerbaar.interface.uploads import checked_upload

MOST_MB = 20  # a workbook of 10,000 processes is about 8 MB
LARGE_BYTES = 150_000  # above this, some 400 processes, reading takes more than a second or two
LARGE_ITEMS = 400  # above this, so does writing


def take_in(actor: Actor, municipality: MunicipalityRow, file: UploadedFile[Any] | None) -> Kept:
    """Keeps an uploaded workbook or file and reads it: small ones at once, large ones in the background.

    Raises `UserError` for what is no workbook or JSON, or too large; what is wrong inside is in `problems`.
    """
    from weerbaar.continuity.exchange.tasks import read_upload

    upload = checked_upload(file, {WORKBOOK, FILE}, MOST_MB)
    kept = Kept(keeping.new_key(), municipality.id, actor.user_id, upload.name, upload.kind)
    keeping.keep(kept, upload.file)
    if upload.size <= LARGE_BYTES:
        read_kept(kept, municipality.code)
        return kept
    kept.job_id = str(jobs.open_job("continuity.read", municipality.slug, actor.label))
    keeping.note(kept)
    read_upload.enqueue(kept.key, municipality.code, actor.user_id, kept.job_id)
    return keeping.kept_file(kept.key, municipality.id, actor.user_id) or kept


def take_starter(actor: Actor, municipality: MunicipalityRow) -> Kept:
    """Keeps the starter content as if somebody had uploaded it, to be previewed like any file."""
    kept = Kept(keeping.new_key(), municipality.id, actor.user_id, "", STARTER, "ready")
    return keeping.keep(kept, document=starter_document())


def read_kept(kept: Kept, municipality_code: str, progress: Progress = SILENT) -> None:
    """Reads a kept file and notes how that ended."""
    mine = own_register(kept.municipality_id).document
    try:
        with keeping.upload_of(kept) as content:
            reading = (
                Reading(read_json(content.read(), mine))
                if kept.kind == FILE
                else read_workbook(content, mine, progress)
            )
    except RefusedFile as refused:
        kept.problems = [vars(said) for said in refused.problems]
        keeping.settle(kept, None)
        return
    document = reading.document
    code = document.origin.municipality_code
    kept.foreign = bool(code) and code != municipality_code
    kept.remarks = [list(remark) for remark in reading.remarks]
    kept.silent = [list(one) for one in sorted(reading.silent)]
    keeping.settle(kept, document)


def read_file(file: UploadedFile[Any], municipality: MunicipalityRow, progress: Progress = SILENT) -> Reading:
    """The document in a file for a municipality, without keeping anything (for the command line).

    Raises `UserError`, or `RefusedFile` with every mistake.
    """
    upload = checked_upload(file, {WORKBOOK, FILE}, MOST_MB)
    mine = own_register(municipality.id).document
    if upload.kind == FILE:
        reading = Reading(read_json(upload.file.read(), mine))
    else:
        reading = read_workbook(upload.file, mine, progress)
    if reading.document.origin.municipality_code not in ("", municipality.code):
        reading.document = adopted(reading.document, mine)
    return reading


def chosen_document(kept: Kept, own: OwnRegister, tracks: frozenset[str]) -> RegisterDocument:
    """The document of a kept file, as far as it belongs to some tracks (none: all of it).

    Raises `RefusedFile` when the register changed so much that the file no longer fits it.
    """
    document = keeping.document_of(kept, own.document)
    document = kept_silent(document, own.document, ((table, name) for table, name in kept.silent))
    if kept.foreign:
        document = adopted(document, own.document)
    return restricted(document, tracks) if tracks else document


def apply_kept(
    actor: Actor,
    municipality: MunicipalityRow,
    kept: Kept,
    choices: Choices,
    tracks: frozenset[str],
    fingerprint: str,
) -> Applied | UUID:
    """Takes over what was chosen of a kept file: at once, or when it is much in the background (its job).

    Raises as `apply_register`.
    """
    from weerbaar.continuity.exchange.tasks import apply_upload

    own = own_register(municipality.id)
    document = chosen_document(kept, own, tracks)
    if len(document) > LARGE_ITEMS:
        comparison = compare(own.document, document)
        if len(comparison.added) + len(comparison.changed) > LARGE_ITEMS:
            job_id = jobs.open_job("continuity.import", municipality.slug, actor.label)
            asked = {
                "added": choices.added.value,
                "changed": choices.changed.value,
                "items": {key: choice.value for key, choice in choices.items.items()},
                "tracks": sorted(tracks),
                "fingerprint": fingerprint,
            }
            apply_upload.enqueue(kept.key, municipality.code, actor.user_id, actor.label, str(job_id), asked)
            return job_id
    applied = apply_register(actor, municipality.id, document, choices, fingerprint=fingerprint)
    keeping.forget(kept.key)
    return applied


def kept_or_gone(key: str, municipality_id: int, user_id: int | None) -> Kept:
    """The kept file for a background task; raises `UserError` when it is there no more."""
    kept = keeping.kept_file(key, municipality_id, user_id)
    if kept is None:
        raise UserError("Dit bestand is er niet meer.", "This file is gone.")
    return kept


def address(name: str, slug: str, **arguments: str) -> str:
    """An address of a page of this room, for a job's result."""
    with override("nl"):
        return reverse(f"continuity:{name}", kwargs={"municipality": slug, **arguments})

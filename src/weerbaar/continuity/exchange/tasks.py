"""Background work of the exchange. Thin: the work itself is in the services."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django_tasks import task

from weerbaar.accounts.queries import municipality_by_code
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity.exchange import keeping
from weerbaar.continuity.exchange.comparing import Choice, Choices
from weerbaar.continuity.queries.exchange import own_register
from weerbaar.continuity.services.exchange import apply_register
from weerbaar.continuity.services.exchange_files import (
    address,
    chosen_document,
    kept_or_gone,
    read_kept,
)
from weerbaar.interface.jobs import Cancelled, UserError, running, set_result


@task()
def read_upload(key: str, code: str, user_id: int | None, job_id: str) -> None:
    """Reads and checks a kept file; its preview, or its list of mistakes, is the result."""
    try:
        with running(UUID(job_id)) as progress:
            municipality = _municipality(code)
            kept = kept_or_gone(key, municipality.id, user_id)
            read_kept(kept, municipality.code, progress)
            set_result(UUID(job_id), address("exchange_preview", municipality.slug, key=str(UUID(key))))
    except Cancelled:
        return


@task()
def apply_upload(
    key: str, code: str, user_id: int | None, label: str, job_id: str, asked: dict[str, Any]
) -> None:
    """Takes over what was chosen of a kept file. When the register changed meanwhile, nothing is written."""
    try:
        with running(UUID(job_id)) as progress:
            municipality = _municipality(code)
            kept = kept_or_gone(key, municipality.id, user_id)
            own = own_register(municipality.id)
            document = chosen_document(kept, own, frozenset(asked["tracks"]))
            choices = Choices(
                Choice(asked["added"]),
                Choice(asked["changed"]),
                {item: Choice(choice) for item, choice in asked["items"].items()},
            )
            set_result(UUID(job_id), address("exchange_preview", municipality.slug, key=str(UUID(key))))
            apply_register(
                Actor(user_id, label),
                municipality.id,
                document,
                choices,
                fingerprint=asked["fingerprint"],
                progress=progress,
            )
            set_result(UUID(job_id), address("exchange", municipality.slug))
            keeping.forget(key)
    except Cancelled:
        return


def _municipality(code: str) -> MunicipalityRow:
    found = municipality_by_code(code)
    if found is None:
        raise UserError("Deze gemeente is er niet meer.", "This municipality is gone.")
    return found

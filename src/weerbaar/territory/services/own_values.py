"""A municipality's own values of norms and parameters."""

from __future__ import annotations

import math
from datetime import date

from django.db import transaction

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.interface.jobs import UserError
from weerbaar.territory import models, parameters
from weerbaar.territory.types import Parameter


def _declared(key: str) -> Parameter:
    found = next((one for one in parameters.declared() if one.key == key), None)
    if found is None:
        raise UserError("Deze parameter bestaat niet.", "There is no such parameter.")
    return found


@transaction.atomic
def set_parameter(
    actor: Actor, municipality_id: int, key: str, *, value: float, source: str, on: date
) -> None:
    """Gives a parameter the municipality's own value, with where it comes from and since when.

    Raises UserError when the parameter does not exist or the value is impossible: not a number, below
    zero, or a share above 1.
    """
    default = _declared(key)
    if not math.isfinite(value) or value < 0:
        raise UserError("Vul een getal in van 0 of meer.", "Fill in a number of 0 or more.")
    if default.unit == "share" and value > 1:
        raise UserError("Een deel is hoogstens 1.", "A share is at most 1.")
    if not source.strip():
        raise UserError("Vul in waar de waarde vandaan komt.", "Fill in where the value comes from.")
    row = models.ParameterValue.objects.filter(municipality_id=municipality_id, key=key).first()
    before = {"value": row.value, "source": row.source} if row else {"value": default.value, "own": False}
    if row and (row.value, row.source, row.date) == (value, source.strip()[:300], on):
        return
    models.ParameterValue.objects.update_or_create(
        municipality_id=municipality_id,
        key=key,
        defaults={"value": value, "source": source.strip()[:300], "date": on},
    )
    record(
        actor,
        municipality_id,
        "territory.parameter.set",
        "parameter",
        key,
        before=before,
        after={"value": value, "source": source.strip()[:300]},
    )


@transaction.atomic
def reset_parameter(actor: Actor, municipality_id: int, key: str) -> None:
    """Puts a parameter back to its default; without an own value nothing changes."""
    default = _declared(key)
    row = models.ParameterValue.objects.filter(municipality_id=municipality_id, key=key).first()
    if row is None:
        return
    before = {"value": row.value, "source": row.source}
    row.delete()
    record(
        actor,
        municipality_id,
        "territory.parameter.reset",
        "parameter",
        key,
        before=before,
        after={"value": default.value, "own": False},
    )

"""Writes on municipalities."""

from __future__ import annotations

from django.db import transaction

from weerbaar.accounts.models import Municipality, SafetyRegion
from weerbaar.accounts.queries import municipality_by_code
from weerbaar.accounts.services.audit import record
from weerbaar.accounts.types import Actor, MunicipalityRow


@transaction.atomic
def ensure_municipality(
    actor: Actor,
    *,
    code: str,
    slug: str,
    name: str,
    region: tuple[str, str] | None = None,
    regional_app: str = "",
) -> MunicipalityRow:
    """The municipality with this CBS code, made when it is not there yet. `region` is (code, name)."""
    if not Municipality.objects.filter(code=code).exists():
        safety_region = None
        if region:
            safety_region, _ = SafetyRegion.objects.get_or_create(
                code=region[0], defaults={"name": region[1]}
            )
        made = Municipality.objects.create(
            code=code, slug=slug, name=name, region=safety_region, regional_app=regional_app
        )
        record(
            actor,
            made.pk,
            "accounts.municipality.added",
            "municipality",
            made.pk,
            after={"code": code, "name": name},
        )
    row = municipality_by_code(code)
    if row is None:
        raise RuntimeError(f"municipality {code} vanished while it was being made")
    return row

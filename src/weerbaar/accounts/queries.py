"""What other rooms ask about people and municipalities."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from weerbaar.accounts.models import AuditEntry, Membership, Municipality, User
from weerbaar.accounts.types import GRANTS, Actor, MunicipalityRow, Permission


def _row(municipality: Municipality) -> MunicipalityRow:
    region = municipality.region
    return MunicipalityRow(
        id=municipality.pk,
        code=municipality.code,
        slug=municipality.slug,
        name=municipality.name,
        region_name=region.name if region else "",
        regional_app=municipality.regional_app,
    )


def municipalities() -> list[MunicipalityRow]:
    """All municipalities of this installation, by name."""
    return [_row(m) for m in Municipality.objects.select_related("region")]


def municipality_by_slug(slug: str) -> MunicipalityRow | None:
    found = Municipality.objects.select_related("region").filter(slug=slug).first()
    return _row(found) if found else None


def municipality_by_code(code: str) -> MunicipalityRow | None:
    found = Municipality.objects.select_related("region").filter(code=code).first()
    return _row(found) if found else None


def permissions(user_id: int, municipality_id: int) -> frozenset[Permission]:
    """What a person may do in a municipality; empty when the municipality is not theirs."""
    roles: Iterable[str] = Membership.objects.filter(
        Q(municipality_id=municipality_id) | Q(region__municipalities=municipality_id),
        user_id=user_id,
        user__is_active=True,
    ).values_list("role", flat=True)
    granted: frozenset[Permission] = frozenset()
    for role in roles:
        granted |= GRANTS.get(role, frozenset())
    return granted


def municipalities_of(user_id: int) -> list[MunicipalityRow]:
    """The municipalities in which a person may at least look, by name."""
    found = (
        Municipality.objects.select_related("region")
        .filter(
            Q(memberships__user_id=user_id) | Q(region__memberships__user_id=user_id),
        )
        .distinct()
        .order_by("name")
    )
    return [_row(m) for m in found]


def actor(user: User) -> Actor:
    """The person as the one who does something."""
    return Actor(user.pk, user.name or user.email)


def trail(municipality_id: int, subject: str, subject_id: str) -> list[AuditEntry]:
    """What happened to one object, newest first."""
    return list(
        AuditEntry.objects.filter(municipality_id=municipality_id, subject=subject, subject_id=subject_id)
    )

"""Writes on people, municipalities and roles, and the audit entry that every write in the house leaves."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from weerbaar.accounts.models import AuditEntry, Membership, Municipality, SafetyRegion, User
from weerbaar.accounts.queries import municipality_by_code
from weerbaar.accounts.types import Actor, MunicipalityRow


def record(
    actor: Actor,
    municipality_id: int | None,
    action: str,
    subject: str,
    subject_id: object,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Leaves the audit entry of a write; called inside the transaction of that write.

    `action` is a past-tense name such as ``supportpoints.design.adopted``; `before` and `after` hold
    only what changed, as JSON values.
    """
    AuditEntry.objects.create(
        actor_id=actor.user_id,
        actor_label=actor.label[:120],
        municipality_id=municipality_id,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        before=before,
        after=after,
    )


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


@transaction.atomic
def ensure_person(actor: Actor, *, email: str, name: str, password: str | None, is_demo: bool = False) -> int:
    """The account with this e-mail address, made when it is not there yet; answers its number."""
    found = User.objects.filter(email=email.lower()).first()
    if found:
        return found.pk
    made = User.objects.create_user(email, password, name=name, is_demo=is_demo)
    record(actor, None, "accounts.person.added", "user", made.pk, after={"name": name, "is_demo": is_demo})
    return made.pk


@transaction.atomic
def grant(actor: Actor, *, user_id: int, role: str, municipality_id: int) -> None:
    """Gives a person a role in a municipality; giving it twice changes nothing."""
    _, made = Membership.objects.get_or_create(user_id=user_id, role=role, municipality_id=municipality_id)
    if made:
        record(actor, municipality_id, "accounts.role.granted", "user", user_id, after={"role": role})

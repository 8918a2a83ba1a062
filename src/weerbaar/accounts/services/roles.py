"""Writes on roles. Each municipality keeps at least one administrator who can sign in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from weerbaar.accounts.models import Membership, Municipality, SafetyRegion
from weerbaar.accounts.services.audit import record
from weerbaar.accounts.types import Actor, Refused, Role


@transaction.atomic
def grant(actor: Actor, *, user_id: int, role: str, municipality_id: int) -> None:
    """Gives a person a role in a municipality; giving it twice changes nothing."""
    _made, made = Membership.objects.get_or_create(
        user_id=user_id, role=role, municipality_id=municipality_id
    )
    if made:
        record(actor, municipality_id, "accounts.role.granted", "user", user_id, after={"role": role})


@transaction.atomic
def grant_in_region(actor: Actor, *, user_id: int, region_code: str) -> None:
    """Lets a person read all municipalities of a safety region; only from the command line."""
    region = SafetyRegion.objects.filter(code=region_code).first()
    if region is None:
        raise Refused(_("No municipality of safety region {code} is here.").format(code=region_code))
    _made, made = Membership.objects.get_or_create(user_id=user_id, role=Role.REGION_VIEWER, region=region)
    if made:
        record(
            actor,
            None,
            "accounts.role.granted",
            "user",
            user_id,
            after={"role": Role.REGION_VIEWER.value, "region": region_code},
        )


@transaction.atomic
def revoke(actor: Actor, *, user_id: int, role: str, municipality_id: int) -> None:
    """Takes a role in a municipality away; refused for its last administrator."""
    held = Membership.objects.filter(user_id=user_id, role=role, municipality_id=municipality_id)
    if not held.exists():
        return
    if role == Role.ADMINISTRATOR:
        keep_an_administrator(municipality_id, without=user_id)
    held.delete()
    record(actor, municipality_id, "accounts.role.revoked", "user", user_id, before={"role": role})


def keep_an_administrator(municipality_id: int, *, without: int) -> None:
    """Refuses when nobody but `without` administers the municipality; called inside the transaction."""
    # locked, so that two administrators cannot each remove the other at the same moment
    Municipality.objects.select_for_update().get(pk=municipality_id)
    others = Membership.objects.filter(
        municipality_id=municipality_id, role=Role.ADMINISTRATOR, user__is_active=True
    ).exclude(user_id=without)
    if not others.exists():
        raise Refused(_("A municipality needs an administrator. Give somebody else that role first."))

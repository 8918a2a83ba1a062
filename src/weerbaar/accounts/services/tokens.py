"""Writes on API tokens."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weerbaar.accounts import queries
from weerbaar.accounts.models import ApiToken
from weerbaar.accounts.services.audit import record
from weerbaar.accounts.services.people import hash_of
from weerbaar.accounts.types import Actor, Refused, TokenRow

LONGEST_DAYS = 366


@transaction.atomic
def make_token(actor: Actor, municipality_id: int, name: str, days: int) -> tuple[TokenRow, str]:
    """A token for reading the API, and its secret, which is shown once and cannot be found again."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("A token is valid for 1 to {days} days.").format(days=LONGEST_DAYS))
    secret = f"wb_{secrets.token_urlsafe(32)}"
    made = ApiToken.objects.create(
        municipality_id=municipality_id,
        name=name[:100],
        prefix=secret[:9],
        token_hash=hash_of(secret),
        created_by_id=actor.user_id,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record(
        actor,
        municipality_id,
        "accounts.token.made",
        "token",
        made.pk,
        after={"name": made.name, "until": made.expires_at.isoformat()},
    )
    return queries.token_row(made), secret


@transaction.atomic
def revoke_token(actor: Actor, municipality_id: int, token_id: int) -> None:
    """Ends a token at once; ending it twice changes nothing."""
    ended = ApiToken.objects.filter(pk=token_id, municipality_id=municipality_id, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if ended:
        record(actor, municipality_id, "accounts.token.revoked", "token", token_id)

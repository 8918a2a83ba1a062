"""Writes on people, municipalities, roles and tokens, and the audit entry of every write in the house."""

from weerbaar.accounts.services.audit import log_failed_single_sign_on, note_own_change, record
from weerbaar.accounts.services.municipalities import ensure_municipality
from weerbaar.accounts.services.people import (
    accept_invitation,
    activate,
    admit,
    deactivate,
    ensure_person,
    invite,
    invite_to_region,
    make_link,
    reset_second_factor,
)
from weerbaar.accounts.services.roles import grant, grant_in_region, revoke
from weerbaar.accounts.services.tokens import make_token, revoke_token
from weerbaar.accounts.services.work import stop_work

__all__ = [
    "accept_invitation",
    "activate",
    "admit",
    "deactivate",
    "ensure_municipality",
    "ensure_person",
    "grant",
    "grant_in_region",
    "invite",
    "invite_to_region",
    "log_failed_single_sign_on",
    "make_link",
    "make_token",
    "note_own_change",
    "record",
    "reset_second_factor",
    "revoke",
    "revoke_token",
    "stop_work",
]

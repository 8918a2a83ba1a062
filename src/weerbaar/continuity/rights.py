"""Who may change what in the register: the one place where that is decided."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.types import Actor, Permission


class NotAllowed(PermissionDenied):
    """Somebody may not change this; said in both languages. A page answers it with 403."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(nl if (get_language() or "nl").startswith("nl") else en)
        self.nl = nl
        self.en = en


def may_edit_unit(permissions: Collection[Permission], actor: Actor, editors: Collection[int]) -> bool:
    """Whether the actor may change what a unit owns; `editors` are the unit's own, by id of their account.

    The coordinator (`continuity.edit`) changes everything, a process owner (`continuity.edit-own`) only what
    belongs to a unit that they are an editor of. What belongs to no unit has no editors. The program itself
    (an actor without account: the command line, starter content) may do everything.
    """
    if actor.user_id is None or Permission.EDIT_CONTINUITY in permissions:
        return True
    return Permission.EDIT_OWN_CONTINUITY in permissions and actor.user_id in editors


def permissions_of(actor: Actor, municipality_id: int) -> frozenset[Permission]:
    """What the actor may do in a municipality; everything for the program itself."""
    if actor.user_id is None:
        return frozenset(Permission)
    return accounts.permissions(actor.user_id, municipality_id)


def require(actor: Actor, municipality_id: int, permission: Permission) -> None:
    """Raises `NotAllowed` without the permission."""
    if permission not in permissions_of(actor, municipality_id):
        raise NotAllowed("Uw rol mag dit niet.", "Your role may not do this.")


def require_unit(actor: Actor, municipality_id: int, *editors: Collection[int]) -> None:
    """Raises `NotAllowed` unless the actor may change what each of these units owns, given by its editors."""
    granted = permissions_of(actor, municipality_id)
    if not all(may_edit_unit(granted, actor, each) for each in editors):
        raise NotAllowed(
            "U mag alleen wijzigen wat van uw eigen afdeling is.",
            "You may change only what belongs to your own department.",
        )

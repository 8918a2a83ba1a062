"""Writes on people: making an account, inviting, stopping it, and resetting its second factor.

Who administers one municipality may not take over an account that also works for another: links and resets
are for people whose every role is in a municipality of that administrator (or for the command line).
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from weerbaar.accounts.models import Invitation, Membership, User
from weerbaar.accounts.services.audit import record
from weerbaar.accounts.services.roles import grant, grant_in_region, keep_an_administrator
from weerbaar.accounts.types import Actor, Refused, Role


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
def admit(actor: Actor, *, email: str, name: str, municipality_id: int) -> int:
    """Makes an account without password for who came through single sign-on by the domain rule: a viewer."""
    person = ensure_person(actor, email=email, name=name[:100], password=None)
    grant(actor, user_id=person, role=Role.VIEWER, municipality_id=municipality_id)
    return person


@transaction.atomic
def invite(
    actor: Actor, *, email: str, name: str, role: str, municipality_id: int, language: str = "nl"
) -> tuple[int, str | None]:
    """Gives somebody a role here, with an account when they have none; answers (person, token of the link).

    There is no token for who already has an account that works: that account only gains the role.
    """
    known = User.objects.filter(email=email.lower()).exists()
    person = ensure_person(actor, email=email, name=name, password=None)
    if not known:
        User.objects.filter(pk=person).update(language=language)
    grant(actor, user_id=person, role=role, municipality_id=municipality_id)
    user = User.objects.get(pk=person)
    if user.has_usable_password() or _works_elsewhere(actor, user):
        return person, None
    return person, make_link(actor, user_id=person, municipality_id=municipality_id)


@transaction.atomic
def invite_to_region(actor: Actor, *, email: str, name: str, region_code: str) -> str | None:
    """Makes somebody a reader of a whole safety region; the token of the link when they need one."""
    person = ensure_person(actor, email=email, name=name, password=None)
    grant_in_region(actor, user_id=person, region_code=region_code)
    if User.objects.get(pk=person).has_usable_password():
        return None
    return make_link(actor, user_id=person, municipality_id=None)


@transaction.atomic
def make_link(actor: Actor, *, user_id: int, municipality_id: int | None) -> str:
    """A link for choosing a (new) password; earlier links of this person stop working. Answers its token."""
    user = User.objects.get(pk=user_id)
    _refuse_over_others(actor, user)
    user.invitations.filter(used_at=None).delete()
    token = secrets.token_urlsafe(32)
    until = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    Invitation.objects.create(user=user, token_hash=hash_of(token), expires_at=until)
    record(
        actor, municipality_id, "accounts.person.invited", "user", user.pk, after={"until": until.isoformat()}
    )
    return token


@transaction.atomic
def accept_invitation(actor: Actor, *, invitation_id: int, password: str) -> int:
    """Sets the password and uses up the link; answers the person. A link that is used or old is refused."""
    used = Invitation.objects.filter(
        pk=invitation_id, used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    ).update(used_at=timezone.now())
    if not used:
        raise Refused(_("This link has been used or has expired. Ask your administrator for a new one."))
    user = Invitation.objects.select_related("user").get(pk=invitation_id).user
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor, None, "accounts.invitation.accepted", "user", user.pk)
    return user.pk


@transaction.atomic
def deactivate(actor: Actor, *, user_id: int, municipality_id: int | None) -> None:
    """Stops an account and ends its sessions; its roles stay, so that it can be opened again."""
    user = User.objects.get(pk=user_id)
    _refuse_over_others(actor, user)
    for membership in user.memberships.filter(role=Role.ADMINISTRATOR):
        keep_an_administrator(membership.municipality_id or 0, without=user_id)
    _set_active(actor, user, municipality_id, is_active=False)
    user.invitations.filter(used_at=None).delete()
    end_sessions(user)


@transaction.atomic
def activate(actor: Actor, *, user_id: int, municipality_id: int | None) -> None:
    """Opens a stopped account again."""
    user = User.objects.get(pk=user_id)
    _refuse_over_others(actor, user)
    _set_active(actor, user, municipality_id, is_active=True)


def _set_active(actor: Actor, user: User, municipality_id: int | None, *, is_active: bool) -> None:
    if user.is_active == is_active:
        return
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    record(
        actor,
        municipality_id,
        "accounts.person.activated" if is_active else "accounts.person.deactivated",
        "user",
        user.pk,
        before={"is_active": not is_active},
        after={"is_active": is_active},
    )


@transaction.atomic
def reset_second_factor(actor: Actor, *, user_id: int, municipality_id: int | None) -> None:
    """Takes away every second factor of somebody who lost theirs, and ends their sessions."""
    user = User.objects.get(pk=user_id)
    _refuse_over_others(actor, user)
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record(actor, municipality_id, "accounts.second_factor.reset", "user", user.pk, before={"kinds": kinds})


def end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


def hash_of(token: str) -> str:
    """What is kept of a link or token. They are random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _works_elsewhere(actor: Actor, user: User) -> bool:
    """Whether somebody has a role outside the municipalities that the actor administers."""
    if actor.user_id is None:
        return False
    own = Membership.objects.filter(user_id=actor.user_id, role=Role.ADMINISTRATOR, user__is_active=True)
    return user.memberships.exclude(municipality__in=own.values("municipality")).exists()


def _refuse_over_others(actor: Actor, user: User) -> None:
    if _works_elsewhere(actor, user):
        raise Refused(
            _("{name} also works for another municipality or region. Ask who runs this installation.").format(
                name=user.name or user.email
            )
        )

"""What other rooms ask about people and municipalities."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from weerbaar.accounts.models import ApiToken, AuditEntry, Invitation, Membership, Municipality, User
from weerbaar.accounts.types import (
    GRANTS,
    Actor,
    AuditFilter,
    AuditRow,
    InvitationRow,
    MunicipalityRow,
    Permission,
    PersonRow,
    Role,
    TokenRow,
    as_text,
)


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


def people(municipality_id: int) -> list[PersonRow]:
    """Everybody with a role in a municipality, by name; the region's readers included."""
    return _people(municipality_id, User.objects.all())


def person(municipality_id: int, user_id: int) -> PersonRow | None:
    """One person with a role in a municipality; None when they have none there."""
    return next(iter(_people(municipality_id, User.objects.filter(pk=user_id))), None)


def _people(municipality_id: int, users: QuerySet[User]) -> list[PersonRow]:
    here = Q(municipality_id=municipality_id) | Q(region__municipalities=municipality_id)
    roles: dict[int, list[str]] = {}
    for user_id, role in Membership.objects.filter(here, user__in=users).values_list("user_id", "role"):
        roles.setdefault(user_id, []).append(role)
    order = list(Role.values)
    factors = Authenticator.objects.filter(
        user_id=OuterRef("pk"), type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    )
    elsewhere = Membership.objects.filter(user_id=OuterRef("pk")).exclude(municipality_id=municipality_id)
    open_until = (
        Invitation.objects.filter(user_id=OuterRef("pk"), used_at=None, expires_at__gt=timezone.now())
        .values("user_id")
        .annotate(until=Max("expires_at"))
        .values("until")
    )
    found = (
        User.objects.filter(pk__in=roles)
        .annotate(factor=Exists(factors), elsewhere=Exists(elsewhere), invited_until=Subquery(open_until[:1]))
        .order_by("name", "email")
    )
    return [
        PersonRow(
            id=user.pk,
            name=user.name,
            email=user.email,
            language=user.language,
            roles=tuple(sorted(roles[user.pk], key=order.index)),
            is_active=user.is_active,
            is_demo=user.is_demo,
            has_second_factor=user.factor,
            has_password=user.has_usable_password(),
            invited_until=user.invited_until,
            works_elsewhere=user.elsewhere,
        )
        for user in found
    ]


def accounts_of_installation() -> list[tuple[str, str, bool, str]]:
    """(e-mail address, name, active, roles in words) of every account: for the command line."""
    rows = []
    users = User.objects.prefetch_related("memberships__municipality", "memberships__region").order_by(
        "email"
    )
    for user in users:
        roles = [
            f"{m.role} {m.municipality.code if m.municipality else m.region}" for m in user.memberships.all()
        ]
        rows.append((user.email, user.name, user.is_active, ", ".join(sorted(roles))))
    return rows


def person_by_email(email: str) -> int | None:
    """The number of the account with this e-mail address."""
    return User.objects.filter(email=email.lower()).values_list("pk", flat=True).first()


def invitation(token: str) -> InvitationRow | None:
    """The invitation behind a link; None when it is unknown, used or too old."""
    found = (
        Invitation.objects.select_related("user")
        .filter(
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            used_at=None,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )
    if found is None:
        return None
    return InvitationRow(found.pk, found.user_id, found.user.name, found.user.email, found.expires_at)


def audit_trail(municipality_id: int, look_for: AuditFilter) -> Iterator[AuditRow]:
    """The audit entries of a municipality, and of the accounts of its people, newest first."""
    return (_audit_row(entry) for entry in _audit(municipality_id, look_for).iterator(chunk_size=500))


def audit_page(
    municipality_id: int, look_for: AuditFilter, number: int, size: int
) -> tuple[list[AuditRow], int]:
    """(entries of page `number`, from 1; how many entries there are in all)."""
    found = _audit(municipality_id, look_for)
    begin = (max(number, 1) - 1) * size
    return [_audit_row(entry) for entry in found[begin : begin + size]], found.count()


def audit_subjects(municipality_id: int) -> list[str]:
    """The kinds of objects of which something is in the audit trail."""
    found = _audit(municipality_id, AuditFilter()).order_by("subject").values_list("subject", flat=True)
    return list(found.distinct())


def _audit(municipality_id: int, look_for: AuditFilter) -> QuerySet[AuditEntry]:
    here = Membership.objects.filter(
        Q(municipality_id=municipality_id) | Q(region__municipalities=municipality_id)
    )
    people_here = [str(pk) for pk in here.values_list("user_id", flat=True).distinct()]
    found = AuditEntry.objects.filter(
        Q(municipality_id=municipality_id)
        | Q(municipality_id=None, subject="user", subject_id__in=people_here)
    )
    if look_for.subject:
        found = found.filter(subject=look_for.subject)
    if look_for.subject_id:
        found = found.filter(subject_id=look_for.subject_id)
    if look_for.who:
        found = found.filter(actor_label__icontains=look_for.who)
    if look_for.action:
        found = found.filter(action__icontains=look_for.action)
    if look_for.since:
        found = found.filter(at__gte=look_for.since)
    if look_for.until:
        found = found.filter(at__lt=look_for.until)
    return found


def _audit_row(entry: AuditEntry) -> AuditRow:
    before, after = entry.before or {}, entry.after or {}
    fields = [*before, *(name for name in after if name not in before)]
    return AuditRow(
        id=entry.pk,
        at=entry.at,
        who=entry.actor_label,
        action=entry.action,
        subject=entry.subject,
        subject_id=entry.subject_id,
        changes=tuple((name, as_text(before.get(name)), as_text(after.get(name))) for name in fields),
    )


def token_row(token: ApiToken) -> TokenRow:
    return TokenRow(
        id=token.pk,
        municipality=_row(token.municipality),
        name=token.name,
        prefix=token.prefix,
        created_by=str(token.created_by or ""),
        created_at=token.created_at,
        last_used_at=token.last_used_at,
        expires_at=token.expires_at,
        revoked_at=token.revoked_at,
        permissions=frozenset({Permission.VIEW}),
    )


def tokens(municipality_id: int) -> list[TokenRow]:
    """All tokens of a municipality, newest first."""
    found = ApiToken.objects.select_related("municipality__region", "created_by")
    return [token_row(token) for token in found.filter(municipality_id=municipality_id)]


def token_owner(secret: str) -> TokenRow | None:
    """The token with this secret; None when it is unknown, expired or revoked.

    Looked up by its hash, so that the time it takes tells nothing about secrets that do exist. The one
    query that writes: when a token was last used, to the minute, without an audit entry.
    """
    now = timezone.now()
    found = (
        ApiToken.objects.select_related("municipality__region", "created_by")
        .filter(token_hash=hashlib.sha256(secret.encode()).hexdigest(), revoked_at=None, expires_at__gt=now)
        .first()
    )
    if found is None:
        return None
    if found.last_used_at is None or now - found.last_used_at > timedelta(minutes=1):
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    return token_row(found)

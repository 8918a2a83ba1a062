"""Mail to the people who keep the register: what is due for them, at most once a week each.

A mail names processes and resources, and only counts contacts: nobody's particulars travel by mail.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from weerbaar.accounts import queries as accounts
from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, MunicipalityRow, PersonRow
from weerbaar.continuity.models import WorkReminder
from weerbaar.continuity.queries.worklist import work_list
from weerbaar.continuity.types import WorkKind, WorkList
from weerbaar.continuity.wording import name_of

log = logging.getLogger(__name__)
AT_MOST_EVERY = timedelta(days=7)
MOST_NAMED = 15


@dataclass(frozen=True)
class Reminded:
    """How many people were mailed, how many mails failed, and how many people had nothing due or had mail."""

    sent: int
    failed: int
    not_due: int


def remind_of_work(actor: Actor, municipality: MunicipalityRow, now: datetime | None = None) -> Reminded:
    """Mails everybody in a municipality with something due who had no mail in the last week.

    Who is mailed is written down before the mail leaves, so that two runs at once never mail somebody
    twice; when the mail server refuses it, that is taken back, and the next run tries again.
    """
    now = now or timezone.now()
    sent = failed = not_due = 0
    for person in accounts.people(municipality.id):
        if not person.is_active or person.is_demo or not person.email:
            continue
        granted = accounts.permissions(person.id, municipality.id)
        who = Actor(person.id, person.name)
        work = work_list(municipality.id, granted, who, timezone.localdate(now))
        if not work.items:
            not_due += 1
            continue
        before = _claim(actor, municipality.id, person.id, now)
        if before is _TOO_SOON:
            not_due += 1
            continue
        try:
            _mail(person, municipality, work)
        except (OSError, SMTPException) as error:
            log.warning("the reminder to account %s could not be sent: %s", person.id, error)
            _give_back(municipality.id, person.id, before)
            failed += 1
        else:
            sent += 1
    return Reminded(sent, failed, not_due)


class _Earlier:
    """When somebody was mailed before; None when never."""

    def __init__(self, at: datetime | None) -> None:
        self.at = at


_TOO_SOON = _Earlier(None)


def _claim(actor: Actor, municipality_id: int, user_id: int, now: datetime) -> _Earlier:
    """Writes down that somebody is mailed now; `_TOO_SOON` when they were mailed less than a week ago."""
    mine = WorkReminder.objects.filter(municipality_id=municipality_id, user_id=user_id)
    with transaction.atomic():
        known = mine.select_for_update().first()
        if known is not None and known.sent_at > now - AT_MOST_EVERY:
            return _TOO_SOON
        if known is None:
            try:
                with transaction.atomic():
                    WorkReminder.objects.create(municipality_id=municipality_id, user_id=user_id, sent_at=now)
            except IntegrityError:  # another run was first
                return _TOO_SOON
        else:
            mine.update(sent_at=now)
        record(actor, municipality_id, "continuity.reminder.sent", "user", user_id)
    return _Earlier(known.sent_at if known else None)


@transaction.atomic
def _give_back(municipality_id: int, user_id: int, before: _Earlier) -> None:
    mine = WorkReminder.objects.filter(municipality_id=municipality_id, user_id=user_id)
    if before.at is None:
        mine.delete()
    else:
        mine.update(sent_at=before.at)


def _mail(person: PersonRow, municipality: MunicipalityRow, work: WorkList) -> None:
    with override(person.language):
        address = settings.SITE_URL + reverse("continuity:work", kwargs={"municipality": municipality.slug})
        subject = ngettext(
            "%(count)s thing waits for you in the continuity register of %(place)s",
            "%(count)s things wait for you in the continuity register of %(place)s",
            work.count,
        ) % {"count": work.count, "place": municipality.name}
        send_mail(f"Weerbaar: {subject}", _text(person, municipality, address, work), None, [person.email])


def _text(person: PersonRow, municipality: MunicipalityRow, address: str, work: WorkList) -> str:
    lines = [
        gettext("Hello %(name)s,") % {"name": person.name},
        "",
        gettext("This waits for you in the continuity register of %(place)s.") % {"place": municipality.name},
    ]
    for heading, names, more in _parts(work):
        lines += ["", heading, *(f"- {name}" for name in names)]
        if more:
            lines.append(gettext("and %(count)s more") % {"count": more})
    lines += [
        "",
        gettext("Your work list: %(address)s") % {"address": address},
        "",
        gettext("You get this mail at most once a week, and none when nothing is due."),
        "",
    ]
    return "\n".join(lines)


def _parts(work: WorkList) -> list[tuple[str, list[str], int]]:
    """Per kind of work: its heading, the names of the first few, and how many more there are."""
    headings: dict[WorkKind, Callable[[], str]] = {
        WorkKind.OVERDUE: lambda: gettext("To be reviewed again"),
        WorkKind.APPROVE: lambda: gettext("To approve"),
        WorkKind.REVIEW: lambda: gettext("To review"),
        WorkKind.DRAFT: lambda: gettext("Drafts to finish"),
        WorkKind.UNKNOWN: lambda: gettext("With values that are not yet known"),
    }
    parts = []
    for kind, heading in headings.items():
        items = work.of(kind)
        if items:
            names = [name_of(item) for item in items[:MOST_NAMED]]
            parts.append((heading(), names, len(items) - len(names)))
    contacts = len(work.of(WorkKind.CONTACT))
    if contacts:
        sentence = ngettext(
            "Check the contact details of %(count)s person",
            "Check the contact details of %(count)s people",
            contacts,
        )
        parts.append((sentence % {"count": contacts}, [], 0))
    return parts

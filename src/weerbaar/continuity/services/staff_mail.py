"""Mail of the rounds of lessons: the invitation and its reminders, in both languages, at most once a week.

One mail at a time: after a failure in the middle, the next run sends the rest.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor, MunicipalityRow
from weerbaar.continuity import awareness_norms as norms
from weerbaar.continuity.models import Participation
from weerbaar.continuity.services.rounds import make_personal_link
from weerbaar.interface.jobs import SILENT, Progress, UserError, open_job, set_result
from weerbaar.territory import queries as territory

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mailed:
    """How many mails went, and how many did not; those are tried again at the next run."""

    sent: int
    failed: int


@transaction.atomic
def order_round_mail(actor: Actor, place: MunicipalityRow, round_id: int) -> UUID:
    """Has the invitations of a round that did not go yet sent as background work; answers the job."""
    from weerbaar.continuity.tasks import mail_round

    _needs_mail_server()
    job = open_job("continuity.round_mail", place.slug, actor.label)
    set_result(
        job, reverse("continuity:awareness_round", kwargs={"municipality": place.slug, "round_id": round_id})
    )
    record(actor, place.id, "continuity.round.mail_ordered", "awareness_round", round_id)
    mail_round.enqueue(place.slug, round_id, str(job), actor.user_id, actor.label)
    return job


def _needs_mail_server() -> None:
    if not settings.SENDS_MAIL:
        raise UserError(
            "Er is geen mailserver ingesteld. Gebruik de link per afdeling.",
            "No mail server is set. Use the link per department.",
        )


def send_round_mail(
    actor: Actor,
    place: MunicipalityRow,
    today: date,
    round_id: int | None = None,
    *,
    reminders: bool = True,
    progress: Progress = SILENT,
) -> Mailed:
    """Mails who was not yet mailed and, with `reminders`, who has not finished and had no mail for a week.

    Of one round, or of every open one. Raises `UserError` without a mail server.
    """
    _needs_mail_server()
    every = max(7, round(territory.all_parameters(place.id)[norms.REMIND_EVERY].value))
    due = Q(mails=0)
    if reminders:
        due |= Q(last_mail_on__lte=today - timedelta(days=every))
    people = (
        Participation.objects.filter(
            due,
            department__round__municipality_id=place.id,
            department__round__closed_at=None,
            department__round__closes_on__gte=today,
            finished_on=None,
        )
        .exclude(email="")
        .order_by("pk")
    )
    if round_id is not None:
        people = people.filter(department__round_id=round_id)
    numbers = list(people.values_list("pk", flat=True))
    sent = failed = 0
    for done, number in enumerate(numbers):
        progress.check()
        progress.tell(done / len(numbers), f"{done} verzonden", f"{done} sent")
        try:
            sent += _mail_one(place, number, today)
        except OSError:
            # the address stays out of the log of the server
            log.exception("mail of round of %s to participation %s failed", place.slug, number)
            failed += 1
    if numbers:
        with transaction.atomic():
            record(
                actor,
                place.id,
                "continuity.round.mailed",
                "awareness_round",
                round_id or "",
                after={"sent": sent, "failed": failed},
            )
    return Mailed(sent, failed)


def _mail_one(place: MunicipalityRow, number: int, today: date) -> int:
    """Mails one person, unless another run or the closing of the round was first.

    The day is claimed before and given back after a failure: two runs at once mail nobody twice, and no
    transaction waits for the mail server.
    """
    with transaction.atomic():
        who = Participation.objects.select_related("department__round").get(pk=number)
        claimed = (
            Participation.objects.filter(pk=number, finished_on=None)
            .exclude(email="")
            .exclude(last_mail_on=today)
            .update(last_mail_on=today)
        )
        if not claimed:
            return 0
        token = make_personal_link(who)
    words = {"place": place.name, "round": who.department.round, "is_reminder": who.mails > 0}
    parts, subjects = [], []
    for language in ("nl", "en"):
        with override(language):
            path = reverse("lessons:start", kwargs={"municipality": place.slug, "token": token})
            parts.append(
                render_to_string("continuity/awareness/mail.txt", {**words, "link": settings.SITE_URL + path})
            )
            subjects.append(gettext("72 hours without power: what does it mean for your work?"))
    try:
        send_mail(" / ".join(subjects), "\n\n---\n\n".join(part.strip() for part in parts), None, [who.email])
    except OSError:
        Participation.objects.filter(pk=number).update(last_mail_on=who.last_mail_on)
        raise
    Participation.objects.filter(pk=number).update(mails=F("mails") + 1)
    return 1

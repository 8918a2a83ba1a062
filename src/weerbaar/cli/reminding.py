"""What is due each day: mail about the register and the lessons, and the end of rounds that are over.

`weerbaar serve` does it every morning (`weerbaar daily`); the commands by themselves are for who wants it at
another moment. Nobody is mailed more than once a week, however often they run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from weerbaar.accounts.types import MunicipalityRow

WEEKEND = 5  # Saturday, as `date.weekday` counts
NO_MAIL = "No mail server is set, so nobody was reminded: fill in WEERBAAR_EMAIL_URL."
SOME_FAILED = "Some mail could not be sent; it is tried again at the next run."

for_one = click.option(
    "--municipality", "code", help="CBS code, for example GM0935; without it: all municipalities."
)


@click.command("remind")
@for_one
def remind(code: str | None) -> None:
    """Mails the people who keep the register what is due for them, to each at most once a week.

    `weerbaar serve` does this every working day.
    """
    places = _places(code)
    from django.conf import settings

    if not settings.SENDS_MAIL:
        raise click.ClickException("No mail server is set: fill in WEERBAAR_EMAIL_URL.")
    if _remind(places):
        raise click.ClickException(SOME_FAILED)


@click.command("remind-staff")
@for_one
def remind_staff(code: str | None) -> None:
    """Closes rounds of lessons whose last day is over, and reminds who has not finished, at most once a week.

    `weerbaar serve` does this every day. Closing erases addresses; it needs no mail server.
    """
    places = _places(code)
    from django.conf import settings

    failed = _remind_staff(places, sends_mail=settings.SENDS_MAIL)
    if not settings.SENDS_MAIL:
        click.echo(NO_MAIL)
    if failed:
        raise click.ClickException(SOME_FAILED)


@click.command()
def daily() -> None:
    """Does what is due each day: erases names that are kept long enough; on working days, mails reminders.

    Names are those of invited staff, when a round of lessons is over, and those in replaced plans.

    `weerbaar serve` runs it every morning at eight; without `serve`, run it from cron or a systemd timer.
    """
    places = _places(None)
    from django.conf import settings
    from django.utils import timezone

    sends_mail = settings.SENDS_MAIL and timezone.localdate().weekday() < WEEKEND
    _erase_names(places)
    failed = _remind_staff(places, sends_mail=sends_mail)
    if sends_mail:
        failed += _remind(places)
    if failed:
        raise click.ClickException(SOME_FAILED)


def _places(code: str | None) -> list[MunicipalityRow]:
    from weerbaar.cli import start_django

    start_django()
    from weerbaar.accounts import queries as accounts

    places = list(accounts.municipalities())
    if code is None:
        return places
    places = [place for place in places if place.code == code.strip().upper()]
    if not places:
        raise click.ClickException(f"There is no municipality {code} in this installation.")
    return places


def _erase_names(places: list[MunicipalityRow]) -> None:
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity.services import erase_names_of_replaced_plans, erase_unused_plan_files

    for place in places:
        erased = erase_names_of_replaced_plans(PROGRAM, place.id)
        click.echo(f"{place.name}: names erased from {erased} replaced plans.")
    click.echo(f"{erase_unused_plan_files(PROGRAM)} files of earlier drafts erased.")


def _remind(places: list[MunicipalityRow]) -> int:
    """How many mails failed."""
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity.services import remind_of_work

    failed = 0
    for place in places:
        done = remind_of_work(PROGRAM, place)
        click.echo(f"{place.name}: {done.sent} mailed, {done.failed} failed, {done.not_due} not due.")
        failed += done.failed
    return failed


def _remind_staff(places: list[MunicipalityRow], *, sends_mail: bool) -> int:
    """How many mails failed."""
    from django.utils import timezone

    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity import services

    today, failed = timezone.localdate(), 0
    for place in places:
        closed = services.close_rounds_past_their_day(PROGRAM, place.id, today)
        told = f"{place.name}: {closed} closed"
        if sends_mail:
            done = services.send_round_mail(PROGRAM, place, today)
            failed += done.failed
            told += f", {done.sent} mailed, {done.failed} failed"
        click.echo(f"{told}.")
    return failed

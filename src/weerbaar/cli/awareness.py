"""`weerbaar continuity remind-staff`: mail of the rounds of lessons; those whose day is over close."""

from __future__ import annotations

import click


@click.command("remind-staff")
@click.option("--municipality", "code", help="CBS code, for example GM0935; without it: all municipalities.")
def remind_staff(code: str | None) -> None:
    """Closes rounds of lessons whose last day is over, and reminds who has not finished, at most once a week.

    Run it once a day, from cron or a systemd timer. Closing erases addresses; it needs no mail server.
    """
    from weerbaar.cli import start_django

    start_django()
    from django.conf import settings
    from django.utils import timezone

    from weerbaar.accounts import queries as accounts
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity import services

    places = accounts.municipalities()
    if code is not None:
        places = [place for place in places if place.code == code.strip().upper()]
        if not places:
            raise click.ClickException(f"There is no municipality {code} in this installation.")
    today, failed = timezone.localdate(), 0
    for place in places:
        closed = services.close_rounds_past_their_day(PROGRAM, place.id, today)
        told = f"{place.name}: {closed} closed"
        if settings.SENDS_MAIL:
            done = services.send_round_mail(PROGRAM, place, today)
            failed += done.failed
            told += f", {done.sent} mailed, {done.failed} failed"
        click.echo(f"{told}.")
    if not settings.SENDS_MAIL:
        click.echo("No mail server is set, so nobody was reminded: fill in WEERBAAR_EMAIL_URL.")
    if failed:
        raise click.ClickException("Some mail could not be sent; it is tried again at the next run.")

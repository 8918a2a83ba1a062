"""`weerbaar continuity …`: the continuity of the town hall from the terminal."""

from __future__ import annotations

import click


@click.group()
def continuity() -> None:
    """The continuity of the town hall: reminders, and what the other commands of this group do."""


@continuity.command("remind")
@click.option("--municipality", "code", help="CBS code, for example GM0935; without it: all municipalities.")
def remind(code: str | None) -> None:
    """Mails the people who keep the register what is due for them, to each at most once a week.

    Run it once a day, from cron or a systemd timer.
    """
    from weerbaar.cli import start_django

    start_django()
    from django.conf import settings

    from weerbaar.accounts import queries as accounts
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity.services import remind_of_work

    if not settings.SENDS_MAIL:
        raise click.ClickException("No mail server is set: fill in WEERBAAR_EMAIL_URL.")
    places = accounts.municipalities()
    if code is not None:
        places = [place for place in places if place.code == code.strip().upper()]
        if not places:
            raise click.ClickException(f"There is no municipality {code} in this installation.")
    failed = 0
    for place in places:
        done = remind_of_work(PROGRAM, place)
        click.echo(f"{place.name}: {done.sent} mailed, {done.failed} failed, {done.not_due} not due.")
        failed += done.failed
    if failed:
        raise click.ClickException("Some mail could not be sent; it is tried again at the next run.")

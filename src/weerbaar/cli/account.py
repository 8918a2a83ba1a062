"""`weerbaar account …`: people and roles from the terminal, for who runs the installation.

The command line may do what the pages may not: the first administrator, roles for a whole region, and
accounts that work for several municipalities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from weerbaar.accounts.types import Actor


def _with_django(command: Callable[..., None]) -> Callable[..., None]:
    @wraps(command)
    def started(*args: Any, **kwargs: Any) -> None:
        from weerbaar.cli import start_django

        start_django()
        command(*args, **kwargs)

    return started


def _terminal() -> Actor:
    from weerbaar.accounts.types import Actor

    return Actor(None, "weerbaar account")


@contextmanager
def _in_words() -> Iterator[None]:
    """A rule that says no becomes a message on the terminal."""
    from django.utils.translation import override

    from weerbaar.accounts.types import Refused

    try:
        with override("en"):
            yield
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused


def _person(email: str) -> int:
    from weerbaar.accounts import queries

    found = queries.person_by_email(email)
    if found is None:
        raise click.ClickException(f"There is no account with the address {email}.")
    return found


def _show_link(token: str) -> None:
    from django.conf import settings

    from weerbaar.accounts.views.people import link_of

    click.echo(f"Link to choose a password, good for one use within {settings.INVITATION_DAYS} days:")
    click.echo(link_of(token, "nl"))


@click.group()
def account() -> None:
    """People and roles: add, list, link, close, open, reset-second-factor."""


@account.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--municipality", help="CBS code, for example GM0935.")
@click.option("--region", help="Code of a safety region, for the role region-viewer.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(
        [
            "viewer",
            "editor-continuity",
            "process-owner",
            "editor-preparedness",
            "editor-supportpoints",
            "approver",
            "administrator",
            "region-viewer",
        ]
    ),
    help="What the person may do.",
)
@_with_django
def add(email: str, name: str, municipality: str | None, region: str | None, role: str) -> None:
    """Gives EMAIL a role, with an account when there is none; prints the link to choose a password."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from weerbaar.accounts import queries, services

    try:
        validate_email(email)
    except ValidationError:
        raise click.ClickException(f"{email} is not an e-mail address.") from None
    with _in_words():
        if role == "region-viewer":
            if not region or municipality:
                raise click.ClickException("The role region-viewer goes with --region, not --municipality.")
            token = services.invite_to_region(_terminal(), email=email, name=name, region_code=region)
        else:
            row = queries.municipality_by_code(municipality) if municipality and not region else None
            if row is None:
                known = ", ".join(each.code for each in queries.municipalities()) or "none"
                raise click.ClickException(f"Name a municipality of this installation: {known}.")
            _id, token = services.invite(
                _terminal(), email=email, name=name, role=role, municipality_id=row.id
            )
    click.echo(f"{email} has the role {role}.")
    if token:
        _show_link(token)


@account.command("list")
@_with_django
def list_accounts() -> None:
    """Lists every account with its roles."""
    from weerbaar.accounts import queries

    for email, name, is_active, roles in queries.accounts_of_installation():
        click.echo(f"{email}\t{name}\t{'open' if is_active else 'closed'}\t{roles or 'no role'}")


@account.command("link")
@click.argument("email")
@_with_django
def link(email: str) -> None:
    """Prints a new link with which EMAIL chooses a password."""
    from weerbaar.accounts import services

    with _in_words():
        _show_link(services.make_link(_terminal(), user_id=_person(email), municipality_id=None))


@account.command("close")
@click.argument("email")
@_with_django
def close(email: str) -> None:
    """Closes the account of EMAIL and ends its sessions."""
    from weerbaar.accounts import services

    with _in_words():
        services.deactivate(_terminal(), user_id=_person(email), municipality_id=None)
    click.echo(f"The account of {email} is closed.")


@account.command("open")
@click.argument("email")
@_with_django
def open_again(email: str) -> None:
    """Opens a closed account of EMAIL again."""
    from weerbaar.accounts import services

    with _in_words():
        services.activate(_terminal(), user_id=_person(email), municipality_id=None)
    click.echo(f"The account of {email} is open.")


@account.command("reset-second-factor")
@click.argument("email")
@_with_django
def reset_second_factor(email: str) -> None:
    """Takes away the second factor of EMAIL, who sets up a new one at the next sign-in."""
    from weerbaar.accounts import services

    with _in_words():
        services.reset_second_factor(_terminal(), user_id=_person(email), municipality_id=None)
    click.echo(f"{email} sets up a second factor at the next sign-in.")

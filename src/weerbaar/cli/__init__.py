"""The program: `weerbaar …`. Each command is thin: it parses, calls one service or query, and prints."""

from __future__ import annotations

import os

import click

from weerbaar.cli.account import account
from weerbaar.cli.backup import backup, restore
from weerbaar.cli.bench import bench
from weerbaar.cli.continuity import continuity
from weerbaar.cli.demo import demo
from weerbaar.cli.importing import import_group
from weerbaar.cli.reminding import daily
from weerbaar.cli.serve import serve


def start_django() -> None:
    """Loads the settings and the rooms; only commands that need the database pay for it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weerbaar.config.settings")
    import django

    django.setup()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="weerbaar")
def main() -> None:
    """Makes a municipality, its residents and its neighbourhoods ready for 72 hours without power."""


@main.command(
    context_settings={
        "ignore_unknown_options": True,
        "allow_interspersed_args": False,
        "help_option_names": [],
    }
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Runs one of Django's own management commands, for example `manage check --deploy`."""
    start_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["weerbaar manage", *arguments])


for command in (demo, serve, import_group, continuity, daily, backup, restore, account, bench):
    main.add_command(command)

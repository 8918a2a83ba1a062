"""`weerbaar continuity …`: the continuity of the town hall from the terminal."""

from __future__ import annotations

import click


@click.group()
def continuity() -> None:
    """The continuity of the town hall: reminders, and what the other commands of this group do."""

"""`weerbaar continuity plan`: the continuity plan as a file, from the register of now or of a version."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click


@click.command("plan")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--format", "format_", type=click.Choice(["docx", "pdf"]), default="pdf", show_default=True)
@click.option(
    "--kind",
    type=click.Choice(["plan", "cards", "pack"]),
    default="plan",
    show_default=True,
    help="The plan, the cards per crisis role, or the whole print pack; the last two as PDF.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@click.option(
    "--municipality", "code", help="CBS code, for example GM0935. Not needed when there is only one."
)
@click.option("--version", "number", type=int, help="A version that was kept, instead of a draft of now.")
@click.option("--contacts", is_flag=True, help="With names and telephone numbers of people.")
def plan(
    language: str, format_: str, kind: str, out: Path, code: str | None, number: int | None, contacts: bool
) -> None:
    """Writes the continuity plan. Without --version: a draft from the register as it is now, not kept."""
    if kind != "plan" and format_ != "pdf":
        raise click.UsageError("Cards and the print pack exist as PDF only.")
    from weerbaar.cli import start_django

    start_django()
    from weerbaar.accounts import queries as accounts
    from weerbaar.continuity.documents.edition import Variant
    from weerbaar.continuity.queries import plan_draft, plan_file
    from weerbaar.interface.jobs import UserError

    places = accounts.municipalities()
    if code is not None:
        places = [place for place in places if place.code == code.strip().upper()]
    if not places:
        raise click.ClickException(
            f"There is no municipality {code} in this installation."
            if code
            else "There is no municipality yet: run `weerbaar demo`."
        )
    if len(places) > 1:
        raise click.ClickException("Say which municipality: --municipality GM….")
    variant = Variant(kind, format_, language, contacts)
    try:
        content = (
            plan_draft(places[0]).make(variant)
            if number is None
            else plan_file(places[0].id, number, variant)
        )
    except UserError as error:
        raise click.ClickException(error.nl if language == "nl" else error.en) from error
    _write(out, content)
    click.echo(f"{out}: {len(content):,} bytes")


def _write(out: Path, content: bytes) -> None:
    """Whole or not at all: a plan that is half there looks like a plan."""
    with tempfile.NamedTemporaryFile(dir=out.resolve().parent, suffix=".part", delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(out)

"""`weerbaar continuity import|starter|export`: the register in, out and filled, from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from weerbaar.accounts.types import MunicipalityRow
    from weerbaar.continuity.exchange.comparing import Comparison
    from weerbaar.continuity.exchange.document import RegisterDocument
    from weerbaar.continuity.services.exchange import Applied

TRACKS = ("government", "crisis", "democracy", "society")
municipality_option = click.option(
    "--municipality", "code", required=True, help="CBS code of the municipality, such as GM0935."
)
language_option = click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
track_option = click.option(
    "--track", "tracks", multiple=True, type=click.Choice(TRACKS), help="Only this track; may be repeated."
)
differing_option = click.option(
    "--differing",
    type=click.Choice(["mine", "theirs", "fill"]),
    default="mine",
    show_default=True,
    help="What to do with what is there and differs: keep it, take it over, or only fill in what is empty.",
)


def municipality_of(code: str) -> MunicipalityRow:
    """The municipality with this CBS code; a message when this installation has none."""
    from weerbaar.accounts.queries import municipality_by_code

    found = municipality_by_code(code.strip().upper())
    if found is None:
        raise click.ClickException(f"There is no municipality {code} in this installation.")
    return found


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@municipality_option
@track_option
@differing_option
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@language_option
def import_register(
    file: Path, code: str, tracks: tuple[str, ...], differing: str, yes: bool, language: str
) -> None:
    """Takes over a register file (JSON) or a workbook (XLSX), after showing what would change."""
    from weerbaar.cli import start_django

    start_django()
    from django.core.files.uploadedfile import UploadedFile

    from weerbaar.cli.importing import progress_bar
    from weerbaar.continuity.exchange.problems import RefusedFile
    from weerbaar.continuity.services.exchange_files import read_file
    from weerbaar.interface.jobs import UserError

    municipality = municipality_of(code)
    try:
        with file.open("rb") as opened, progress_bar(language) as bar:
            upload: Any = UploadedFile(file=opened, name=file.name, size=file.stat().st_size)
            document = read_file(upload, municipality, bar).document
    except RefusedFile as refused:
        for said in refused.problems:
            click.echo(f"{said.place or file.name}: {said.said(language)}", err=True)
        raise click.ClickException(refused.nl if language == "nl" else refused.en) from refused
    except UserError as error:
        raise click.ClickException(error.nl if language == "nl" else error.en) from error
    _take_over(municipality, document, tracks, differing, yes, language)


@click.command("starter")
@municipality_option
@track_option
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@language_option
def starter(code: str, tracks: tuple[str, ...], yes: bool, language: str) -> None:
    """Fills the register with the starter content; what is there already stays as it is."""
    from weerbaar.cli import start_django

    start_django()
    from weerbaar.continuity.exchange.starter import starter_document

    _take_over(municipality_of(code), starter_document(), tracks, "mine", yes, language)


@click.command("export")
@municipality_option
@click.option(
    "--out",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write: .json, or .xlsx for a workbook.",
)
@language_option
def export(code: str, out: Path, language: str) -> None:
    """Writes the register as a file, without people in it."""
    from weerbaar.cli import start_django

    start_django()
    from weerbaar.continuity.exchange.json_file import write_json
    from weerbaar.continuity.exchange.workbook_out import write_workbook
    from weerbaar.continuity.queries import export_document

    document = export_document(municipality_of(code))
    if out.suffix.lower() not in {".json", ".xlsx"}:
        raise click.UsageError("Give a file that ends in .json or .xlsx.")
    content = write_json(document) if out.suffix.lower() == ".json" else write_workbook(document, language)
    out.write_bytes(content)
    click.echo(f"{out}: {len(document.processes)} processes, {len(document.resources)} resources")


def _take_over(
    municipality: MunicipalityRow,
    document: RegisterDocument,
    tracks: tuple[str, ...],
    differing: str,
    yes: bool,
    language: str,
) -> None:
    """Shows what would change, asks, and writes."""
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.continuity.exchange.comparing import Choice, Choices
    from weerbaar.continuity.exchange.document import restricted
    from weerbaar.continuity.services.exchange import apply_register, preview
    from weerbaar.interface.jobs import UserError

    if tracks:
        document = restricted(document, frozenset(tracks))
    own, comparison = preview(municipality.id, document)
    click.echo(_overview(comparison, language))
    if not comparison.added and not comparison.changed:
        return
    if not yes and not click.confirm({"nl": "Overnemen?", "en": "Take over?"}[language]):
        raise click.Abort
    choices = Choices(changed=Choice(differing))
    try:
        applied = apply_register(PROGRAM, municipality.id, document, choices, fingerprint=own.fingerprint)
    except UserError as error:
        raise click.ClickException(error.nl if language == "nl" else error.en) from error
    click.echo(_done(applied, language))


def _overview(comparison: Comparison, language: str) -> str:
    from weerbaar.continuity.exchange.columns import TABLES
    from weerbaar.continuity.exchange.comparing import counts

    words = {"nl": ("nieuw", "verschillend", "hetzelfde"), "en": ("new", "different", "the same")}[language]
    parts = [counts(items).items() for items in (comparison.added, comparison.changed, comparison.same)]
    table = [dict(part) for part in parts]
    lines = []
    for name in ("processes", "resources", "units", "roles", "teams"):
        amounts = [f"{found.get(name, 0)} {word}" for found, word in zip(table, words, strict=True)]
        lines.append(f"{TABLES[name].title(language)}: {', '.join(amounts)}")
    return "\n".join(lines)


def _done(applied: Applied, language: str) -> str:
    added, changed = sum(applied.added.values()), sum(applied.changed.values())
    if language == "nl":
        return f"Overgenomen: {added} nieuw, {changed} gewijzigd."
    return f"Taken over: {added} new, {changed} changed."


COMMANDS = (import_register, starter, export)

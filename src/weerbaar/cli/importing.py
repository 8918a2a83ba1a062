"""`weerbaar import …`: files into the database, with a progress bar and a report to read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID


@click.group("import")
def import_group() -> None:
    """Brings data in: the territory of a municipality."""


@import_group.command("territory")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the files of CBS, PDOK, RIVM and OpenStreetMap.",
)
@click.option("--online", is_flag=True, help="Download the files from the official services.")
@click.option("--year", default=2024, show_default=True, help="Year of the figures to download.")
@click.option("--refresh", is_flag=True, help="Download again what was downloaded in the last 30 days.")
@click.option("--municipality", "code", required=True, help="CBS code of the municipality, such as GM0935.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of text.")
def import_territory(
    folder: Path | None, online: bool, year: int, refresh: bool, code: str, language: str, as_json: bool
) -> None:
    """Imports neighbourhoods, residents, health figures, streets and buildings, from files or online."""
    if (folder is None) != online:
        raise click.UsageError("Give either --from FOLDER or --online.")
    from weerbaar.cli import start_django

    start_django()
    from django.core.management import call_command

    from weerbaar.accounts.types import PROGRAM
    from weerbaar.interface.jobs import UserError
    from weerbaar.territory.downloading import download_municipality
    from weerbaar.territory.services import import_municipality

    code = code.strip().upper()
    call_command("migrate", interactive=False, verbosity=0)
    try:
        with progress_bar(language, hidden=as_json) as bar:
            folder = folder or download_municipality(code, year, bar, refresh=refresh)
            municipality, done = import_municipality(PROGRAM, code, folder, bar)
    except UserError as error:
        raise click.ClickException(error.nl if language == "nl" else error.en) from error
    if as_json:
        report = {"municipality": municipality.code, "changed": done.changed, **done.run.report}
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(report_text(municipality.name, done.changed, done.run.report, language))


@dataclass
class _Terminal:
    """A bar in the terminal, on the error stream, so that the report can be piped."""

    language: str
    hidden: bool

    def __enter__(self) -> Any:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=self.hidden,
        )
        self.bar.start()
        return _told_to(self.bar, self.bar.add_task("", total=1.0), self.language)

    def __exit__(self, *error: object) -> None:
        self.bar.stop()


def progress_bar(language: str, *, hidden: bool = False) -> _Terminal:
    """A context that gives a `Progress` which is drawn in the terminal."""
    return _Terminal(language, hidden)


def _told_to(bar: Bar, task: TaskID, language: str) -> Any:
    from rich.markup import escape

    from weerbaar.interface.jobs import Progress

    class Drawn(Progress):
        def tell(self, share: float, nl: str, en: str) -> None:
            bar.update(task, completed=share, description=escape(nl if language == "nl" else en))

    return Drawn(None)


_WORDS = {
    "nl": {
        "same": "Er is niets veranderd: deze gegevens stonden er al.",
        "done": "Gegevens van {name} staan erin.",
        "file": "{file}: {kind}, {read} gelezen, {used} gebruikt",
        "repaired": "hersteld",
        "refused": "niet gebruikt",
        "row": "rij",
        "official": "officieel {official} ({source})",
        "totals": "Totalen",
    },
    "en": {
        "same": "Nothing was changed: these data were there already.",
        "done": "The data of {name} are in.",
        "file": "{file}: {kind}, {read} read, {used} used",
        "repaired": "repaired",
        "refused": "not used",
        "row": "row",
        "official": "official {official} ({source})",
        "totals": "Totals",
    },
}


def report_text(name: str, changed: bool, report: dict[str, Any], language: str) -> str:
    """The report of an import as lines to read."""
    from weerbaar.territory.report_words import KINDS

    words = _WORDS[language]
    lines = [words["done"].format(name=name) if changed else words["same"], ""]
    for file in report["files"]:
        kind = KINDS.get(file["kind"], (file["kind"], file["kind"]))[0 if language == "nl" else 1]
        lines.append(words["file"].format(file=file["file"], kind=kind, read=file["read"], used=file["used"]))
        for label in ("repaired", "refused"):
            for remark in file[label]:
                where = f", {words['row']} {remark['row']}" if remark["row"] is not None else ""
                lines.append(f"    {words[label]} {remark['count']}{where}: {remark[language]}")
    lines += ["", words["totals"]]
    for total in report["totals"]:
        line = f"    {total[f'name_{language}']}: {_amount(total['imported'], language)}"
        if total["official"] is not None:
            official = _amount(total["official"], language)
            line += "; " + words["official"].format(official=official, source=total["source"])
        lines.append(line)
    return "\n".join(lines)


def _amount(value: float, language: str) -> str:
    written = f"{value:,.0f}"
    return written.replace(",", ".") if language == "nl" else written

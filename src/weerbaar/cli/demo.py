"""`weerbaar demo`: from nothing to a proposed, proven network of support points on a page, in one command."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from weerbaar.cli.compiling import Compiling
from weerbaar.cli.demo_continuity import fill, is_filled
from weerbaar.cli.measuring import Steps

if TYPE_CHECKING:
    from rich.console import Console

    from weerbaar.accounts.types import Actor, MunicipalityRow
    from weerbaar.interface.jobs import Progress
    from weerbaar.supportpoints.types import DesignRow

SEED = 935  # the embedded town grows from it: the same town for everybody
MAASTRICHT = "GM0935"
REGION = ("VR24", "Zuid-Limburg")
REGIONAL_APP = "Zuid-Limburg Veilig"
PEOPLE = (  # e-mail name, role, name
    ("lead", "approver", "Programmaleider"),
    ("editor", "editor-supportpoints", "Planner steunpunten"),
    ("coordinator", "editor-continuity", "Coördinator continuïteit"),
    ("owner", "process-owner", "Proceseigenaar Burgerzaken"),
    ("viewer", "viewer", "Meekijker"),
    ("admin", "administrator", "Beheerder"),
    ("region", "region-viewer", "Veiligheidsregio"),
)


@dataclass(frozen=True)
class SignIn:
    """A demo account, as printed at the start."""

    email: str
    password: str
    role: str


@dataclass(frozen=True)
class Outcome:
    """What the demonstration stands on after its steps, for the summary and the JSON file."""

    municipality: MunicipalityRow
    residents: int
    neighbourhoods: int
    illustrative: bool
    design: DesignRow
    sign_ins: list[SignIn]


@click.command()
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the real files of a municipality; without it an illustrative Maastricht is used.",
)
@click.option("--municipality", default="GM0935", show_default=True, help="CBS code of the municipality.")
@click.option("--no-serve", is_flag=True, help="Stop after the summary.")
@click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write figures here."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
def demo(
    folder: Path | None, municipality: str, no_serve: bool, json_file: Path | None, host: str, port: int
) -> None:
    """Loads a municipality, designs its network, fills its town hall, and serves the site."""
    os.environ.setdefault("WEERBAAR_DEMO", "1")
    if (host, port) != ("127.0.0.1", 8000):
        os.environ.setdefault("WEERBAAR_SITE_URL", f"http://{host}:{port}")
    from weerbaar.cli import start_django

    start_django()
    from rich.console import Console

    from weerbaar.interface.jobs import UserError

    console, steps = Console(highlight=False), Steps()
    try:
        outcome = prepare(console, steps, folder, municipality)
    except UserError as error:
        raise click.ClickException(str(error)) from error
    _print_summary(console, outcome, steps)
    if json_file:
        json_file.write_text(json.dumps(figures(outcome, steps), indent=2) + "\n", encoding="utf-8")
    if no_serve:
        return
    from weerbaar.cli.serve import serve

    _print_sign_ins(console, outcome, f"http://{host}:{port}")
    click.get_current_context().invoke(serve, host=host, port=port, workers=1)


def prepare(console: Console, steps: Steps, folder: Path | None, code: str) -> Outcome:
    """Everything that the demonstration stands on; what is there already is kept and costs nothing."""
    from django.core.management import call_command

    from weerbaar.accounts import queries as accounts
    from weerbaar.supportpoints import queries as supportpoints
    from weerbaar.territory import queries as territory

    with Compiling() as ahead:
        if not _sign_in_file().exists():
            ahead.start("recovery")
            ahead.start("coverage", niceness=10)  # the shorter of the two, and on two processors the later
        with _shown(console, steps, "Preparing the database"):
            call_command("migrate", interactive=False, verbosity=0)
        known = accounts.municipality_by_code(code)
        if known is None or not territory.fingerprint(known.id) or folder is not None:
            with _shown(console, steps, "Reading the files" if folder else "Growing a town") as progress:
                municipality = _bring_in(folder, code, progress)
        else:
            municipality = known
        design = supportpoints.current_design(municipality.id)
        if design is None or design.outdated:
            with _shown(console, steps, "Designing the network") as progress:
                ahead.wait("coverage")
                design = _design(municipality, progress)
        areas = territory.neighbourhoods(municipality.id)
        sign_ins, people = _people(municipality)
        if not is_filled(municipality):
            with _shown(console, steps, "Filling the town hall") as progress:
                ahead.wait("recovery")
                fill(municipality, people, progress)
    return Outcome(
        municipality=municipality,
        residents=round(float(territory.demand(municipality.id).residents.sum())),
        neighbourhoods=len(areas),
        illustrative=any(source.illustrative for source in territory.sources(municipality.id)),
        design=design,
        sign_ins=sign_ins,
    )


def _bring_in(folder: Path | None, code: str, progress: Progress) -> MunicipalityRow:
    """The municipality with its territory: from files, or the illustrative Maastricht."""
    from weerbaar.accounts.services import ensure_municipality
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.territory.services import import_municipality, keep_draft

    if code == MAASTRICHT:
        municipality = ensure_municipality(
            PROGRAM, code=code, slug="maastricht", name="Maastricht", region=REGION, regional_app=REGIONAL_APP
        )
    elif folder is None:
        raise click.ClickException(
            f"The illustrative town is Maastricht, {MAASTRICHT}. Give the files of {code} with --from."
        )
    if folder is not None:
        return import_municipality(PROGRAM, code, folder, progress)[0]
    from weerbaar.territory.embedded.town import embedded_maastricht

    keep_draft(PROGRAM, municipality, lambda: embedded_maastricht(SEED), progress)
    return municipality


def _design(municipality: MunicipalityRow, progress: Progress) -> DesignRow:
    """The default design, adopted, and one for less money to compare it with."""
    from weerbaar.accounts.types import PROGRAM
    from weerbaar.supportpoints import queries, services

    wishes = queries.default_wishes(municipality.id)
    budget = wishes.budget_eur or 0.0
    for share in (0.6, 1.0):
        amount = round(budget * share, -3)
        name = f"Voor {amount:,.0f} euro".replace(",", ".")
        row = services.run_design_now(
            PROGRAM, municipality.id, name, replace(wishes, budget_eur=amount), progress
        )
    services.adopt_design(PROGRAM, row.id)
    adopted = queries.current_design(municipality.id)
    if adopted is None:
        raise RuntimeError("the design that was just adopted is not the current one")
    return adopted


def _people(municipality: MunicipalityRow) -> tuple[list[SignIn], dict[str, Actor]]:
    """Demo accounts with passwords of this installation's own, the same at every start; also as actors."""
    from weerbaar.accounts import services
    from weerbaar.accounts.types import PROGRAM, Actor, Role

    file = _sign_in_file()
    kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    sign_ins, actors = [], {}
    for name, role, title in PEOPLE:
        email = f"{name}@{municipality.slug}.example"
        password = kept.setdefault(email, secrets.token_urlsafe(9))
        person = services.ensure_person(PROGRAM, email=email, name=title, password=password, is_demo=True)
        if role == Role.REGION_VIEWER:
            if municipality.code == MAASTRICHT:
                services.grant_in_region(PROGRAM, user_id=person, region_code=REGION[0])
        else:
            services.grant(PROGRAM, user_id=person, role=role, municipality_id=municipality.id)
        sign_ins.append(SignIn(email, password, role))
        actors[name] = Actor(person, title)
    file.touch(mode=0o600, exist_ok=True)
    file.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return sign_ins, actors


def _sign_in_file() -> Path:
    from django.conf import settings

    return Path(settings.DATA_FOLDER) / "demo-sign-ins.json"


@contextmanager
def _shown(console: Console, steps: Steps, name: str) -> Iterator[Progress]:
    """Runs a measured step with a bar; the block gets the `Progress` that moves it."""
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    from weerbaar.interface.jobs import Progress

    columns = (TextColumn("{task.description:<24}"), BarColumn(), TimeElapsedColumn())
    with steps.step(name), Bars(*columns, console=console) as bars:
        task = bars.add_task(name, total=1.0)

        class Drawn(Progress):
            def tell(self, share: float, nl: str, en: str) -> None:
                bars.update(task, completed=share)

        yield Drawn(None)
        bars.update(task, completed=1.0)


def figures(outcome: Outcome, steps: Steps) -> dict[str, Any]:
    """The figures of the demonstration as JSON values."""
    summary = outcome.design.summary
    if summary is None:
        raise RuntimeError("an adopted design without an answer")
    return {
        "municipality": outcome.municipality.code,
        "illustrative": outcome.illustrative,
        "residents": outcome.residents,
        "neighbourhoods": outcome.neighbourhoods,
        "candidates": summary.candidates,
        "norm_m": summary.norm_m,
        "norm_vulnerable_m": summary.norm_vulnerable_m,
        "design": {
            "model": summary.model,
            "status": summary.status,
            "objective": summary.objective,
            "bound": summary.bound,
            "gap": summary.gap,
            "share_covered": summary.share_covered,
            "share_vulnerable_covered": summary.share_vulnerable_covered,
            "cost_eur": summary.cost_one_off_eur,
            "cost_yearly_eur": summary.cost_yearly_eur,
            "points": len(summary.points),
            "chosen": [point.name for point in summary.points],
        },
        "steps": [asdict(step) for step in steps.done],
    }


def _print_summary(console: Console, outcome: Outcome, steps: Steps) -> None:
    from rich.table import Table

    summary = outcome.design.summary
    if summary is None:
        raise RuntimeError("an adopted design without an answer")
    where = outcome.municipality.name + (" (illustrative)" if outcome.illustrative else "")
    table = Table(title=f"Support points for {where}", show_header=False, title_justify="left")
    minutes = outcome.design.wishes.walking_minutes
    proof = "proven best" if summary.gap < 1e-6 else f"proven within {summary.gap:.2%}"
    for label, value in (
        ("Residents", f"{outcome.residents:,} in {outcome.neighbourhoods} neighbourhoods"),
        ("Candidate buildings", f"{summary.candidates:,}"),
        ("Chosen", f"{len(summary.points)} support points, {proof}"),
        ("Reach one on foot", f"{summary.share_covered:.1%} of residents within {minutes:.0f} minutes"),
        (
            "Vulnerable residents",
            f"{summary.share_vulnerable_covered:.1%} within {minutes:.0f} minutes at their slower pace",
        ),
        ("Left out", f"{summary.residents - summary.covered:,.0f} residents"),
        ("Costs", f"EUR {summary.cost_one_off_eur:,.0f} once, EUR {summary.cost_yearly_eur:,.0f} a year"),
        ("Took", ", ".join(f"{step.name.lower()} {step.seconds:.1f} s" for step in steps.done)),
    ):
        table.add_row(label, value)
    console.print(table)


def _print_sign_ins(console: Console, outcome: Outcome, address: str) -> None:
    from rich.table import Table

    table = Table(title="Demo sign-ins", title_justify="left")
    for column in ("E-mail", "Password", "Role"):
        table.add_column(column)
    for person in outcome.sign_ins:
        table.add_row(person.email, person.password, person.role)
    console.print(table)
    slug = outcome.municipality.slug
    console.print(f"Residents: {address}/nl/{slug}/", soft_wrap=True)
    console.print(f"Staff:     {address}/nl/{slug}/staff/", soft_wrap=True)

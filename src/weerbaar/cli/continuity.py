"""`weerbaar continuity …`: the continuity of the town hall from the terminal."""

from __future__ import annotations

import json
from typing import Any

import click

from weerbaar.cli import register_files
from weerbaar.cli.continuity_plan import plan
from weerbaar.cli.reminding import remind, remind_staff


@click.group("continuity")
def continuity() -> None:
    """The continuity of the town hall: the analysis, the register in and out, reminders."""


def municipality_id(code: str | None) -> int:
    """The municipality with this CBS code; without one, the only one that there is."""
    from weerbaar.accounts import queries

    rows = queries.municipalities()
    if code:
        rows = [row for row in rows if row.code == code.upper()]
    if not rows:
        raise click.ClickException(
            f"There is no municipality {code}."
            if code
            else "There is no municipality yet: run `weerbaar demo`."
        )
    if len(rows) > 1:
        raise click.ClickException("Say which municipality: --municipality GM….")
    return rows[0].id


@continuity.command()
@click.option("--municipality", help="CBS code, for example GM0935. Not needed when there is only one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def analyse(municipality: str | None, as_json: bool) -> None:
    """When each process is back if everything is down at once, through what, and what that breaks."""
    from weerbaar.cli import start_django

    start_django()
    from weerbaar.continuity import queries

    analysis = queries.analysis(municipality_id(municipality))
    if as_json:
        click.echo(json.dumps(as_values(analysis), ensure_ascii=False))
        return
    for row in analysis.processes:
        back = "never" if row.ready_min is None else f"{row.ready_min / 60:.1f} h"
        broken = ", ".join(conflict.line for conflict in row.conflicts)
        click.echo(f"{back:>9}  {row.name_en}" + (f"  ({broken})" if broken else ""))
    click.echo(f"{len(analysis.in_conflict)} of {len(analysis.processes)} are not back in time.")


def as_values(analysis: Any) -> dict[str, Any]:
    """The analysis as JSON values; minutes, null where never."""
    return {
        "processes": [
            {
                "code": row.ref.code,
                "name_nl": row.name_nl,
                "name_en": row.name_en,
                "track": row.track,
                "time_to_recover_min": row.ready_min,
                "is_at_least": row.is_at_least,
                "limit_min": row.limit_min,
                "slack_min": row.slack_min,
                "binding_path": [
                    {"code": step.ref.code, "kind": str(step.ref.kind), "own_min": step.own_min}
                    for step in row.path
                ],
                "conflicts": [
                    {"line": c.line, "limit_min": c.limit_min, "over_min": c.over_min} for c in row.conflicts
                ],
                "single_points": [{"code": ref.code, "kind": str(ref.kind)} for ref in row.single_points],
            }
            for row in analysis.processes
        ],
        "deadlocks": [[ref.code for ref in row.refs] for row in analysis.deadlocks],
        "unknown": [{"code": ref.code, "kind": str(ref.kind)} for ref in analysis.unknown],
    }


for command in (*register_files.COMMANDS, plan, remind, remind_staff):
    continuity.add_command(command)

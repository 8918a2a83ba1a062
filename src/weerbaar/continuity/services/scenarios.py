"""Writing scenarios: taken from the library or a file, begun anew, changed, and thrown away.

A scenario of an exercise can be changed until the exercise starts; then it stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from weerbaar.accounts.services import record
from weerbaar.accounts.types import Actor
from weerbaar.continuity.exercise_types import ScenarioRow
from weerbaar.continuity.exercising.files import (
    NO_WORDS,
    GroupDraft,
    InjectDraft,
    ObjectiveDraft,
    ScenarioDraft,
    Words,
)
from weerbaar.continuity.models import Exercise, Inject, Objective, PlayerGroup, Scenario
from weerbaar.interface.jobs import UserError


@dataclass(frozen=True)
class ScenarioEdit:
    """What can be written about a scenario itself."""

    title: Words
    duration_min: int
    summary: Words = NO_WORDS
    situation: Words = NO_WORDS
    start_weekday: int = 0
    start_clock_min: int = 540


def _pair(name: str, words: Words) -> dict[str, str]:
    return {f"{name}_nl": words.nl.strip(), f"{name}_en": words.en.strip()}


def locked_scenario(municipality_id: int, scenario_id: int) -> Scenario:
    """The scenario, locked, when it may be changed; raises `UserError` otherwise."""
    row = Scenario.objects.select_for_update().filter(municipality_id=municipality_id, pk=scenario_id).first()
    if row is None:
        raise UserError("Dit scenario is er niet.", "There is no such scenario.")
    exercise = Exercise.objects.filter(scenario=row).first()
    if exercise and exercise.clock_events.exists():
        raise UserError(
            "De oefening is begonnen. Het scenario blijft zoals het is.",
            "The exercise has begun. The scenario stays as it is.",
        )
    return row


@transaction.atomic
def keep_scenario(actor: Actor, municipality_id: int, draft: ScenarioDraft, copied_from: str = "") -> int:
    """Puts a scenario in the municipality's own library and answers its id."""
    row = write_draft(actor, municipality_id, draft, copied_from)
    record(
        actor,
        municipality_id,
        "continuity.scenario.added",
        "scenario",
        row.pk,
        after={"title": str(row), "copied_from": row.copied_from, "injects": len(draft.injects)},
    )
    return row.pk


def write_draft(actor: Actor, municipality_id: int, draft: ScenarioDraft, copied_from: str) -> Scenario:
    """Writes the rows of a draft; the caller has the transaction and the audit entry."""
    row = Scenario.objects.create(
        municipality_id=municipality_id,
        **_pair("title", draft.title),
        **_pair("summary", draft.summary),
        **_pair("situation", draft.situation),
        duration_min=draft.duration_min,
        start_weekday=draft.start_weekday,
        start_clock_min=draft.start_clock_min,
        copied_from=copied_from[:160],
        changed_by_id=actor.user_id,
    )
    groups = {
        group.code: PlayerGroup.objects.create(scenario=row, code=group.code, **_pair("name", group.name))
        for group in draft.groups
    }
    objectives = {
        objective.code: Objective.objects.create(scenario=row, **_objective(objective))
        for objective in draft.objectives
    }
    Inject.objects.bulk_create(
        Inject(
            scenario=row,
            group=groups.get(inject.group),
            objective=objectives.get(inject.objective),
            **_inject(inject),
        )
        for inject in draft.injects
    )
    return row


def _objective(draft: ObjectiveDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "kind": draft.kind,
        **_pair("title", draft.title),
        "process_code": draft.process,
        "resource_code": draft.resource,
        "team_code": draft.team,
        "target_min": draft.target_min,
    }


def _inject(draft: InjectDraft) -> dict[str, Any]:
    return {
        "at_min": draft.at_min,
        "channel": draft.channel,
        **_pair("sender", draft.sender),
        **_pair("receiver", draft.receiver),
        **_pair("text", draft.text),
        **_pair("expected", draft.expected),
    }


def draft_of(row: ScenarioRow, code: str = "") -> ScenarioDraft:
    """A kept scenario as a draft, to copy it or write it to a file. Writes nothing."""
    groups = {group.id: group.code for group in row.groups}
    objectives = {objective.id: objective.code for objective in row.objectives}

    def words(thing: Any, name: str) -> Words:
        return Words(getattr(thing, f"{name}_nl"), getattr(thing, f"{name}_en"))

    return ScenarioDraft(
        code=code or row.copied_from or f"scenario-{row.id}",
        title=words(row, "title"),
        summary=words(row, "summary"),
        situation=words(row, "situation"),
        duration_min=row.duration_min,
        start_weekday=row.start_weekday,
        start_clock_min=row.start_clock_min,
        groups=tuple(GroupDraft(group.code, words(group, "name")) for group in row.groups),
        objectives=tuple(
            ObjectiveDraft(
                one.code,
                one.kind,
                words(one, "title"),
                one.process_code,
                one.resource_code,
                one.team_code,
                one.target_min,
            )
            for one in row.objectives
        ),
        injects=tuple(
            InjectDraft(
                at_min=one.at_min,
                channel=one.channel,
                text=words(one, "text"),
                sender=words(one, "sender"),
                receiver=words(one, "receiver"),
                expected=words(one, "expected"),
                group=groups.get(one.group_id or 0, ""),
                objective=objectives.get(one.objective_id or 0, ""),
            )
            for one in row.injects
        ),
    )


@transaction.atomic
def edit_scenario(
    actor: Actor, municipality_id: int, scenario_id: int, edit: ScenarioEdit, version: int
) -> None:
    """Writes what a scenario is about. `version` is the one that the editor saw.

    Raises `UserError` without a title, for a duration before the last inject, or when somebody else was
    first.
    """
    row = locked_scenario(municipality_id, scenario_id)
    if row.version != version:
        raise UserError(
            "Iemand anders heeft dit scenario net gewijzigd. Kijk eerst wat er nu staat.",
            "Somebody else has just changed this scenario. First look at what it says now.",
        )
    if not edit.title:
        raise UserError("Geef het scenario een titel.", "Give the scenario a title.")
    last = row.injects.order_by("-at_min").values_list("at_min", flat=True).first() or 0
    if edit.duration_min < last:
        raise UserError(
            "Er is een inject na het einde. Kies een langere duur.",
            "There is an inject after the end. Choose a longer duration.",
        )
    values: dict[str, Any] = {}
    for one in fields(edit):
        value = getattr(edit, one.name)
        values |= _pair(one.name, value) if isinstance(value, Words) else {one.name: value}
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    _touch(row, actor)
    record(
        actor,
        municipality_id,
        "continuity.scenario.edited",
        "scenario",
        row.pk,
        before=before,
        after={name: values[name] for name in before},
    )


def _touch(row: Scenario, actor: Actor) -> None:
    row.version += 1
    row.changed_by_id = actor.user_id
    row.save()


@transaction.atomic
def remove_scenario(actor: Actor, municipality_id: int, scenario_id: int) -> None:
    """Throws away a scenario of the own library; one of an exercise goes with the exercise."""
    row = locked_scenario(municipality_id, scenario_id)
    if Exercise.objects.filter(scenario=row).exists():
        raise UserError("Dit scenario is van een oefening.", "This scenario belongs to an exercise.")
    before = {"title": str(row)}
    number = row.pk
    row.delete()
    record(actor, municipality_id, "continuity.scenario.removed", "scenario", number, before=before)


@transaction.atomic
def save_inject(
    actor: Actor,
    municipality_id: int,
    scenario_id: int,
    draft: InjectDraft,
    inject_id: int | None = None,
) -> int:
    """Adds an inject to a scenario, or changes one; answers its id.

    Raises `UserError` for an inject without text, after the end of the scenario, or with a group or an
    objective that the scenario does not have.
    """
    row = locked_scenario(municipality_id, scenario_id)
    known = row.injects.filter(pk=inject_id).first() if inject_id else Inject(scenario=row)
    if known is None:
        raise UserError("Deze inject is er niet.", "There is no such inject.")
    return write_inject(actor, row, known, draft)


def write_inject(actor: Actor, row: Scenario, known: Inject, draft: InjectDraft) -> int:
    """Writes an inject of a locked scenario, with its audit entry."""
    if not draft.text:
        raise UserError("Schrijf op wat de spelers horen of lezen.", "Write what the players hear or read.")
    if draft.at_min > row.duration_min:
        raise UserError("Dit tijdstip ligt na het einde.", "This time lies after the end.")
    before = None if known.pk is None else {"at_min": known.at_min, "text": known.text_nl or known.text_en}
    for name, value in _inject(draft).items():
        setattr(known, name, value)
    known.group = _found(row.groups, draft.group)
    known.objective = _found(row.objectives, draft.objective)
    known.save()
    _touch(row, actor)
    record(
        actor,
        row.municipality_id,
        "continuity.inject.changed" if before else "continuity.inject.added",
        "scenario",
        row.pk,
        before=before,
        after={"at_min": draft.at_min, "text": draft.text.nl or draft.text.en},
    )
    return int(known.pk)


def _found(rows: Any, code: str) -> Any:
    if not code:
        return None
    found = rows.filter(code=code).first()
    if found is None:
        raise UserError(f"‘{code}’ is niet in dit scenario.", f"'{code}' is not in this scenario.")
    return found


@transaction.atomic
def save_objective(
    actor: Actor, municipality_id: int, scenario_id: int, draft: ObjectiveDraft, code: str = ""
) -> None:
    """Adds an objective, or changes the one with this code. Raises `UserError` without a title."""
    row = locked_scenario(municipality_id, scenario_id)
    if not draft.title:
        raise UserError("Schrijf op wat de oefening moet laten zien.", "Write what the exercise must show.")
    values = _objective(draft)
    if code:
        values["code"] = code
    else:
        values["code"] = _free_code(set(row.objectives.values_list("code", flat=True)), "doel")
    Objective.objects.update_or_create(scenario=row, code=values["code"], defaults=values)
    _touch(row, actor)
    record(
        actor,
        municipality_id,
        "continuity.objective.set",
        "scenario",
        row.pk,
        after={name: value for name, value in values.items() if value not in ("", None)},
    )


@transaction.atomic
def save_group(actor: Actor, municipality_id: int, scenario_id: int, name: Words, code: str = "") -> None:
    """Adds a group of players, or renames the one with this code."""
    row = locked_scenario(municipality_id, scenario_id)
    if not name:
        raise UserError("Geef de groep een naam.", "Give the group a name.")
    code = code or _free_code(set(row.groups.values_list("code", flat=True)), "groep")
    PlayerGroup.objects.update_or_create(scenario=row, code=code, defaults=_pair("name", name))
    _touch(row, actor)
    record(
        actor,
        municipality_id,
        "continuity.player_group.set",
        "scenario",
        row.pk,
        after={"code": code, "name": name.nl or name.en},
    )


def _free_code(taken: set[str], word: str) -> str:
    number = len(taken) + 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"


_PARTS = {"inject": "injects", "objective": "objectives", "group": "groups"}


@transaction.atomic
def remove_part(actor: Actor, municipality_id: int, scenario_id: int, part: str, part_id: int) -> None:
    """Takes an inject, an objective or a group out of a scenario that may still be changed."""
    row = locked_scenario(municipality_id, scenario_id)
    found = getattr(row, _PARTS[part]).filter(pk=part_id).first()
    if found is None:
        raise UserError("Dit is er niet (meer).", "This is not there (any more).")
    before = {"part": part, "was": str(found)}
    found.delete()
    _touch(row, actor)
    record(actor, municipality_id, "continuity.scenario.part_removed", "scenario", row.pk, before=before)

"""What the papers of an exercise say, in the language that is active."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weerbaar.accounts.types import MunicipalityRow
from weerbaar.continuity.exercise_papers.blocks import (
    Block,
    Heading,
    Items,
    Paper,
    Paragraph,
    Table,
    Text,
    said,
)
from weerbaar.continuity.exercise_types import (
    ExerciseRow,
    NodeName,
    ObjectiveResult,
    ObjectiveRow,
    Run,
    WrittenRow,
)
from weerbaar.continuity.exercising.measuring import Condition
from weerbaar.continuity.models import ExerciseRole
from weerbaar.continuity.templatetags.exercises import language, said_in, scenario_time, story_time
from weerbaar.continuity.types import MeasureRow, NodeRef
from weerbaar.interface.numbers import day, minutes

Names = dict[NodeRef, NodeName]
Teams = dict[str, tuple[str, str]]
DASH = Text("–")


def words(thing: Any, name: str) -> Text:
    """A text of a scenario in the language of the paper, or in the other one and marked."""
    text, code = said_in(thing, name, language())
    return Text(text, "" if code == language() else code)


def own(text: str, code: str) -> Text:
    """A free text in the language in which it was written."""
    return Text(text, "" if code in ("", language()) else code)


def _paper(
    municipality: MunicipalityRow,
    exercise: ExerciseRow,
    name: str,
    title: str,
    blocks: Iterable[Block],
    wide: bool = False,
) -> Paper:
    now = timezone.localtime()
    warnings = []
    if exercise.is_demo:
        warnings.append(_("Demonstration: this exercise was made up."))
    return Paper(
        name=f"OEFENING-EXERCISE-{name}-{exercise.id}",
        title=title,
        subtitle=f"{exercise.name} · {day(exercise.held_on)} · {exercise.kind_label}",
        municipality=municipality.name,
        language=language(),
        made_at=now,
        made=_stamp(now),
        wide=wide,
        warnings=tuple(warnings),
        blocks=tuple(blocks),
    )


def _stamp(moment: datetime) -> str:
    return _("made on %(day)s at %(time)s") % {"day": day(moment), "time": f"{moment:%H:%M}"}


def about_node(objective: ObjectiveRow, names: Names, teams: Teams) -> str:
    """The process, resource and team of an objective, and its target."""
    parts = []
    if objective.node:
        known = names.get(objective.node)
        parts.append(said_in(known, "name", language())[0] if known else objective.node.code)
    if objective.team_code:
        pair = teams.get(objective.team_code)
        parts.append(pair[0 if language() == "nl" else 1] if pair else objective.team_code)
    if objective.target_min is not None:
        parts.append(_("within %(time)s") % {"time": minutes(objective.target_min)})
    return " · ".join(parts)


def _objectives(exercise: ExerciseRow, names: Names, teams: Teams) -> list[Block]:
    rows = tuple(
        (words(one, "title"), Text(one.kind_label), Text(about_node(one, names, teams)) or DASH)
        for one in exercise.scenario.objectives
    )
    if not rows:
        return [said(_("No objectives have been set."))]
    return [Table(_("Objectives"), (_("Exercise objective"), _("Kind"), _("About")), rows, (3, 1.2, 2))]


def manual(municipality: MunicipalityRow, exercise: ExerciseRow, names: Names, teams: Teams) -> Paper:
    """The situation manual: what everybody who takes part may know beforehand. It holds no injects."""
    scenario = exercise.scenario
    blocks: list[Block] = [
        Paragraph((Text(_("This is an exercise. Everything in it is made up.")),), strong=True),
        Heading(_("What it is about")),
        said(words(scenario, "summary")) if words(scenario, "summary") else said("–"),
        Heading(_("How it begins")),
        said(words(scenario, "situation")) if words(scenario, "situation") else said("–"),
        said(
            _("The story begins on %(start)s and lasts %(duration)s.")
            % {"start": story_time(scenario, 0), "duration": minutes(scenario.duration_min)}
        ),
        Heading(_("Objectives")),
        *_objectives(exercise, names, teams),
        Heading(_("Who does what")),
        Items(
            (
                Text(_("Facilitators lead the exercise, bring the messages and keep the clock.")),
                Text(_("Players do what they would really do, with what they really have.")),
                Text(_("Evaluators watch and write down what they see. They do not help.")),
                Text(_("Observers watch in silence.")),
            )
        ),
    ]
    groups = [(group, exercise.taking(ExerciseRole.PLAYER.value)) for group in scenario.groups]
    if groups:
        rows = tuple(
            (
                words(group, "name"),
                Text(str(sum(one.group_id == group.id for one in players))),
            )
            for group, players in groups
        )
        blocks.append(Table(_("Groups of players"), (_("Group"), _("Players")), rows, (4, 1)))
    blocks += [
        Heading(_("Rules of the game")),
        Items(
            (
                Text(_("Begin every message with “exercise, exercise, exercise”, also by phone and radio.")),
                Text(
                    _("A real emergency goes first: say “no play”, and call 112. The clock is then stopped.")
                ),
                Text(_("Do not call real organisations, unless the facilitators say that they take part.")),
                Text(_("Write down decisions with their reason and the time in the story.")),
                Text(_("Report when a process or resource is lost, can start again, and is restored.")),
                Text(_("It is about the organisation, not about persons. Mistakes are why you exercise.")),
            )
        ),
        Heading(_("Time")),
        said(
            _(
                "Times are written as hours and minutes since the beginning of the story, for example "
                "T+26:15. The facilitators may stop the clock, let it run faster or jump ahead."
            )
        ),
        Heading(_("Practical matters")),
        said(_("Date: %(day)s.") % {"day": day(exercise.held_on)}),
    ]
    if exercise.place:
        blocks.append(said(_("Place:") + " ", own(exercise.place, exercise.language)))
    if exercise.practical:
        blocks.append(said(own(exercise.practical, exercise.language)))
    return _paper(municipality, exercise, _("situation-manual"), _("Situation manual"), blocks)


def inject_list(
    municipality: MunicipalityRow, exercise: ExerciseRow, whole: Run, names: Names, teams: Teams
) -> Paper:
    """The list of injects with expected actions: for facilitators and evaluators, not for players."""
    scenario = exercise.scenario
    objectives = {one.id: words(one, "title") for one in scenario.objectives}
    rows = tuple(
        (
            Text(str(state.inject.number)),
            Text(f"{scenario_time(state.inject.at_min)}\n{story_time(scenario, state.inject.at_min)}"),
            Text(state.inject.channel_label),
            Text(f"{words(state.inject, 'sender').text} → {words(state.inject, 'receiver').text}"),
            words(state.inject, "text"),
            words(state.inject, "expected") or DASH,
            objectives.get(state.inject.objective_id or 0, DASH),
        )
        for state in whole.injects
    )
    blocks: list[Block] = [
        Paragraph((Text(_("For facilitators and evaluators. Do not give this to players.")),), strong=True),
        Heading(_("Injects")),
        Table(
            _("Injects"),
            (
                _("No."),
                _("Time"),
                _("Channel"),
                _("From → to"),
                _("What players hear or read"),
                _("Expected action"),
                _("Exercise objective"),
            ),
            rows,
            (0.4, 1, 0.9, 1.5, 3.6, 2.6, 1.4),
        ),
        Heading(_("Objectives")),
        *_objectives(exercise, names, teams),
    ]
    return _paper(municipality, exercise, _("inject-list"), _("Inject list"), blocks, wide=True)


def _grade(result: ObjectiveResult) -> str:
    return result.graded.grade_label if result.graded else _("not graded")


def _measured(result: ObjectiveResult) -> str:
    lasted = result.outage.lasted_min if result.outage else None
    if lasted is None:
        return _("not measured") if result.objective.node else "–"
    words_by = {
        None: "",
        True: " (" + _("within the target") + ")",
        False: " (" + _("later than the target") + ")",
    }
    return minutes(lasted) + words_by[result.within_target]


def _findings(rows: Iterable[WrittenRow], kind: str) -> tuple[Text, ...]:
    return tuple(own(one.text, one.language) for one in rows if one.kind == kind)


def _measure_table(rows: Iterable[MeasureRow], today: date) -> Table:
    return Table(
        _("Improvement plan"),
        (_("What will be done"), _("Owner"), _("Done by"), _("State")),
        tuple(
            (
                own(row.title, row.language),
                Text(" · ".join(filter(None, (words(row, "unit").text, words(row, "owner").text)))),
                Text(day(row.due_on)),
                Text(row.state_label + (f" ({_('overdue')})" if row.is_overdue(today) else "")),
            )
            for row in rows
        ),
        (3.4, 2, 1.3, 1),
    )


def report(
    municipality: MunicipalityRow,
    whole: Run,
    names: Names,
    teams: Teams,
    measures: tuple[MeasureRow, ...],
    shows_names: bool = False,
) -> Paper:
    """The after-action report with the improvement plan. People are named only when who asks may see them."""
    exercise, scenario = whole.exercise, whole.exercise.scenario
    grades = [result.grade for result in whole.objectives]
    delivered = sum(one.is_delivered for one in whole.injects)
    blocks: list[Block] = [
        said(
            _("Final since %(day)s.") % {"day": day(exercise.closed_at)}
            if exercise.closed_at
            else _("Draft: the report is not final yet.")
        ),
        Heading(_("In short")),
        said(own(exercise.conclusion, exercise.conclusion_language))
        if exercise.conclusion
        else said(_("No conclusion has been written yet.")),
        said(
            _("Objectives: %(met)s met, %(partly)s partly met, %(not_met)s not met, %(none)s not graded.")
            % {
                "met": grades.count("met"),
                "partly": grades.count("partly"),
                "not_met": grades.count("not_met"),
                "none": grades.count(""),
            }
        ),
        said(
            ngettext("%(count)s inject was delivered", "%(count)s injects were delivered", delivered)
            % {"count": delivered}
            + ", "
            + ngettext(
                "%(count)s decision was logged.", "%(count)s decisions were logged.", len(whole.decisions)
            )
            % {"count": len(whole.decisions)}
        ),
        Heading(_("Scenario")),
        said(words(scenario, "summary")) if words(scenario, "summary") else said(words(scenario, "title")),
        Heading(_("Objectives and grades")),
        Table(
            _("Objectives and grades"),
            (_("Exercise objective"), _("About"), _("Measured"), _("Grade")),
            tuple(
                (
                    words(result.objective, "title"),
                    Text(about_node(result.objective, names, teams)) or DASH,
                    Text(_measured(result)),
                    Text(_grade(result)),
                )
                for result in whole.objectives
            ),
            (3, 2, 1.4, 1),
        ),
    ]
    for result in whole.objectives:
        blocks += _of_objective(result)
    general = [one for one in whole.findings if one.objective_id is None]
    if general or whole.general:
        blocks.append(Heading(_("In general"), 3))
        blocks += _seen(whole.general, general)
    blocks += [Heading(_("Measured recovery times")), *_times(whole, names)]
    blocks.append(Heading(_("Improvement plan")))
    blocks.append(
        _measure_table(measures, timezone.localdate())
        if measures
        else said(_("No measures have been agreed yet."))
    )
    blocks += [Heading(_("Decision log")), *_decisions(whole, shows_names)]
    return _paper(municipality, exercise, _("after-action-report"), _("After-action report"), blocks)


def _of_objective(result: ObjectiveResult) -> list[Block]:
    if not result.observations and not result.findings:
        return []
    title = words(result.objective, "title").text
    return [Heading(title, 3), *_seen(result.observations, result.findings)]


def _seen(observations: Iterable[WrittenRow], findings: Iterable[WrittenRow]) -> list[Block]:
    findings, blocks = tuple(findings), list[Block]()
    rows = tuple(
        (
            Text(scenario_time(one.minute) if one.minute is not None else _("afterwards")),
            own(one.text, one.language) or DASH,
            Text(one.grade_label) or DASH,
        )
        for one in observations
    )
    if rows:
        blocks.append(Table(_("Observations"), (_("Time"), _("Observation"), _("Grade")), rows, (1, 5, 1.2)))
    for kind, label in (("well", _("What went well")), ("improve", _("What must be better"))):
        if found := _findings(findings, kind):
            blocks += [Paragraph((Text(label),), strong=True), Items(found)]
    return blocks


def _times(whole: Run, names: Names) -> list[Block]:
    rows = tuple(
        (
            Text(said_in(names[node], "name", language())[0] if node in names else node.code),
            Text(scenario_time(outage.lost_min)),
            Text(scenario_time(outage.can_start_min)),
            Text(scenario_time(outage.restored_min)),
            Text(minutes(outage.lasted_min) if outage.lasted_min is not None else _("not restored")),
            Text(_own_time(outage.own_min, outage.counted_from)),
        )
        for node, outages in whole.outages.items()
        for outage in outages
    )
    if not rows:
        return [said(_("No recovery times were measured."))]
    heads = (
        _("Process or resource"),
        _("Lost at"),
        _("Could start"),
        _("Restored at"),
        _("Lasted"),
        _("Recovery time of its own"),
    )
    return [Table(_("Measured recovery times"), heads, rows, (2.6, 1, 1, 1, 1, 1.7))]


def _own_time(minute: int | None, counted_from: Condition) -> str:
    if minute is None:
        return "–"
    if counted_from is Condition.LOST:
        return minutes(minute) + " (" + _("waiting included") + ")"
    return minutes(minute)


def _decisions(whole: Run, shows_names: bool) -> list[Block]:
    rows = tuple(
        (
            Text(str(row.entry.number)),
            Text(scenario_time(row.minute)),
            Text(
                " · ".join(filter(None, (row.entry.team, row.entry.written_by if shows_names else ""))) or "–"
            ),
            own(
                row.entry.text + (f" ({row.entry.reasoning})" if row.entry.reasoning else ""),
                whole.exercise.language,  # people write in the language in which the exercise was prepared
            ),
        )
        for row in whole.decisions
    )
    if not rows:
        return [said(_("No decisions were logged."))]
    return [Table(_("Decision log"), (_("No."), _("Time"), _("By"), _("Decision")), rows, (0.5, 1, 1.6, 5))]

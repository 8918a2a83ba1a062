"""Forms of scenarios. What is right is decided by the services; a form reads and words its fields."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.exercise_fields import (
    ScenarioTimeField,
    area,
    codes_of,
    named,
    node_choices,
    node_of,
)
from weerbaar.continuity.exercise_types import InjectRow, ScenarioRow
from weerbaar.continuity.exercising.files import InjectDraft, ObjectiveDraft, Words
from weerbaar.continuity.models import Channel, Objective
from weerbaar.continuity.queries.exercises import nodes, team_names
from weerbaar.continuity.services import ScenarioEdit
from weerbaar.continuity.types import NodeKind


def _words(form: forms.Form, name: str) -> Words:
    return Words(form.cleaned_data[f"{name}_nl"], form.cleaned_data[f"{name}_en"])


def _both(row: Any, *names: str) -> dict[str, str]:
    return {f"{name}_{code}": getattr(row, f"{name}_{code}") for name in names for code in ("nl", "en")}


class ScenarioForm(forms.Form):
    """What a scenario is about. Either language will do; both is better."""

    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=160, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    summary_nl = forms.CharField(label=_("What it is about, in Dutch"), widget=area(), required=False)
    summary_en = forms.CharField(label=_("What it is about, in English"), widget=area(), required=False)
    situation_nl = forms.CharField(
        label=_("How it begins, in Dutch"),
        help_text=_("Players may read this beforehand."),
        widget=area(4),
        required=False,
    )
    situation_en = forms.CharField(label=_("How it begins, in English"), widget=area(4), required=False)
    duration_min = ScenarioTimeField(label=_("How long the story lasts"))
    start_weekday = forms.TypedChoiceField(
        label=_("Day on which the story begins"), coerce=int, choices=list(WEEKDAYS.items())
    )
    start_clock_min = ScenarioTimeField(
        label=_("Time at which the story begins"), help_text=_("Time of day, for example 16:40.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_start_clock_min(self) -> int:
        minute: int = self.cleaned_data["start_clock_min"]
        if minute >= 24 * 60:
            raise forms.ValidationError(gettext("A day has 24 hours."))
        return minute

    @classmethod
    def of(cls, row: ScenarioRow) -> Self:
        return cls(
            initial={
                **_both(row, "title", "summary", "situation"),
                "duration_min": row.duration_min,
                "start_weekday": row.start_weekday,
                "start_clock_min": row.start_clock_min,
                "version": row.version,
            }
        )

    def edit(self) -> ScenarioEdit:
        said = self.cleaned_data
        return ScenarioEdit(
            title=_words(self, "title"),
            summary=_words(self, "summary"),
            situation=_words(self, "situation"),
            duration_min=said["duration_min"],
            start_weekday=said["start_weekday"],
            start_clock_min=said["start_clock_min"],
        )


class InjectForm(forms.Form):
    """One inject of a scenario."""

    at_min = ScenarioTimeField(label=_("Time"))
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    group = forms.ChoiceField(label=_("For which players"), required=False)
    objective = forms.ChoiceField(label=_("Exercise objective"), required=False)
    sender_nl = forms.CharField(label=_("From whom, in Dutch"), max_length=160, required=False)
    sender_en = forms.CharField(label=_("From whom, in English"), max_length=160, required=False)
    receiver_nl = forms.CharField(label=_("To whom, in Dutch"), max_length=160, required=False)
    receiver_en = forms.CharField(label=_("To whom, in English"), max_length=160, required=False)
    text_nl = forms.CharField(label=_("What players hear or read, in Dutch"), widget=area(4), required=False)
    text_en = forms.CharField(
        label=_("What players hear or read, in English"), widget=area(4), required=False
    )
    expected_nl = forms.CharField(label=_("Expected action, in Dutch"), widget=area(), required=False)
    expected_en = forms.CharField(label=_("Expected action, in English"), widget=area(), required=False)

    def __init__(self, scenario: ScenarioRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = codes_of(scenario.groups, "name", _("all players"))  # type: ignore[attr-defined]
        self.fields["objective"].choices = codes_of(scenario.objectives, "title", _("none"))  # type: ignore[attr-defined]

    @classmethod
    def of(cls, scenario: ScenarioRow, row: InjectRow) -> Self:
        groups = {group.id: group.code for group in scenario.groups}
        objectives = {one.id: one.code for one in scenario.objectives}
        return cls(
            scenario,
            initial={
                **_both(row, "sender", "receiver", "text", "expected"),
                "at_min": row.at_min,
                "channel": row.channel,
                "group": groups.get(row.group_id or 0, ""),
                "objective": objectives.get(row.objective_id or 0, ""),
            },
        )

    def draft(self) -> InjectDraft:
        said = self.cleaned_data
        return InjectDraft(
            at_min=said["at_min"],
            channel=said["channel"],
            text=_words(self, "text"),
            sender=_words(self, "sender"),
            receiver=_words(self, "receiver"),
            expected=_words(self, "expected"),
            group=said["group"],
            objective=said["objective"],
        )


class ObjectiveForm(forms.Form):
    """An objective, tied to the register where it can be."""

    title_nl = forms.CharField(label=_("What must it show, in Dutch"), max_length=240, required=False)
    title_en = forms.CharField(label=_("What must it show, in English"), max_length=240, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Objective.Kind.choices)
    node = forms.ChoiceField(label=_("Process or resource"), required=False)
    team = forms.ChoiceField(label=_("Crisis team"), required=False)
    target_min = ScenarioTimeField(label=_("Within"), required=False)

    def __init__(self, municipality_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = node_choices(nodes(municipality_id), _("none"))  # type: ignore[attr-defined]
        teams = team_names(municipality_id)
        self.fields["team"].choices = [("", _("none")), *named(teams)]  # type: ignore[attr-defined]

    def draft(self) -> ObjectiveDraft:
        said = self.cleaned_data
        node = node_of(said["node"])
        return ObjectiveDraft(
            code="",
            kind=said["kind"],
            title=_words(self, "title"),
            process=node.code if node and node.kind is NodeKind.PROCESS else "",
            resource=node.code if node and node.kind is NodeKind.RESOURCE else "",
            team=said["team"],
            target_min=said["target_min"],
        )


class GroupForm(forms.Form):
    """A group of players."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)

    def words(self) -> Words:
        return _words(self, "name")

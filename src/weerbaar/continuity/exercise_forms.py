"""Forms of exercises. What is right is decided by the services; a form reads and words its fields."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.accounts import queries as accounts
from weerbaar.continuity.exercise_fields import (
    ScenarioTimeField,
    area,
    codes_of,
    date_input,
    named,
    node_choices,
)
from weerbaar.continuity.exercise_types import ExerciseRow, NodeName, ScenarioRow
from weerbaar.continuity.exercising.clock import SPEEDS
from weerbaar.continuity.exercising.files import InjectDraft, Words
from weerbaar.continuity.exercising.measuring import Condition
from weerbaar.continuity.models import (
    Channel,
    Exercise,
    ExerciseRole,
    Finding,
    ImprovementMeasure,
    Observation,
)
from weerbaar.continuity.queries.exercises import (
    nodes,
    owner_ids,
    staff_role_names,
    unit_names,
)
from weerbaar.continuity.services import ExerciseEdit, MeasureEdit
from weerbaar.continuity.templatetags.exercises import language, said_in
from weerbaar.continuity.types import MeasureRow, NodeKind, NodeRef

CONDITIONS = (
    (Condition.LOST.value, _("is lost")),
    (Condition.CAN_START.value, _("has all it needs again, but does not work yet")),
    (Condition.RESTORED.value, _("is restored")),
)


class ExerciseForm(forms.Form):
    """An exercise, before it is held."""

    name = forms.CharField(label=_("Name"), max_length=160)
    held_on = forms.DateField(label=_("Date"), widget=date_input())
    kind = forms.ChoiceField(label=_("Kind"), choices=Exercise.Kind.choices)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    practical = forms.CharField(
        label=_("Practical matters, for the situation manual"),
        help_text=_("When people arrive, what they bring, who they ask."),
        widget=area(4),
        required=False,
    )
    starts_at_min = ScenarioTimeField(label=_("Time in the story at which you begin"), initial=0)
    first_speed = forms.TypedChoiceField(
        label=_("Speed of the clock"),
        coerce=int,
        choices=[],
        help_text=_("You can change it while you play, and jump to any time."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_speed"].choices = speed_choices()  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: ExerciseRow) -> Self:
        return cls(
            initial={
                name: getattr(row, name)
                for name in (
                    "name",
                    "held_on",
                    "kind",
                    "place",
                    "practical",
                    "starts_at_min",
                    "first_speed",
                    "version",
                )
            }
        )

    def edit(self) -> ExerciseEdit:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return ExerciseEdit(**said, language=language())


def speed_choices() -> list[tuple[int, str]]:
    """The speeds of the clock in words."""
    return [
        (
            speed,
            gettext("as fast as in reality")
            if speed == 1
            else gettext("%(speed)s times as fast") % {"speed": speed},
        )
        for speed in SPEEDS
    ]


class ParticipantForm(forms.Form):
    """Somebody who takes part: an account, or a player by name."""

    role = forms.ChoiceField(label=_("Role in the exercise"), choices=ExerciseRole.choices)
    user_id = forms.TypedChoiceField(label=_("Account"), coerce=int, empty_value=None, required=False)
    name = forms.CharField(label=_("Or a name, for who plays on paper"), max_length=120, required=False)
    group_id = forms.TypedChoiceField(
        label=_("Group of players"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, exercise: ExerciseRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taking = {one.user_id for one in exercise.participants}
        people = [
            (person.id, person.name or person.email)
            for person in accounts.people(exercise.municipality_id)
            if person.is_active and person.id not in taking
        ]
        self.fields["user_id"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["group_id"].choices = [  # type: ignore[attr-defined]
            ("", _("all groups")),
            *((group.id, said_in(group, "name", language())[0]) for group in exercise.scenario.groups),
        ]


class JumpForm(forms.Form):
    """A time in the story to go to."""

    to_min = ScenarioTimeField(label=_("Go to time"), required=False)


class TextForm(forms.Form):
    """A free text."""

    text = forms.CharField(label=_("Your note"), widget=area(2))


class LiveInjectForm(forms.Form):
    """An inject that nobody planned."""

    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    group = forms.ChoiceField(label=_("For which players"), required=False)
    sender = forms.CharField(label=_("From whom"), max_length=160, required=False)
    text = forms.CharField(label=_("What players hear or read"), widget=area(3))

    def __init__(self, scenario: ScenarioRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = codes_of(scenario.groups, "name", _("all players"))  # type: ignore[attr-defined]

    def draft(self) -> InjectDraft:
        said, here = self.cleaned_data, language()
        return InjectDraft(
            at_min=0,
            channel=said["channel"],
            text=Words(**{here: said["text"]}),
            sender=Words(**{here: said["sender"]}),
            group=said["group"],
        )


class DecisionForm(forms.Form):
    """What players did or decided."""

    text = forms.CharField(label=_("What did you do or decide?"), widget=area(3))
    reasoning = forms.CharField(label=_("Why?"), widget=area(2), required=False)
    decided_by = forms.CharField(label=_("Who decided?"), max_length=160, required=False)


class StateForm(forms.Form):
    """A process or resource was lost, could start, or was restored."""

    node = forms.ChoiceField(label=_("Process or resource"))
    condition = forms.ChoiceField(label=_("What happened"), choices=CONDITIONS)
    minute = ScenarioTimeField(
        label=_("At what time"), required=False, help_text=_("Leave it empty for now. For example 26:15.")
    )
    text = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, known: dict[NodeRef, NodeName], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = node_choices(known, _("choose"))  # type: ignore[attr-defined]


class ObservationForm(forms.Form):
    """What an evaluator saw, with a grade when they give one."""

    text = forms.CharField(label=_("What did you see?"), widget=area(2), required=False)
    grade = forms.ChoiceField(
        label=_("Grade"), choices=[("", _("no grade yet")), *Observation.Grade.choices], required=False
    )


class FindingForm(forms.Form):
    """A finding of the hot wash."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Finding.Kind.choices, widget=forms.RadioSelect)
    objective = forms.TypedChoiceField(
        label=_("Exercise objective"), coerce=int, empty_value=None, required=False
    )
    text = forms.CharField(label=_("What was it?"), widget=area(2))

    def __init__(self, scenario: ScenarioRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].choices = [  # type: ignore[attr-defined]
            ("", _("in general")),
            *((one.id, said_in(one, "title", language())[0]) for one in scenario.objectives),
        ]


class MeasureForm(forms.Form):
    """A measure: what, who, by when, and how it stands."""

    title = forms.CharField(label=_("What will be done?"), max_length=240)
    unit_id = forms.TypedChoiceField(label=_("Department"), coerce=int, empty_value=None, required=False)
    owner_role_id = forms.TypedChoiceField(
        label=_("Owner, by role"), coerce=int, empty_value=None, required=False
    )
    due_on = forms.DateField(label=_("Done by"), widget=date_input())
    process_code = forms.ChoiceField(label=_("Process"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=ImprovementMeasure.State.choices, required=False)
    reason = forms.CharField(label=_("Why it is dropped"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, municipality_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        processes = {
            node.code: (name.name_nl, name.name_en)
            for node, name in nodes(municipality_id).items()
            if node.kind is NodeKind.PROCESS
        }
        for field, names in (
            ("unit_id", unit_names(municipality_id)),
            ("owner_role_id", staff_role_names(municipality_id)),
            ("process_code", processes),
        ):
            self.fields[field].choices = [("", "–"), *named(names)]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, municipality_id: int, row: MeasureRow) -> Self:
        form = cls(municipality_id)
        codes = {"unit_id": row.unit_code, "owner_role_id": row.owner_role_code}
        form.initial = {
            "title": row.title,
            "due_on": row.due_on,
            "process_code": row.process_code,
            "state": row.state,
            "reason": row.reason,
            "version": row.version,
            **owner_ids(municipality_id, codes["unit_id"], codes["owner_role_id"]),
        }
        return form

    def edit(self, code: str = "") -> MeasureEdit:
        """The measure as it was filled in; `code` keeps the language in which it was written first."""
        said = self.cleaned_data
        return MeasureEdit(
            title=said["title"],
            language=code or language(),
            due_on=said["due_on"],
            unit_id=said["unit_id"],
            owner_role_id=said["owner_role_id"],
            process_code=said["process_code"],
            state=said["state"] or ImprovementMeasure.State.OPEN.value,
            reason=said["reason"],
        )

"""Forms of the crisis organisation. What is right is decided by the services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.models import CrisisTeam, DecisionEntry, DecisionLog, ReadinessItem, Rota
from weerbaar.continuity.queries.crisis import TeamRow
from weerbaar.continuity.queries.readiness import ItemRow
from weerbaar.continuity.services import Entry, ItemEdit, TeamEdit
from weerbaar.continuity.views.crisis.common import name_of


def _lines(rows: int, language: str = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **({"lang": language} if language else {})})


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _text(language: str) -> forms.TextInput:
    return forms.TextInput(attrs={"lang": language})


class TeamForm(forms.Form):
    """A crisis team."""

    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160, widget=_text("nl"))
    name_en = forms.CharField(label=_("Name in English"), max_length=160, widget=_text("en"))
    level = forms.ChoiceField(label=_("Level"), choices=CrisisTeam.Level.choices)
    reports_to = forms.ChoiceField(label=_("Reports to"), required=False)
    meets_within_min = forms.IntegerField(
        label=_("Meets within (minutes after the alert)"), min_value=0, max_value=10_000, required=False
    )
    task_nl = forms.CharField(label=_("Task in Dutch"), required=False, widget=_lines(2, "nl"))
    task_en = forms.CharField(label=_("Task in English"), required=False, widget=_lines(2, "en"))

    def __init__(self, teams: Sequence[TeamRow], *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports_to"].choices = [  # type: ignore[attr-defined]
            ("", _("no team above it")),
            *((team.code, name_of(team)) for team in teams if team.code != own),
        ]

    @staticmethod
    def of(team: TeamRow) -> dict[str, Any]:
        return {name: getattr(team, name) for name in TeamForm.base_fields if name != "reports_to"} | {
            "reports_to": team.reports_to_code
        }

    def edit(self) -> TeamEdit:
        return TeamEdit(**self.cleaned_data)


class SeatForm(forms.Form):
    """A role in a team."""

    role = forms.ChoiceField(label=_("Role"))
    people = forms.IntegerField(label=_("People on duty at once"), min_value=1, max_value=20, initial=1)
    is_chair = forms.BooleanField(label=_("Chairs the team"), required=False)

    def __init__(self, roles: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]


class RotaForm(forms.Form):
    """A new rota."""

    team = forms.ChoiceField(label=_("Team"))
    title = forms.CharField(label=_("Name"), max_length=120)
    shift_min = forms.TypedChoiceField(
        label=_("Length of a shift"),
        choices=Rota.ShiftLength.choices,
        coerce=int,
        initial=Rota.ShiftLength.EIGHT,
        widget=forms.RadioSelect,
    )
    handover_min = forms.TypedChoiceField(
        label=_("Handover"),
        help_text=_("Who leaves stays with who comes. A shift of 12 hours leaves no time for it."),
        choices=((0, _("none")), (15, _("15 minutes")), (30, _("30 minutes")), (60, _("1 hour"))),
        coerce=int,
        initial=0,
    )
    starts_at = forms.DateTimeField(
        label=_("Starts at"),
        help_text=_("Empty: hours from the start of the disruption."),
        required=False,
        widget=_moment(),
    )

    def __init__(self, teams: Sequence[TeamRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (team.code, name_of(team)) for team in teams if team.seats
        ]


class DutyForm(forms.Form):
    """Who is in one place of one shift."""

    cell = forms.ChoiceField(label=_("Shift and place"))
    person = forms.TypedChoiceField(label=_("Who"), coerce=int, required=False, empty_value=None)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        cells: Sequence[tuple[str, Any]],
        people: Sequence[tuple[Any, Any]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = list(cells)  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("nobody")), *people]  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """An item of the crisis room."""

    subject = forms.ChoiceField(label=_("Subject"), choices=ReadinessItem.Subject.choices)
    name_nl = forms.CharField(label=_("Name in Dutch"), max_length=160, widget=_text("nl"))
    name_en = forms.CharField(label=_("Name in English"), max_length=160, widget=_text("en"))
    how_nl = forms.CharField(label=_("How to check, in Dutch"), required=False, widget=_lines(2, "nl"))
    how_en = forms.CharField(label=_("How to check, in English"), required=False, widget=_lines(2, "en"))
    valid_days = forms.IntegerField(
        label=_("A check holds for (days)"), min_value=1, max_value=3660, initial=180
    )
    asks_hours = forms.BooleanField(label=_("A check also says for how many hours it lasts"), required=False)
    source_nl = forms.CharField(
        label=_("Source in Dutch"), max_length=200, required=False, widget=_text("nl")
    )
    source_en = forms.CharField(
        label=_("Source in English"), max_length=200, required=False, widget=_text("en")
    )
    is_retired = forms.BooleanField(label=_("No longer in use"), required=False)

    @staticmethod
    def of(item: ItemRow) -> dict[str, Any]:
        return {name: getattr(item, name) for name in ItemForm.base_fields}

    def edit(self) -> ItemEdit:
        return ItemEdit(**self.cleaned_data)


class CheckForm(forms.Form):
    """One look at an item."""

    result = forms.ChoiceField(
        label=_("Result"), choices=(("good", _("good")), ("failed", _("not good"))), widget=forms.RadioSelect
    )
    hours = forms.IntegerField(label=_("Enough for (hours)"), min_value=0, max_value=9999, required=False)
    checked_on = forms.DateField(
        label=_("Checked on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    checked_by = forms.CharField(label=_("Checked by"), max_length=120)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, item: ItemRow, who: str, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"checked_on": timezone.localdate(), "checked_by": who})
        super().__init__(*args, **kwargs)
        if not item.asks_hours:
            del self.fields["hours"]


class LogForm(forms.Form):
    """A new decision log."""

    title = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(
        label=_("What is it of?"),
        choices=DecisionLog.Kind.choices,
        initial=DecisionLog.Kind.INCIDENT,
        widget=forms.RadioSelect,
    )


class EntryForm(forms.Form):
    """A new entry of a decision log. Without script all fields stand there; only the text is needed."""

    kind = forms.ChoiceField(
        label=_("What do you write down?"),
        choices=DecisionEntry.Kind.choices,
        initial=DecisionEntry.Kind.DECISION,
        widget=forms.RadioSelect,
    )
    refers_to = forms.IntegerField(
        label=_("About decision number"),
        help_text=_("For a follow-up or a correction."),
        min_value=1,
        required=False,
    )
    text = forms.CharField(label=_("Decision, follow-up or correction"), widget=_lines(3))
    reasoning = forms.CharField(label=_("Why"), required=False, widget=_lines(2))
    team = forms.CharField(
        label=_("Team"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "teams", "autocomplete": "off"}),
    )
    decided_by = forms.CharField(label=_("Who decides"), max_length=160, required=False)
    carried_out_by = forms.CharField(label=_("Who carries it out"), max_length=160, required=False)
    due_at = forms.DateTimeField(label=_("Done by"), required=False, widget=_moment())
    state = forms.ChoiceField(
        label=_("State"),
        choices=(("", _("as it was")), *DecisionEntry.State.choices),
        required=False,
    )
    at = forms.DateTimeField(label=_("Time"), help_text=_("Empty: now."), required=False, widget=_moment())

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        later = found.get("kind") in (DecisionEntry.Kind.FOLLOW_UP, DecisionEntry.Kind.CORRECTION)
        if later and not found.get("refers_to") and "refers_to" not in self.errors:
            self.add_error("refers_to", _("Which decision is this about?"))
        return found

    def entry(self) -> Entry:
        said = dict(self.cleaned_data)
        if said["kind"] == DecisionEntry.Kind.DECISION:
            said["refers_to"] = None
        return Entry(**said)

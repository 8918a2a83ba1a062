"""Forms of the staff pages. What is right is decided by the services; a form reads and words its fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.supportpoints import queries
from weerbaar.supportpoints.models import CandidateDecision, PointFunction, SupportPoint, Tier
from weerbaar.supportpoints.types import CandidateRow, FunctionRow, Model, PointRow, Wishes

GOALS = (
    ("budget", _("As many residents as possible, for an amount of money")),
    ("points", _("As many residents as possible, with a number of points")),
    ("cost", _("A share of the residents, for the least money")),
    ("fewest", _("A share of the residents, with the fewest points")),
)
# wishes that the form asks by their own names
SAME = (
    "walking_minutes",
    "speed_kmh",
    "speed_vulnerable_kmh",
    "vulnerable_weight",
    "every_district",
    "local_one_off_eur",
    "local_yearly_eur",
    "main_one_off_eur",
    "main_yearly_eur",
    "time_limit_s",
)
GOAL_FIELD = {"budget": "budget_eur", "points": "points", "cost": "share_percent", "fewest": "share_percent"}


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _euros(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, **more)


def _short(value: Any) -> Any:
    """15.0 as 15: what a person would type."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class WishesForm(forms.Form):
    """The wishes of a design in plain words."""

    name = forms.CharField(label=_("Name of this design"), max_length=120)
    goal = forms.ChoiceField(
        label=_("What should the network achieve?"), choices=GOALS, widget=forms.RadioSelect
    )
    budget_eur = forms.FloatField(label=_("Money for setting up (EUR)"), min_value=0, required=False)
    points = forms.IntegerField(label=_("Number of points"), min_value=1, max_value=1000, required=False)
    share_percent = forms.FloatField(
        label=_("Share of residents (%)"), min_value=0.1, max_value=100, required=False
    )
    walking_minutes = forms.FloatField(label=_("Longest walk (minutes)"), min_value=1, max_value=120)
    speed_kmh = forms.FloatField(label=_("Walking speed of residents (km/h)"), min_value=0.5, max_value=10)
    speed_vulnerable_kmh = forms.FloatField(
        label=_("Walking speed of vulnerable residents (km/h)"), min_value=0.5, max_value=10
    )
    vulnerable_weight = forms.FloatField(
        label=_("A vulnerable resident counts as"),
        help_text=_(
            "2: as two residents, when choosing between places. The shares shown count every resident once."
        ),
        min_value=0,
        max_value=100,
    )
    every_district = forms.BooleanField(label=_("At least one point in every district"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Buildings that may be chosen"), widget=forms.CheckboxSelectMultiple
    )
    required = forms.TypedMultipleChoiceField(
        label=_("Must be in"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    excluded = forms.TypedMultipleChoiceField(
        label=_("Must be out"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    local_one_off_eur = forms.FloatField(label=_("Local point, one-off (EUR)"), min_value=0)
    local_yearly_eur = forms.FloatField(label=_("Local point, per year (EUR)"), min_value=0)
    main_one_off_eur = forms.FloatField(label=_("Main point, one-off (EUR)"), min_value=0)
    main_yearly_eur = forms.FloatField(label=_("Main point, per year (EUR)"), min_value=0)
    time_limit_s = forms.FloatField(label=_("Longest computing time (seconds)"), min_value=1, max_value=3600)

    def __init__(self, municipality_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.candidates(municipality_id)
        kinds = sorted({(row.kind, row.kind_label) for row in rows}, key=lambda kind: kind[1].lower())
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
        for field in ("required", "excluded"):
            self.fields[field].choices = [(row.building_id, row.name) for row in rows]  # type: ignore[attr-defined]
        self.buildings = rows

    def musts(self) -> list[tuple[CandidateRow, bool, bool]]:
        """Buildings that may be chosen, each with whether it must be in and whether it must be out.

        One table in place of two long lists of boxes.
        """
        must_in = {str(value) for value in self["required"].value() or ()}
        must_out = {str(value) for value in self["excluded"].value() or ()}
        return [
            (row, str(row.building_id) in must_in, str(row.building_id) in must_out)
            for row in self.buildings
            if row.suitable or str(row.building_id) in must_in | must_out
        ]

    @classmethod
    def of(cls, wishes: Wishes, default: Wishes, municipality_id: int, name: str = "") -> Self:
        """The form filled with wishes; what they leave open comes from the default."""
        if wishes.model == Model.SET_COVERING:
            goal = "cost" if wishes.minimise == "cost" else "fewest"
        else:
            goal = "points" if wishes.budget_eur is None else "budget"
        initial = {
            **{key: _short(value) for key, value in wishes.as_json().items()},
            "name": name,
            "goal": goal,
            "budget_eur": _short(wishes.budget_eur if wishes.budget_eur is not None else default.budget_eur),
            "share_percent": _short(round(wishes.share * 100, 3)),
        }
        return cls(municipality_id, initial=initial)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        needed = GOAL_FIELD.get(found.get("goal", ""), "")
        if needed and found.get(needed) is None and needed not in self.errors:
            self.add_error(needed, _("Fill this in for the goal that you chose."))
        return found

    def wishes(self, default: Wishes) -> Wishes:
        """The wishes of a form that is valid."""
        said = self.cleaned_data
        goal = said["goal"]
        covering = goal in {"cost", "fewest"}
        return replace(
            default,
            **{name: said[name] for name in SAME},
            model=(Model.SET_COVERING if covering else Model.MAXIMAL_COVERING).value,
            budget_eur=said["budget_eur"] if goal == "budget" else None,
            points=said["points"] if goal == "points" else None,
            share=said["share_percent"] / 100.0 if covering else 1.0,
            minimise="points" if goal == "fewest" else "cost",
            kinds=tuple(said["kinds"]),
            required=tuple(sorted(said["required"])),
            excluded=tuple(sorted(said["excluded"])),
        )


class CandidateForm(forms.Form):
    """What is decided about a candidate."""

    choice = forms.ChoiceField(
        label=_("Decision"), choices=CandidateDecision.Choice.choices, widget=forms.RadioSelect
    )
    tier = forms.ChoiceField(label=_("Kind of point"), choices=Tier.choices)
    one_off_eur = _euros(
        _("One-off cost (EUR)"), required=False, help_text=_("Empty: the cost of its kind of point.")
    )
    yearly_eur = _euros(
        _("Cost per year (EUR)"), required=False, help_text=_("Empty: the cost of its kind of point.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    @staticmethod
    def of(row: CandidateRow) -> dict[str, Any]:
        """The initial values of a candidate."""
        return {
            "choice": row.choice,
            "tier": row.tier,
            "one_off_eur": row.own_one_off_eur,
            "yearly_eur": row.own_yearly_eur,
            "reason": row.reason,
        }


class PointForm(forms.Form):
    """What is known about a point."""

    name = forms.CharField(label=_("Name"), max_length=160)
    owner = forms.CharField(label=_("Owner"), max_length=160, required=False)
    agreement = forms.CharField(
        label=_("What was agreed"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    agreement_date = forms.DateField(label=_("Date of the agreement"), required=False, widget=_date())
    access_nl = forms.CharField(
        label=_("The way in, in Dutch"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "nl"}),
    )
    access_en = forms.CharField(
        label=_("The way in, in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: PointRow) -> Self:
        return cls(initial={name: getattr(row, name) for name in cls.base_fields})

    @classmethod
    def again(cls, values: dict[str, Any], current: PointRow) -> Self:
        """The form with what the editor wrote, now against the current version."""
        return cls(initial={**values, "version": current.version})

    @staticmethod
    def differences(form: PointForm, current: PointRow | None) -> list[tuple[str, Any, Any]]:
        """Per field that differs: its label, what stands there now, and what the editor wrote."""
        if current is None:
            return []
        return [
            (str(field.label), getattr(current, name), form.initial.get(name))
            for name, field in form.fields.items()
            if name != "version" and (getattr(current, name) or "") != (form.initial.get(name) or "")
        ]


class StateForm(forms.Form):
    """A step in a point's life."""

    state = forms.ChoiceField(label=_("New state"), choices=SupportPoint.State.choices)
    on = forms.DateField(label=_("Since"), widget=_date())
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: PointRow) -> Self:
        order = [value for value, _label in SupportPoint.State.choices]
        following = order[min(order.index(row.state) + 1, order.index(SupportPoint.State.READY))]
        return cls(initial={"state": following, "on": timezone.localdate(), "version": row.version})


class FunctionForm(forms.Form):
    """One of the four functions of a point."""

    state = forms.ChoiceField(label=_("State"), choices=PointFunction.State.choices)
    since = forms.DateField(label=_("Since"), required=False, widget=_date())
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, row: PointRow, function: FunctionRow) -> Self:
        return cls(
            initial={
                "state": function.state,
                "since": function.since,
                "note": function.note,
                "version": row.version,
            },
            prefix=function.function,
        )

"""The other rows of the register's forms: impacts as a grid, staffing per role, deliveries of fuel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.forms.times import DurationField
from weerbaar.continuity.models import ProcessImpact
from weerbaar.continuity.models.processes import IMPACT_TIMES
from weerbaar.continuity.types import DeliveryRow, ImpactRow, RoleRow, StaffingRow
from weerbaar.continuity.wording import LEVELS, name_of
from weerbaar.interface.numbers import duration


class ImpactsForm(forms.Form):
    """How bad the loss is: a choice per category and time. Empty: nobody judged it yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [
            ("", _("not judged")),
            *((str(level), f"{level} {word}") for level, word in enumerate(LEVELS)),
        ]
        for category, label in ProcessImpact.Category.choices:
            for after in IMPACT_TIMES:
                self.fields[f"{category}_{after}"] = forms.ChoiceField(
                    choices=levels,
                    required=False,
                    widget=forms.Select(
                        attrs={
                            "class": "utrecht-select",
                            "aria-label": _("%(category)s, after %(after)s")
                            % {"category": label, "after": duration(after)},
                        }
                    ),
                )
        self.faulty: dict[str, str] = {}

    @staticmethod
    def initial_of(impacts: Sequence[ImpactRow]) -> dict[str, Any]:
        return {f"{row.category}_{row.after_min}": str(row.level) for row in impacts}

    def grid(self) -> Iterator[tuple[str, list[forms.BoundField], str]]:
        """Per category: its name, its choices in time, and what is wrong with them."""
        for category, label in ProcessImpact.Category.choices:
            yield (
                str(label),
                [self[f"{category}_{after}"] for after in IMPACT_TIMES],
                self.faulty.get(category, ""),
            )

    @staticmethod
    def times() -> list[str]:
        return [duration(after) for after in IMPACT_TIMES]

    def rows(self) -> tuple[ImpactRow, ...]:
        return tuple(
            ImpactRow(category, after, int(level))
            for category in ProcessImpact.Category.values
            for after in IMPACT_TIMES
            if (level := self.cleaned_data.get(f"{category}_{after}"))
        )


class StaffingForm(forms.Form):
    """The fewest people of a role, in a band of time after the disruption began."""

    role_code = forms.ChoiceField(label=_("Role"), required=False)
    people = forms.IntegerField(
        label=_("Fewest people"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "utrecht-textbox--short"}),
    )
    from_min = DurationField(label=_("From"), required=False)
    until_min = DurationField(label=_("Until"), required=False)
    remove = forms.BooleanField(label=_("Remove when I save"), required=False)

    def __init__(self, *args: Any, roles: Sequence[RoleRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role_code"].choices = [  # type: ignore[attr-defined]
            ("", _("choose a role")),
            *sorted(((role.code, name_of(role)) for role in roles), key=lambda each: each[1].casefold()),
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        said = bool(found.get("role_code") or found.get("people"))
        if said and not found.get("remove"):
            for name, message in (
                ("role_code", _("Choose a role.")),
                ("people", _("Fill in at least one person.")),
            ):
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, message)
            if found.get("until_min") is None and "until_min" not in self.errors:
                self.add_error("until_min", _("Fill in until when."))
        return found


class BaseStaffing(forms.BaseFormSet[StaffingForm]):
    """All rows; an empty one says nothing."""

    def said(self) -> list[StaffingForm]:
        return [
            form
            for form in self.forms
            if form.cleaned_data.get("role_code") and not form.cleaned_data.get("remove")
        ]

    def rows(self) -> tuple[StaffingRow, ...]:
        return tuple(
            StaffingRow(
                form.cleaned_data["role_code"],
                form.cleaned_data["from_min"] or 0,
                form.cleaned_data["until_min"],
                form.cleaned_data["people"],
            )
            for form in self.said()
        )


StaffingFormSet = forms.formset_factory(
    StaffingForm, formset=BaseStaffing, extra=0, max_num=100, absolute_max=200
)


class DeliveryForm(forms.Form):
    """Fuel that is expected: when, after the disruption began, and how much."""

    after_min = DurationField(label=_("Arrives after"), required=False)
    litres = forms.DecimalField(
        label=_("Litres"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "utrecht-textbox--short", "step": "any"}),
    )
    remove = forms.BooleanField(label=_("Remove when I save"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("remove"):
            return found
        if (found.get("after_min") is None) != (found.get("litres") is None):
            lacking = "after_min" if found.get("after_min") is None else "litres"
            if lacking not in self.errors:
                self.add_error(lacking, _("Fill in a time and a number of litres."))
        return found


class BaseDeliveries(forms.BaseFormSet[DeliveryForm]):
    """All rows; an empty one says nothing."""

    def said(self) -> list[DeliveryForm]:
        return [
            form
            for form in self.forms
            if form.cleaned_data.get("after_min") is not None and not form.cleaned_data.get("remove")
        ]

    def rows(self) -> tuple[DeliveryRow, ...]:
        return tuple(
            DeliveryRow(form.cleaned_data["after_min"], float(form.cleaned_data["litres"]))
            for form in self.said()
        )


DeliveriesFormSet = forms.formset_factory(
    DeliveryForm, formset=BaseDeliveries, extra=0, max_num=100, absolute_max=200
)

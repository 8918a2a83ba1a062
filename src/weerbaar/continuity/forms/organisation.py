"""Forms of units, roles and people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.accounts.types import PersonRow
from weerbaar.continuity.edits import PersonEdit, RoleEdit, UnitEdit
from weerbaar.continuity.forms.process import pick, text, tick
from weerbaar.continuity.models import OrganisationUnit
from weerbaar.continuity.types import ContactRow, Register, RoleRow
from weerbaar.continuity.wording import LABELS, name_of

DEPUTIES = 4  # places for deputies on the form of a role; more show when all are filled


def people_count(name: str, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=LABELS[name],
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=32_767,
        widget=forms.NumberInput(attrs={"class": "utrecht-textbox--short"}),
    )


class UnitForm(forms.Form):
    """A department, or another organisation."""

    name_nl = text("name_nl", required=True)
    name_en = text("name_en", required=True)
    kind = pick("kind", OrganisationUnit.Kind.choices)
    parent_code = pick("parent_code", required=False)
    staff_count = people_count("staff_count")
    is_illustrative = tick("is_illustrative")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, register: Register, own: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_code"].choices = [  # type: ignore[attr-defined]
            ("", _("nothing")),
            *((row.code, name_of(row)) for row in register.units if row.code != own),
        ]

    def edit(self) -> UnitEdit:
        return UnitEdit(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class EditorsForm(forms.Form):
    """Who keeps a department: accounts with the role for it."""

    editors = forms.TypedMultipleChoiceField(
        label=_("Who keeps this department"),
        help_text=_("These people may change its processes, resources, roles and people."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, people: Sequence[PersonRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editors"].choices = [  # type: ignore[attr-defined]
            (person.id, person.name or person.email) for person in people
        ]


class RoleForm(forms.Form):
    """A role and, for who may see people, who holds it."""

    name_nl = text("name_nl", required=True)
    name_en = text("name_en", required=True)
    task_nl = text("task_nl", 3)
    task_en = text("task_en", 3)
    unit_code = pick("unit_code", required=False)
    is_crisis_role = tick("is_crisis_role", _("It gets a page of its own in the continuity plan."))
    people_available = people_count("people_available", _("How many people could do this."))
    is_illustrative = tick("is_illustrative")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        units: Sequence[tuple[str, str]],
        people: Sequence[ContactRow],
        held_by: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_code"].choices = units  # type: ignore[attr-defined]
        choices = [("", _("nobody")), *((str(row.id), row.name) for row in people)]
        self.places = max(1 + DEPUTIES, held_by + 1)
        for place in range(self.places):
            self.fields[f"holder_{place}"] = forms.ChoiceField(
                label=_("Holder") if place == 0 else _("Deputy %(number)s") % {"number": place},
                choices=choices,
                required=False,
            )

    @staticmethod
    def initial_of(row: RoleRow) -> dict[str, Any]:
        holders = {f"holder_{place}": str(person) for place, person in enumerate(row.holders)}
        return {**vars(RoleEdit.of(row)), **holders, "version": row.version}

    def holders(self) -> list[int]:
        """Who was chosen, in order; an empty place closes up."""
        return [
            int(self.cleaned_data[f"holder_{place}"])
            for place in range(self.places)
            if self.cleaned_data[f"holder_{place}"]
        ]

    def edit(self) -> RoleEdit:
        return RoleEdit(**{name: self.cleaned_data[name] for name in RoleEdit.__dataclass_fields__})

    @property
    def holder_fields(self) -> list[forms.BoundField]:
        return [self[f"holder_{place}"] for place in range(self.places)]


class PersonForm(forms.Form):
    """How somebody is reached."""

    name = forms.CharField(label=LABELS["name"], max_length=120)
    function_title = forms.CharField(label=LABELS["function_title"], max_length=160, required=False)
    unit_code = pick("unit_code", required=False)
    phone = forms.CharField(
        label=LABELS["phone"],
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    phone_without_network = forms.CharField(
        label=LABELS["phone_without_network"],
        help_text=_("For example a satellite telephone, a radio channel or a home address."),
        max_length=80,
        required=False,
    )
    email = forms.EmailField(label=LABELS["email"], required=False)
    user_id = forms.TypedChoiceField(
        label=LABELS["user_id"],
        coerce=int,
        empty_value=None,
        required=False,
    )
    checked_on = forms.DateField(
        label=LABELS["checked_on"],
        help_text=_("When somebody last made sure that this is right."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, units: Sequence[tuple[str, str]], accounts: Sequence[PersonRow], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_code"].choices = units  # type: ignore[attr-defined]
        self.fields["user_id"].choices = [  # type: ignore[attr-defined]
            ("", _("none")),
            *((person.id, person.name or person.email) for person in accounts),
        ]

    def edit(self) -> PersonEdit:
        return PersonEdit(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

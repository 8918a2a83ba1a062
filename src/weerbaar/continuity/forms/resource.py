"""The page of one resource: its fields, in sections."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.edits import ResourceEdit
from weerbaar.continuity.forms.editor import Edit, Editor, Section, short
from weerbaar.continuity.forms.process import pick, span, text, tick
from weerbaar.continuity.forms.rows import BaseDeliveries, DeliveriesFormSet
from weerbaar.continuity.models import Resource
from weerbaar.continuity.wording import LABELS


def amount(name: str, decimals: int) -> forms.DecimalField:
    """A number of 0 or more; empty is unknown."""
    return forms.DecimalField(
        label=LABELS[name],
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=decimals,
        widget=forms.NumberInput(attrs={"class": "utrecht-textbox--short", "step": "any"}),
    )


class ResourceForm(forms.Form):
    """The fields of a resource; needs and deliveries are rows beside it."""

    name_nl = text("name_nl", required=True)
    name_en = text("name_en", required=True)
    kind = pick("kind", Resource.Kind.choices)
    unit_code = pick("unit_code", required=False)
    role_code = pick("role_code", required=False, help_text=_("Only for people in a role."))
    note_nl = text("note_nl", 2)
    note_en = text("note_en", 2)
    recovery_min = span("recovery_min", _("To work again, once all that it needs is there."))
    recovery_basis = pick("recovery_basis", Resource.Basis.choices)
    recovery_source = forms.CharField(
        label=LABELS["recovery_source"],
        help_text=_("Which contract, which exercise, or who assumed it."),
        max_length=200,
        required=False,
    )
    recovery_on = forms.DateField(
        label=LABELS["recovery_on"],
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    autonomy_min = span(
        "autonomy_min", _("For example a battery. 0 when it stops at once. Leave empty what is not known.")
    )
    is_mobile = tick("is_mobile", _("A generator or vehicle that can be sent to where it is needed most."))
    capacity = amount("capacity", 2)
    capacity_unit = forms.CharField(
        label=LABELS["capacity_unit"],
        help_text=_("For example kVA or places."),
        max_length=40,
        required=False,
    )
    tank_litres = amount("tank_litres", 1)
    litres_per_hour = amount("litres_per_hour", 2)
    is_illustrative = tick("is_illustrative", _("Take the tick away when the resource is as it is with you."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ResourceEditor(Editor):
    """The page of one resource."""

    form_class = ResourceForm
    sections: ClassVar[tuple[Section, ...]] = (
        Section(
            "what",
            _("What it is"),
            "",
            (
                ("name_nl", "name_en"),
                ("kind", "unit_code"),
                ("role_code",),
                ("note_nl", "note_en"),
                ("is_illustrative",),
            ),
        ),
        Section(
            "recovery",
            _("How fast it is back, and how long it lasts"),
            _("Say where the time comes from: an assumption counts for less than a contract or an exercise."),
            (
                ("recovery_min", "recovery_basis"),
                ("recovery_source", "recovery_on"),
                ("autonomy_min",),
            ),
        ),
        Section(
            "requirements",
            _("What it needs"),
            _(
                "One row per need. Name several when one can take the place of another: any 1 of power grid "
                "and generator, or 2 of 3 officers."
            ),
        ),
        Section(
            "capacity",
            _("Capacity and fuel"),
            _("Only where it is scarce or burns fuel."),
            (
                ("capacity", "capacity_unit"),
                ("is_mobile",),
                ("tank_litres", "litres_per_hour"),
            ),
        ),
    )
    deliveries: BaseDeliveries

    def choices(self, form: forms.Form) -> None:
        form.fields["role_code"].choices = [("", _("none")), *self.names.role_choices()]  # type: ignore[attr-defined]

    def show_rows(self, edit: Edit | None) -> None:
        known = edit.deliveries if isinstance(edit, ResourceEdit) else ()
        self.deliveries = DeliveriesFormSet(
            initial=[{"after_min": row.after_min, "litres": short(row.litres)} for row in known],
            prefix="fuel",
        )  # type: ignore[assignment]

    def read_rows(self, data: QueryDict) -> None:
        self.deliveries = DeliveriesFormSet(data, prefix="fuel")  # type: ignore[assignment]

    def row_sets(self) -> dict[str, Any]:
        return {"requirements": self.needs, "deliveries": self.deliveries}

    def put(self, field: str, rows: Any) -> None:
        super().put(field, rows)
        if field == "deliveries":
            self.deliveries = rows

    def in_order(self, field: str, said: list[forms.Form]) -> list[forms.Form]:
        return sorted(said, key=lambda f: f.cleaned_data["after_min"]) if field == "deliveries" else said

    def edit(self) -> ResourceEdit:
        said = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        amounts = {
            name: None if said[name] is None else float(said[name])
            for name in ("capacity", "tank_litres", "litres_per_hour")
        }
        return ResourceEdit(
            **{**said, **amounts}, deliveries=self.deliveries.rows(), requirements=self.needs.rows()
        )

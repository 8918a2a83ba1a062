"""A length of time as a number and a unit: minutes, hours or days. Kept as minutes; empty is unknown."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.rules import LONGEST_MIN
from weerbaar.continuity.wording import dutch

UNITS = (("minutes", _("minutes"), 1), ("hours", _("hours"), 60), ("days", _("days"), 24 * 60))
_MINUTES = {unit: Decimal(minutes) for unit, _label, minutes in UNITS}


def split(minutes: int | None) -> tuple[str, str]:
    """An amount and a unit that say these minutes exactly, as a person would write them."""
    if minutes is None:
        return "", "hours"
    if minutes >= 48 * 60 and minutes % (12 * 60) == 0:
        unit = "days"
    elif minutes >= 60 and minutes % 30 == 0:
        unit = "hours"
    else:
        unit = "minutes"
    amount = format((Decimal(minutes) / _MINUTES[unit]).normalize(), "f")
    return amount.replace(".", ",") if dutch() else amount, unit


class DurationWidget(forms.MultiWidget):
    """A number and its unit, side by side; the label of the field is that of the number."""

    template_name = "continuity/duration_widget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        amount = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "utrecht-textbox--short"}
        )
        unit = forms.Select(choices=[(unit, label) for unit, label, _minutes in UNITS])
        super().__init__((amount, unit), attrs)

    def decompress(self, value: Any) -> list[Any]:
        return list(split(value))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        amount, unit = context["widget"]["subwidgets"]
        invalid = " utrecht-textbox--invalid" if (attrs or {}).get("aria-invalid") else ""
        amount["attrs"]["class"] = f"utrecht-textbox utrecht-textbox--short{invalid}"
        unit["attrs"]["class"] = "utrecht-select"
        unit["attrs"]["aria-label"] = str(_("Unit"))
        for attribute in ("aria-describedby", "aria-invalid"):
            unit["attrs"].pop(attribute, None)
        return context


class DurationField(forms.Field):
    """Whole minutes; None when nothing is filled in."""

    widget = DurationWidget

    def to_python(self, value: Any) -> int | None:
        amount, unit = value if isinstance(value, list | tuple) else ("", "")
        text = (amount or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            minutes = Decimal(text) * _MINUTES[unit]
        except (InvalidOperation, KeyError) as error:
            raise ValidationError(_("Fill in a number, such as 4 or 1.5.")) from error
        if not minutes.is_finite() or not 0 <= minutes <= LONGEST_MIN:
            raise ValidationError(_("Fill in a time between 0 and ten years."))
        if minutes != int(minutes):
            raise ValidationError(_("Fill in whole minutes."))
        return int(minutes)

    def clean(self, value: Any) -> int | None:
        minutes = self.to_python(value)
        if minutes is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return minutes

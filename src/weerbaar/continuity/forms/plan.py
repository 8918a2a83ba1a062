"""Forms of the plan. What is right is decided by the services; a form reads and words its fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.types_plan import PlanTextRow


def _date(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def next_year(today: date) -> date:
    """A year from today: how long a plan is usually valid."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year + 1, day=28)


class MakeForm(forms.Form):
    """Why a version is made."""

    note = forms.CharField(label=_("Why a new version?"), max_length=300, required=False)


class ReturnForm(forms.Form):
    """Why a version goes back to its maker."""

    reason = forms.CharField(label=_("What must change?"), max_length=300)


class ApproveForm(forms.Form):
    """In which office somebody approves, and until when it is valid."""

    approved_as = forms.CharField(
        label=_("You approve as"), help_text=_("Your office, for example: mayor."), max_length=120
    )
    valid_until = _date(label=_("Valid until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].initial = next_year(timezone.localdate())


class PlanTextForm(forms.Form):
    """A text of the plan in both languages."""

    text_nl = forms.CharField(
        label=_("Text in Dutch"),
        help_text=_("An empty line begins a paragraph, “- ” a point of a list, “1. ” a step."),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
    )
    text_en = forms.CharField(
        label=_("Text in English"), widget=forms.Textarea(attrs={"rows": 10}), required=False
    )
    is_confirmed = forms.BooleanField(
        label=_("The municipality stands by this text: print it without “to be confirmed”"), required=False
    )

    @classmethod
    def of(cls, row: PlanTextRow) -> PlanTextForm:
        return cls(initial={"text_nl": row.text_nl, "text_en": row.text_en, "is_confirmed": row.is_confirmed})


class TemplateForm(forms.Form):
    """A Word document of the municipality."""

    template = forms.FileField(
        label=_("Word document (.docx)"),
        help_text=_("Its styles, headers, footers and logo stay. Macros are refused."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
    )


class PlaceForm(forms.Form):
    """A place for paper copies."""

    place = forms.CharField(label=_("Place"), max_length=160)
    holder = forms.CharField(
        label=_("Who looks after it"),
        help_text=_("A function, not the name of a person."),
        max_length=160,
        required=False,
    )
    copies = forms.IntegerField(label=_("Number of copies"), min_value=1, max_value=500, initial=1)


class PlacedForm(forms.Form):
    """Which version was put down at a place, and when."""

    placed_on = _date(label=_("Placed on"))
    number = forms.IntegerField(widget=forms.HiddenInput)

"""Forms of the exchange: a file to read, tracks to begin with, and what to do with what differs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.models import Track


class UploadForm(forms.Form):
    """A workbook or a register file."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("A workbook (XLSX) or a register file (JSON), at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.json"}),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )


class TracksForm(forms.Form):
    """Which tracks of the starter content to look at."""

    tracks = forms.MultipleChoiceField(
        label=_("Tracks"),
        choices=Track.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=list(Track.values),
        error_messages={"required": _("Choose at least one track.")},
    )


class AllForm(forms.Form):
    """What to do with everything that differs at once."""

    differing = forms.ChoiceField(
        label=_("For everything that differs"),
        choices=[
            ("each", _("Choose for each below")),
            ("mine", _("Keep mine")),
            ("theirs", _("Take over from the file")),
            ("fill", _("Only fill in what is empty with me")),
        ],
        required=False,
    )

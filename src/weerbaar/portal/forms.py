"""The two ways to say where one is: typing a place, or sending the device's location."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from weerbaar.portal.search import LONGEST


class PlaceForm(forms.Form):
    """One field: a postcode or a street."""

    q = forms.CharField(
        label=_("Postcode or street"),
        max_length=LONGEST,
        error_messages={
            "required": _("Type your postcode or your street."),
            "max_length": _("That is too long. Type only your postcode or your street."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "spellcheck": "false"}),
    )


class LocationForm(forms.Form):
    """The device's location in degrees; sent with POST, so that no address bar or log holds it."""

    lat = forms.FloatField(min_value=-90.0, max_value=90.0, widget=forms.HiddenInput)
    lon = forms.FloatField(min_value=-180.0, max_value=180.0, widget=forms.HiddenInput)

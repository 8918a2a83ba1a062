"""Forms of the territory's pages: files to import, and a municipality's own value of a parameter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.territory.importers.tables import number


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFilesField(forms.FileField):
    """A file field that answers a list of files."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(_ManyFilesField, self).clean(one, initial) for one in given]


class ImportForm(forms.Form):
    """Files with which a municipality is filled."""

    files = _ManyFilesField(
        label=_("Files"),
        help_text=_("One or more files, or a zip: CSV, Excel, GeoJSON, GeoPackage, OpenStreetMap."),
        error_messages={"required": _("Choose one or more files first.")},
    )

    def chosen(self) -> list[UploadedFile[Any]]:
        files: list[UploadedFile[Any]] = self.cleaned_data["files"]
        return files


class ParameterForm(forms.Form):
    """A municipality's own value, with where it comes from and since when."""

    value = forms.CharField(label=_("Value"), max_length=30)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where this value comes from, so that others can check it."),
    )
    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )

    def clean_value(self) -> float:
        """The number, with a decimal comma or point."""
        try:
            value = number(self.cleaned_data["value"])
        except ValueError:
            value = None
        if value is None:
            raise forms.ValidationError(_("Fill in a number, for example 0.3."))
        return value

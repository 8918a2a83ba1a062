"""Forms about people, tokens and the audit trail."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weerbaar.accounts.models import User
from weerbaar.accounts.types import AuditFilter, Role

ROLES_IN_MUNICIPALITY = [(value, label) for value, label in Role.choices if value != Role.REGION_VIEWER]


class InviteForm(forms.Form):
    """Who comes to work here, and in which role."""

    name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The work address; with single sign-on, the address that is known there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES_IN_MUNICIPALITY)
    language = forms.ChoiceField(
        label=_("Language of the link"), choices=[("nl", "Nederlands"), ("en", "English")]
    )


class RoleForm(forms.Form):
    """One role, to give or to take."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES_IN_MUNICIPALITY)


class NewPasswordForm(forms.Form):
    """The password that a person chooses when they follow an invitation."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = User(email=email, name=name)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self._user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        first = self.cleaned_data.get("password")
        if first is not None and again != first:
            raise forms.ValidationError(_("The two passwords are not the same."))
        return again


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=100, help_text=_("For example: the map of the region.")
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
        initial=90,
    )


class AuditForm(forms.Form):
    """What to look for in the audit trail."""

    subject = forms.ChoiceField(label=_("Kind of object"), required=False)
    subject_id = forms.CharField(label=_("Number of the object"), required=False, max_length=64)
    who = forms.CharField(label=_("Who"), required=False, max_length=120)
    action = forms.CharField(label=_("What was done"), required=False, max_length=80)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, subjects: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [("", _("all")), *((subject, _(subject)) for subject in subjects)]

    def look_for(self) -> AuditFilter:
        """The filter; days are days in the installation's time zone."""
        if not self.is_valid():
            return AuditFilter()
        data = self.cleaned_data

        def midnight(day: Any, later: int) -> datetime | None:
            if not day:
                return None
            return timezone.make_aware(datetime.combine(day + timedelta(days=later), time.min))

        return AuditFilter(
            subject=data["subject"],
            subject_id=data["subject_id"],
            who=data["who"],
            action=data["action"],
            since=midnight(data["since"], 0),
            until=midnight(data["until"], 1),
        )

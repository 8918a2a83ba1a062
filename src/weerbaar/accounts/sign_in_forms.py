"""The library's form for signing in, in the manner of this house: labels instead of hints in the fields."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as LibraryLoginForm


class LoginForm(LibraryLoginForm):  # type: ignore[misc] # the library has no types
    """E-mail address and password; the link for a forgotten password stands once, below the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)

"""How a form's field is shown: which markup its widget gets, and what describes it to who hears the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField, widgets
from django.utils.translation import gettext

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (widgets.CheckboxInput, "utrecht-checkbox"),
    (widgets.Textarea, "utrecht-textarea"),
    (widgets.Select, "utrecht-select"),
    (widgets.Input, "utrecht-textbox"),
)


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    return "input"


def _class(widget: forms.Widget) -> str:
    for kind, name in _CLASSES:
        if isinstance(widget, kind):
            return name
    return ""


def describe(bound: BoundField, unit: str = "") -> dict[str, Any]:
    """What the template of a field shows: its kind, rendered input, choices, ids of help and error."""
    widget = bound.field.widget
    kind = _kind(widget)
    base = bound.id_for_label or bound.auto_id or bound.html_name
    if kind == "choices":
        base = bound.auto_id or bound.html_name
    help_id, error_id, unit_id = f"{base}-help", f"{base}-error", f"{base}-unit"
    invalid = bool(bound.errors)
    described = [
        wanted
        for wanted, there in ((error_id, invalid), (help_id, bool(bound.help_text)), (unit_id, bool(unit)))
        if there
    ]
    attributes: dict[str, Any] = {
        "class": " ".join(
            part
            for part in (
                _class(widget),
                f"{_class(widget)}--invalid" if invalid and _class(widget) else "",
                str(widget.attrs.get("class", "")),
            )
            if part
        )
    }
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if invalid:
        attributes["aria-invalid"] = "true"
    optional = not bound.field.required and kind != "checkbox" and not bound.field.disabled
    shown: dict[str, Any] = {
        "bound": bound,
        "kind": kind,
        "base": base,
        "invalid": invalid,
        "help_id": help_id,
        "error_id": error_id,
        "unit_id": unit_id,
        "unit": unit,
        "described": " ".join(described),
        "optional": gettext("(not required)") if optional else "",
    }
    if kind == "choices":
        shown["choices"] = [_choice(choice, widget) for choice in bound.subwidgets]
    else:
        shown["input"] = bound.as_widget(attrs=attributes)
    return shown


def _choice(choice: Any, widget: forms.Widget) -> dict[str, Any]:
    radio = isinstance(widget, widgets.RadioSelect)
    choice.data["attrs"]["class"] = "utrecht-radio-button" if radio else "utrecht-checkbox"
    choice.data["attrs"].pop("aria-describedby", None)
    return {"tag": choice.tag(), "label": choice.choice_label, "id": choice.id_for_label}


def errors(form: forms.BaseForm) -> list[dict[str, str]]:
    """The errors of a form, first those of the whole, then per field in the order of the form."""
    lines = [{"target": "", "label": "", "message": str(message)} for message in form.non_field_errors()]
    for bound in form:
        lines += [
            {
                "target": "" if bound.is_hidden else _target(bound),
                "label": str(bound.label),
                "message": str(message),
            }
            for message in bound.errors
        ]
    return lines


def _target(bound: BoundField) -> str:
    if _kind(bound.field.widget) == "choices":
        return next((choice.id_for_label for choice in bound.subwidgets if choice.id_for_label), "")
    return bound.id_for_label or ""

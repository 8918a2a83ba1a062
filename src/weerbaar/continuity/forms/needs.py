"""What a process or resource needs, as rows of a form: at least so many of these. Works without script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.edits import node_ref, plain
from weerbaar.continuity.types import NodeRef, Register, RequirementRow
from weerbaar.continuity.wording import Names, name_of

NEW_PLACES = 2  # empty places in a row, for what is to be added


class Finder:
    """Everything that can be needed: what it is called in the list, and how it is found back by that."""

    def __init__(self, register: Register, own: NodeRef | None) -> None:
        rows = [row for row in register.nodes if row.ref != own]
        seen: dict[str, int] = {}
        for row in rows:
            seen[name_of(row).casefold()] = seen.get(name_of(row).casefold(), 0) + 1
        self.names = Names(register)
        self.options: list[str] = []
        self._found: dict[str, NodeRef] = {row.code.casefold(): row.ref for row in rows}
        for row in rows:
            name = name_of(row)
            option = name if seen[name.casefold()] == 1 else f"{name} ({row.code})"
            self.options.append(option)
            self._found[option.casefold()] = row.ref
        self.options.sort(key=str.casefold)

    def find(self, text: str) -> NodeRef | None:
        """What somebody typed or chose: its name, or its code."""
        return self._found.get(" ".join(text.split()).casefold())


class NeedForm(forms.Form):
    """One row: how many, of which, and what else to add to them."""

    needed = forms.IntegerField(
        label=_("How many of these are needed?"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "utrecht-textbox--short"}),
    )
    members = forms.MultipleChoiceField(
        label=_("Needed"), required=False, widget=forms.CheckboxSelectMultiple
    )
    label_nl = forms.CharField(label=_("Name of this need, in Dutch"), max_length=160, required=False)
    label_en = forms.CharField(label=_("Name of this need, in English"), max_length=160, required=False)
    remove = forms.BooleanField(label=_("Remove this need when I save"), required=False)

    def __init__(self, *args: Any, finder: Finder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finder = finder
        for place in range(NEW_PLACES):
            self.fields[f"add_{place}"] = forms.CharField(
                label=_("Add a process or resource"),
                required=False,
                widget=forms.TextInput(attrs={"list": "nodes", "autocomplete": "off"}),
            )
        chosen = [str(value) for value in self["members"].value() or ()]
        self.fields["members"].choices = [  # type: ignore[attr-defined]
            (value, finder.names.node(node_ref(value))) for value in chosen if _is_ref(value)
        ]

    @property
    def places(self) -> list[forms.BoundField]:
        return [self[f"add_{place}"] for place in range(NEW_PLACES)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        added = []
        for place in range(NEW_PLACES):
            text = found.get(f"add_{place}", "")
            ref = self.finder.find(text) if text else None
            if ref is not None:
                added.append(ref)
            elif text:
                self.add_error(
                    f"add_{place}",
                    ValidationError(_("Nothing in the register is called this. Choose from the list.")),
                )
        kept = [node_ref(value) for value in found.get("members", ())]
        found["refs"] = tuple(kept + [ref for ref in added if ref not in kept])
        return found


def _is_ref(value: str) -> bool:
    try:
        node_ref(value)
    except ValueError:
        return False
    return True


class BaseNeeds(forms.BaseFormSet[NeedForm]):
    """All rows. An empty row says nothing; a row whose needs are all unticked goes away."""

    def rows(self) -> tuple[RequirementRow, ...]:
        """The needs of a formset that is valid."""
        return tuple(self._row(form) for form in self.said())

    def said(self) -> list[NeedForm]:
        """The forms that say something, in order: those that a fault's row counts."""
        return [
            form
            for form in self.forms
            if not form.cleaned_data.get("remove") and form.cleaned_data.get("refs")
        ]

    @staticmethod
    def _row(form: NeedForm) -> RequirementRow:
        said = form.cleaned_data
        return RequirementRow(said["needed"], said["refs"], said["label_nl"], said["label_en"])


NeedsFormSet = forms.formset_factory(NeedForm, formset=BaseNeeds, extra=0, max_num=100, absolute_max=200)


def initial_needs(needs: Sequence[RequirementRow]) -> list[dict[str, Any]]:
    """The rows of needs as a formset shows them."""
    return [
        {
            "needed": need.needed,
            "members": [plain(member) for member in need.members],
            "label_nl": need.label_nl,
            "label_en": need.label_en,
        }
        for need in needs
    ]

"""What the page of one process and that of one resource share: sections, rows, faults and conflicts.

An editor reads an edit from what was sent, and shows an edit to its reader. It decides nothing: what is
right is for the services.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from weerbaar.continuity.edits import ProcessEdit, ResourceEdit, plain
from weerbaar.continuity.forms.needs import BaseNeeds, Finder, NeedsFormSet, initial_needs
from weerbaar.continuity.rules import Fault
from weerbaar.continuity.types import NodeRef, Register
from weerbaar.continuity.wording import LABELS, Names, dutch

Edit = ProcessEdit | ResourceEdit
_FIRST = {"requirements": "add_0", "staffing": "role_code", "deliveries": "litres"}


@dataclass(frozen=True)
class Section:
    """A part of the page: its anchor, title, a sentence, and its fields in rows of one or two."""

    key: str
    title: Any
    help: Any
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ShownField:
    """A field on the page, and what somebody else wrote in it in the meantime (empty: nobody did)."""

    bound: forms.BoundField
    theirs: str = ""


@dataclass(frozen=True)
class ShownSection:
    """A section with its fields, ready for a template."""

    key: str
    title: Any
    help: Any
    rows: tuple[tuple[ShownField, ...], ...]


class Editor:
    """A form of fields, and sets of rows beside it. Subclasses name theirs."""

    form_class: ClassVar[type[forms.Form]]
    sections: ClassVar[tuple[Section, ...]]

    def __init__(
        self,
        register: Register,
        own: NodeRef | None,
        data: QueryDict | None = None,
        edit: Edit | None = None,
        version: int = 0,
        units: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.register, self.names, self.units = register, Names(register), units
        self.finder = Finder(register, own)
        self.conflicts: dict[str, str] = {}
        self.notes: list[str] = []
        self.set_faults: dict[str, list[str]] = {}
        if data is None:
            self._show(edit, version)
        else:
            self._read(data)

    # --- showing and reading -------------------------------------------------------------------------------

    def _show(self, edit: Edit | None, version: int) -> None:
        initial: dict[str, Any] = {"version": version}
        if edit is not None:
            initial |= {each.name: short(getattr(edit, each.name)) for each in fields(edit)}
        self.form = self._form(initial=initial)
        self.needs: BaseNeeds = NeedsFormSet(  # type: ignore[assignment]
            initial=initial_needs(edit.requirements if edit else ()),
            prefix="need",
            form_kwargs={"finder": self.finder},
        )
        self.show_rows(edit)

    def _read(self, data: QueryDict) -> None:
        self.form = self._form(data)
        self.needs = NeedsFormSet(data, prefix="need", form_kwargs={"finder": self.finder})  # type: ignore[assignment]
        self.read_rows(data)

    def _form(self, *args: Any, **kwargs: Any) -> forms.Form:
        form = self.form_class(*args, **kwargs)
        form.fields["unit_code"].choices = self.units  # type: ignore[attr-defined]
        self.choices(form)
        return form

    def choices(self, form: forms.Form) -> None:
        """Fills in the choices that come from the register."""

    def show_rows(self, edit: Edit | None) -> None:
        """Makes the other sets of rows, from an edit."""
        raise NotImplementedError

    def read_rows(self, data: QueryDict) -> None:
        """Makes the other sets of rows, from what was sent."""
        raise NotImplementedError

    def row_sets(self) -> dict[str, Any]:
        """The sets of rows by the name of their field in an edit."""
        return {"requirements": self.needs}

    def edit(self) -> Edit:
        """What was sent, when it is valid."""
        raise NotImplementedError

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.row_sets().values())])

    @property
    def version(self) -> int:
        return int(self.form.cleaned_data["version"])

    # --- one more row --------------------------------------------------------------------------------------

    def with_another(self, field: str) -> None:
        """Shows all that was sent as it is, unchecked, with one empty row more in one of the sets."""
        self.form = self._form(initial=_raw(self.form))
        for name in self.row_sets():
            self.again(name, 1 if name == field else 0)

    def again(self, field: str, extra: int) -> None:
        rows = self.row_sets()[field]
        raw = [_taken_in(form) if field == "requirements" else _raw(form) for form in rows.forms]
        cls = type(rows)
        more = type(cls.__name__, (cls,), {"extra": extra})
        fresh = more(initial=raw, prefix=rows.prefix, form_kwargs=rows.form_kwargs)
        if extra:  # so that who works by keyboard goes on in the new row
            fresh.forms[-1].fields[_FIRST[field]].widget.attrs["autofocus"] = True
        self.put(field, fresh)

    def put(self, field: str, rows: Any) -> None:
        """Replaces one of the sets of rows."""
        if field == "requirements":
            self.needs = rows

    # --- what is wrong, and what somebody else wrote --------------------------------------------------------

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Puts each fault with its field, or with its row."""
        for fault in faults:
            words = fault.nl if dutch() else fault.en
            if fault.field in self.form.fields:
                self.form.add_error(fault.field, words)
            elif not self.show_row_fault(fault, words):
                self.set_faults.setdefault(fault.field, []).append(words)
                self.form.add_error(None, f"{LABELS.get(fault.field, '')}: {words}")

    def show_row_fault(self, fault: Fault, words: str) -> bool:
        """Puts a fault with its row; False when there is no such row."""
        rows = self.row_sets().get(fault.field)
        if rows is None or fault.row is None or not rows.is_bound:
            return False
        said = self.in_order(fault.field, rows.said())
        if fault.row >= len(said):
            return False
        said[fault.row].add_error(None, words)
        return True

    def summarise(self) -> None:
        """Says at the top of the page, too, what is wrong in the rows."""
        for name, rows in self.row_sets().items():
            for number, row in enumerate(rows.forms, 1):
                for message in (message for messages in row.errors.values() for message in messages):
                    self.form.add_error(None, f"{LABELS[name]} ({number}): {message}")

    def in_order(self, field: str, said: list[forms.Form]) -> list[forms.Form]:
        """The forms of a set in the order in which a service counts them."""
        return said

    def show_conflicts(self, names: Sequence[str], theirs: Edit) -> None:
        """Says next to each field what somebody else wrote in it in the meantime."""
        self.conflicts = {name: self.names.value(name, plain(getattr(theirs, name))) for name in names}

    def shown(self) -> list[ShownSection]:
        """The sections of the page with their fields."""
        return [
            ShownSection(
                section.key,
                section.title,
                section.help,
                tuple(
                    tuple(ShownField(self.form[name], self.conflicts.get(name, "")) for name in row)
                    for row in section.rows
                    if row != ("is_illustrative",) or self.form["is_illustrative"].value()
                ),
            )
            for section in self.sections
        ]


def short(value: Any) -> Any:
    """110.0 as 110: what a person would type."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _raw(form: forms.BaseForm) -> dict[str, Any]:
    """What somebody filled in, unchecked, as the initial values of another form."""
    return {name: form[name].value() for name in form.fields}


def _taken_in(form: forms.BaseForm) -> dict[str, Any]:
    """The same of a row of needs, in which what was typed and found already stands among the needs."""
    raw = _raw(form)
    members = list(raw.get("members") or ())
    for name in [name for name in raw if name.startswith("add_")]:
        ref = form.finder.find(raw[name] or "")  # type: ignore[attr-defined]
        if ref is not None:
            if plain(ref) not in members:
                members.append(plain(ref))
            raw[name] = ""
    return {**raw, "members": members}

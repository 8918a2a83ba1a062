"""The page of one process: its fields, in sections, with help in plain words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.edits import ProcessEdit
from weerbaar.continuity.forms.editor import Edit, Editor, Section
from weerbaar.continuity.forms.rows import BaseStaffing, ImpactsForm, StaffingFormSet
from weerbaar.continuity.forms.times import DurationField
from weerbaar.continuity.models import CabinetPillar, Process, Track
from weerbaar.continuity.models.processes import ProcessImpact
from weerbaar.continuity.rules import Fault
from weerbaar.continuity.wording import LABELS


def text(name: str, rows: int = 0, help_text: Any = "", required: bool = False, longest: int = 160) -> Any:
    """A text in one of the two languages; several lines when `rows` says so."""
    language = name[-2:]
    widget = (
        forms.Textarea(attrs={"rows": rows, "lang": language})
        if rows
        else forms.TextInput(attrs={"lang": language})
    )
    return forms.CharField(
        label=LABELS[name],
        help_text=help_text,
        required=required,
        max_length=None if rows else longest,
        widget=widget,
    )


def span(name: str, help_text: Any = "") -> DurationField:
    """A length of time."""
    return DurationField(label=LABELS[name], help_text=help_text, required=False)


def pick(name: str, choices: Any = (), help_text: Any = "", empty: Any = "", required: bool = True) -> Any:
    """A choice; `empty` is what not choosing is called."""
    return forms.ChoiceField(
        label=LABELS[name],
        help_text=help_text,
        choices=[("", empty), *choices] if empty else choices,
        required=required,
    )


def tick(name: str, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=LABELS[name], help_text=help_text, required=False)


class ProcessForm(forms.Form):
    """The fields of a process; impacts, staffing and needs are rows beside it."""

    name_nl = text("name_nl", required=True)
    name_en = text("name_en", required=True)
    summary_nl = text("summary_nl", 2, _("One or two sentences that a colleague from elsewhere understands."))
    summary_en = text("summary_en", 2, _("One or two sentences that a colleague from elsewhere understands."))
    track = pick("track", Track.choices)
    cabinet_pillar = pick("cabinet_pillar", CabinetPillar.choices, empty=_("none"), required=False)
    unit_code = pick("unit_code")
    owner_role_code = pick("owner_role_code", required=False)
    basis_nl = text("basis_nl", longest=300, help_text=_("The law and its article."))
    basis_en = text("basis_en", longest=300, help_text=_("The law and its article."))
    basis_confirmed = tick("basis_confirmed")
    deadline_min = span("deadline_min")
    deadline_from = pick("deadline_from", Process.CountsFrom.choices, empty=_("no deadline"), required=False)
    deadline_note_nl = text(
        "deadline_note_nl", longest=300, help_text=_("For example: working days, or not before a day.")
    )
    deadline_note_en = text(
        "deadline_note_en", longest=300, help_text=_("For example: working days, or not before a day.")
    )
    mtpd_override_min = span(
        "mtpd_override_min",
        _("Leave this empty: it is the first time at which an impact in the table is intolerable."),
    )
    mtpd_reason_nl = text("mtpd_reason_nl", longest=300)
    mtpd_reason_en = text("mtpd_reason_en", longest=300)
    decision = pick("decision", Process.Decision.choices)
    decision_reason_nl = text("decision_reason_nl", 2)
    decision_reason_en = text("decision_reason_en", 2)
    rto_min = span(
        "rto_min",
        _("Within this time it works again at the minimum level."),
    )
    rpo_min = span("rpo_min", _("How much work may be lost, as time. 0 is: nothing may be lost."))
    mbco_nl = text("mbco_nl", 2, _("What must work at least: how many, for whom, how fast."))
    mbco_en = text("mbco_en", 2, _("What must work at least: how many, for whom, how fast."))
    restart_nl = text("restart_nl", longest=300, help_text=_("For a process that can wait."))
    restart_en = text("restart_en", longest=300, help_text=_("For a process that can wait."))
    restart_after_min = span("restart_after_min", _("Since the disruption began."))
    recovery_min = span("recovery_min", _("To start again, once all that it needs is there."))
    autonomy_min = span("autonomy_min", _("Leave this empty when it stops at once."))
    workaround_nl = text("workaround_nl", 4, _("How the work is done on paper, by telephone or elsewhere."))
    workaround_en = text("workaround_en", 4, _("How the work is done on paper, by telephone or elsewhere."))
    workaround_max_min = span("workaround_max_min")
    is_illustrative = tick("is_illustrative", _("Take the tick away when the process is as it is with you."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ProcessEditor(Editor):
    """The page of one process."""

    form_class = ProcessForm
    sections: ClassVar[tuple[Section, ...]] = (
        Section(
            "what",
            _("What it is"),
            "",
            (
                ("name_nl", "name_en"),
                ("summary_nl", "summary_en"),
                ("track", "cabinet_pillar"),
                ("unit_code", "owner_role_code"),
                ("is_illustrative",),
            ),
        ),
        Section(
            "impacts",
            _("What happens when it stops"),
            _(
                "Choose how bad it is when the process has stopped for this long, whatever the cause. "
                "It never becomes milder in time. Leave open what nobody has judged."
            ),
            (("mtpd_override_min",), ("mtpd_reason_nl", "mtpd_reason_en")),
        ),
        Section(
            "decision",
            _("Decision and times"),
            _("Must this go on during 72 hours without power, or can it wait?"),
            (
                ("decision",),
                ("decision_reason_nl", "decision_reason_en"),
                ("rto_min", "rpo_min"),
                ("mbco_nl", "mbco_en"),
                ("restart_after_min",),
                ("restart_nl", "restart_en"),
            ),
        ),
        Section(
            "requirements",
            _("What it needs"),
            _(
                "One row per need. Name several when one can take the place of another: any 1 of power grid "
                "and generator, or 2 of 3 officers."
            ),
            (("recovery_min", "autonomy_min"),),
        ),
        Section("staffing", _("Who it needs"), _("The fewest people with whom it works, in time.")),
        Section(
            "workaround",
            _("How it goes on by hand"),
            "",
            (("workaround_nl", "workaround_en"), ("workaround_max_min",)),
        ),
        Section(
            "basis",
            _("What the law says"),
            "",
            (
                ("basis_nl", "basis_en"),
                ("basis_confirmed",),
                ("deadline_min", "deadline_from"),
                ("deadline_note_nl", "deadline_note_en"),
            ),
        ),
    )
    impacts: ImpactsForm
    staffing: BaseStaffing

    def choices(self, form: forms.Form) -> None:
        form.fields["owner_role_code"].choices = [("", _("not yet known")), *self.names.role_choices()]  # type: ignore[attr-defined]

    def show_rows(self, edit: Edit | None) -> None:
        known = edit if isinstance(edit, ProcessEdit) else None
        self.impacts = ImpactsForm(
            initial=ImpactsForm.initial_of(known.impacts) if known else {}, prefix="impact"
        )
        self.staffing = StaffingFormSet(  # type: ignore[assignment]
            initial=[vars(row) for row in known.staffing] if known else [],
            prefix="staff",
            form_kwargs={"roles": self.register.roles},
        )

    def read_rows(self, data: QueryDict) -> None:
        self.impacts = ImpactsForm(data, prefix="impact")
        self.staffing = StaffingFormSet(  # type: ignore[assignment]
            data, prefix="staff", form_kwargs={"roles": self.register.roles}
        )

    def row_sets(self) -> dict[str, Any]:
        return {"requirements": self.needs, "staffing": self.staffing}

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.impacts.is_valid()])

    def with_another(self, field: str) -> None:
        super().with_another(field)
        raw = {name: self.impacts[name].value() for name in self.impacts.fields}
        self.impacts = ImpactsForm(initial=raw, prefix="impact")

    def put(self, field: str, rows: Any) -> None:
        super().put(field, rows)
        if field == "staffing":
            self.staffing = rows

    def in_order(self, field: str, said: list[forms.Form]) -> list[forms.Form]:
        if field != "staffing":
            return said
        return sorted(said, key=lambda f: (f.cleaned_data["role_code"], f.cleaned_data["from_min"] or 0))

    def show_row_fault(self, fault: Fault, words: str) -> bool:
        if fault.field == "impacts" and fault.row is not None:
            self.impacts.faulty[ProcessImpact.Category.values[fault.row]] = words
            self.form.add_error(None, words)
            return True
        return super().show_row_fault(fault, words)

    def edit(self) -> ProcessEdit:
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        return ProcessEdit(
            **values,
            impacts=self.impacts.rows(),
            staffing=self.staffing.rows(),
            requirements=self.needs.rows(),
        )

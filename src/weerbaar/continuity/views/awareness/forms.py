"""Forms of lessons and rounds. What is right is decided by the services."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weerbaar.continuity.models import Lesson
from weerbaar.continuity.queries.awareness import CardRow, LessonRow, QuestionRow
from weerbaar.continuity.services import CardEdit, Invitee, LessonEdit, QuestionEdit
from weerbaar.continuity.types import UnitRow
from weerbaar.continuity.views.crisis.common import name_of

ANSWERS = 4
MOST_LINES = 5000


def _text(language: str) -> forms.TextInput:
    return forms.TextInput(attrs={"lang": language})


def _lines(rows: int, language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "lang": language})


class LessonForm(forms.Form):
    """The particulars of a lesson."""

    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=120, widget=_text("nl"))
    title_en = forms.CharField(label=_("Title in English"), max_length=120, widget=_text("en"))
    summary_nl = forms.CharField(
        label=_("Summary in Dutch"), max_length=300, required=False, widget=_lines(2, "nl")
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=300, required=False, widget=_lines(2, "en")
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=Lesson.Audience.choices)
    minutes = forms.IntegerField(label=_("Minutes that it takes"), min_value=1, max_value=60, initial=5)

    @staticmethod
    def of(lesson: LessonRow) -> dict[str, Any]:
        return {name: getattr(lesson, name) for name in LessonForm.base_fields}

    def edit(self) -> LessonEdit:
        return LessonEdit(**self.cleaned_data)


class CardForm(forms.Form):
    """A card of a lesson."""

    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=120, required=False, widget=_text("nl"))
    text_nl = forms.CharField(label=_("Text in Dutch"), required=False, widget=_lines(4, "nl"))
    title_en = forms.CharField(
        label=_("Title in English"), max_length=120, required=False, widget=_text("en")
    )
    text_en = forms.CharField(label=_("Text in English"), required=False, widget=_lines(4, "en"))

    @staticmethod
    def of(card: CardRow) -> dict[str, Any]:
        return {name: getattr(card, name) for name in CardForm.base_fields}

    def edit(self) -> CardEdit:
        return CardEdit(**self.cleaned_data)


class QuestionForm(forms.Form):
    """A question with two to four answers."""

    text_nl = forms.CharField(
        label=_("Question in Dutch"), max_length=300, required=False, widget=_lines(2, "nl")
    )
    text_en = forms.CharField(
        label=_("Question in English"), max_length=300, required=False, widget=_lines(2, "en")
    )
    right = forms.TypedChoiceField(
        label=_("The right answer"),
        choices=[(number, str(number + 1)) for number in range(ANSWERS)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    explanation_nl = forms.CharField(label=_("Explanation in Dutch"), required=False, widget=_lines(2, "nl"))
    explanation_en = forms.CharField(
        label=_("Explanation in English"), required=False, widget=_lines(2, "en")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ANSWERS + 1):
            for language, label in (("nl", _("Answer %(n)s in Dutch")), ("en", _("Answer %(n)s in English"))):
                self.fields[f"answer_{number}_{language}"] = forms.CharField(
                    label=label % {"n": number}, max_length=200, required=False, widget=_text(language)
                )
        answers = [name for name in self.fields if name.startswith("answer_")]
        self.order_fields(["text_nl", "text_en", *answers, "right", "explanation_nl", "explanation_en"])

    @staticmethod
    def of(question: QuestionRow) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: getattr(question, name)
            for name in ("text_nl", "text_en", "explanation_nl", "explanation_en")
        }
        for number, answer in enumerate(question.answers, 1):
            found[f"answer_{number}_nl"], found[f"answer_{number}_en"] = answer.text_nl, answer.text_en
            if answer.is_right:
                found["right"] = number - 1
        return found

    def edit(self) -> QuestionEdit:
        said = self.cleaned_data
        pairs = [
            (said[f"answer_{n}_nl"].strip(), said[f"answer_{n}_en"].strip()) for n in range(1, ANSWERS + 1)
        ]
        kept = [number for number, pair in enumerate(pairs) if any(pair)]
        return QuestionEdit(
            said["text_nl"],
            said["text_en"],
            said["explanation_nl"],
            said["explanation_en"],
            tuple(pairs[number] for number in kept),
            kept.index(said["right"]) if said["right"] in kept else -1,
        )


class RoundForm(forms.Form):
    """A new round."""

    title = forms.CharField(label=_("Name"), max_length=120)
    lessons = forms.MultipleChoiceField(label=_("Lessons"), widget=forms.CheckboxSelectMultiple)
    closes_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, lessons: Sequence[LessonRow], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"closes_on": timezone.localdate() + timedelta(days=28)})
        super().__init__(*args, **kwargs)
        self.fields["lessons"].choices = [  # type: ignore[attr-defined]
            (lesson.code, f"{name_of(lesson, 'title')} ({lesson.audience_label})")
            for lesson in lessons
            if lesson.is_published
        ]


class InviteForm(forms.Form):
    """Addresses, one per line; a department behind an address goes before the one chosen."""

    department = forms.ChoiceField(label=_("Department"))
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_(
            "One per line. Is an address of another department? Put a semicolon and the name or code of that "
            "department behind it."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, units: Sequence[UnitRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = [unit for unit in units if unit.kind == "department"]
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            (unit.code, name_of(unit)) for unit in self.units
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        codes = {
            name.strip().lower(): unit.code
            for unit in self.units
            for name in (unit.code, unit.name_nl, unit.name_en)
        }
        invitees, wrong = [], []
        lines = str(found.get("addresses", "")).splitlines()
        if len(lines) > MOST_LINES:
            raise ValidationError(gettext("At most %(n)s lines at once.") % {"n": MOST_LINES})
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            address, *rest = [part.strip() for part in re.split(r"[;,\t]", line, maxsplit=1)]
            department = codes.get(rest[0].lower()) if rest and rest[0] else found.get("department")
            try:
                validate_email(address)
            except ValidationError:
                wrong.append(
                    gettext("Line %(line)s: “%(text)s” is no e-mail address.")
                    % {"line": number, "text": address[:80]}
                )
                continue
            if department is None:
                wrong.append(
                    gettext("Line %(line)s: there is no department “%(text)s”.")
                    % {"line": number, "text": rest[0][:80] if rest else ""}
                )
                continue
            invitees.append(Invitee(address, department))
        if wrong:
            self.add_error("addresses", [*wrong[:20], *([f"… ({len(wrong)})"] if len(wrong) > 20 else [])])
        found["invitees"] = invitees
        return found


class LinkForm(forms.Form):
    """A link for a department without e-mail."""

    unit = forms.ChoiceField(label=_("Department"))
    told = forms.IntegerField(label=_("How many people get the link"), min_value=1, max_value=100_000)

    def __init__(self, units: Sequence[UnitRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (unit.code, name_of(unit)) for unit in units if unit.kind == "department"
        ]


class QuizForm(forms.Form):
    """The questions of a lesson, and the confirmation that it was read."""

    def __init__(self, lesson: LessonRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(lesson.questions, 1):
            self.fields[f"q{question.id}"] = forms.TypedChoiceField(
                label=f"{number}. {name_of(question, 'text')}",
                choices=[(answer.id, name_of(answer, "text")) for answer in question.answers],
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["read"] = forms.BooleanField(label=_("I have read this"))

    def chosen(self) -> dict[int, int]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items() if name.startswith("q")}

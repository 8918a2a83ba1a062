"""Fields and the summary of errors, read back as a browser reads them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError

from weerbaar.interface.style_page import WishesForm


class Page(HTMLParser):
    """The elements of a piece of HTML, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def inputs(self) -> list[dict[str, str]]:
        return [
            a
            for tag, a in self.elements
            if tag in {"input", "select", "textarea"} and a.get("type") != "hidden"
        ]


def render(source: str, **values: object) -> str:
    return Template("{% load weerbaar %}" + source).render(Context(values))


def wrong() -> WishesForm:
    return WishesForm({"street": "", "minutes": "90", "owner": "nobody", "aim": "", "functions": ["tea"]})


@pytest.mark.parametrize("form", [WishesForm(), wrong()], ids=["empty", "wrong"])
def test_every_input_has_its_label_and_descriptions(form: WishesForm) -> None:
    page = Page(render("{% for one in form %}{% field one %}{% endfor %}", form=form))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    labelled = {a["for"] for tag, a in page.elements if tag == "label"}
    for one in page.inputs():
        assert one["id"] in labelled
    for _, attributes in page.elements:
        for described in attributes.get("aria-describedby", "").split():
            assert described in ids
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_an_error_stands_with_its_field_and_says_so() -> None:
    html = render('{% field form.minutes "min" %}', form=wrong())
    (one,) = Page(html).inputs()
    assert one["aria-invalid"] == "true"
    assert one["aria-describedby"].split() == ["id_minutes-error", "id_minutes-unit"]
    assert one["value"] == "90"
    assert "60" in re.search(r'id="id_minutes-error".*?</div>', html, re.DOTALL)[0]  # type: ignore[index]


def test_help_is_described_and_nothing_is_invalid_before_sending() -> None:
    (one,) = Page(render("{% field form.street %}", form=WishesForm())).inputs()
    assert one["aria-describedby"] == "id_street-help"
    assert "aria-invalid" not in one
    assert one["class"] == "utrecht-textbox"


def test_choices_are_a_group_with_one_class_each() -> None:
    page = Page(render("{% field form.aim %}{% field form.functions %}", form=wrong()))
    kinds = [(a["type"], a["class"]) for a in page.inputs()]
    assert kinds == [("radio", "utrecht-radio-button")] * 2 + [("checkbox", "utrecht-checkbox")] * 4
    groups = [a for tag, a in page.elements if tag == "fieldset"]
    assert [group["aria-describedby"] for group in groups] == ["id_aim-error", "id_functions-error"]


def test_what_was_chosen_stays_chosen() -> None:
    form = WishesForm({"aim": "most", "functions": ["water", "alerting"], "weigh": "on", "owner": "club"})
    page = Page(
        render(
            "{% field form.aim %}{% field form.functions %}{% field form.weigh %}{% field form.owner %}",
            form=form,
        )
    )
    assert [a["value"] for a in page.inputs() if "checked" in a and a["name"] != "weigh"] == [
        "most",
        "water",
        "alerting",
    ]
    assert [a["value"] for tag, a in page.elements if tag == "option" and "selected" in a] == ["club"]


def test_text_of_a_person_is_never_markup() -> None:
    html = render(
        "{% field form.street %}{% form_errors form %}", form=WishesForm({"street": '"><script>x</script>'})
    )
    assert "<script" not in html


def test_summary_leads_to_fields_that_are_there() -> None:
    form = wrong()
    form.add_error(None, "Together this cannot be.")
    html = render("{% form_errors form %}{% for one in form %}{% field one %}{% endfor %}", form=form)
    page = Page(html)
    targets = [a["href"] for tag, a in page.elements if tag == "a"]
    assert targets == ["#id_street", "#id_minutes", "#id_owner", "#id_aim_0", "#id_functions_0"]
    assert all(target[1:] in page.ids() for target in targets)
    assert html.index("Together this cannot be.") < html.index("#id_street")
    summary = next(a for _, a in page.elements if "data-wb-focus" in a)
    assert summary["tabindex"] == "-1"
    assert summary["role"] == "alert"


def test_no_errors_no_summary() -> None:
    assert render("{% form_errors form %}", form=WishesForm()).strip() == ""


def test_hidden_field_has_only_its_input() -> None:
    class Hidden(forms.Form):
        lat = forms.FloatField(widget=forms.HiddenInput)

    assert Page(render("{% field form.lat %}", form=Hidden())).elements == [
        ("input", {"type": "hidden", "name": "lat", "id": "id_lat"})
    ]


def test_a_misspelled_field_is_a_mistake_in_the_template() -> None:
    with pytest.raises(TemplateSyntaxError, match="is its name right"):
        render("{% field form.stret %}", form=WishesForm())

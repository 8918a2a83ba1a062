"""The other tags: icons, bars, texts, addresses, sortable headers, maps and built entries."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from tests.interface.test_fields import Page
from weerbaar.interface import built, icons
from weerbaar.interface.templatetags import weerbaar as tags


def render(source: str, **values: object) -> str:
    return Template("{% load weerbaar %}" + source).render(Context(values))


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_icon_is_well_formed_and_decorative(name: str) -> None:
    drawn = ElementTree.fromstring(str(icons.icon(name)))  # noqa: S314 - our own drawing
    assert drawn.get("aria-hidden") == "true"
    assert len(drawn) > 0
    assert not any("style" in element.attrib for element in drawn.iter())


def test_the_icons_that_pages_were_promised_are_there() -> None:
    promised = (
        "water information first_aid alerting step_free walk print search location main local regional ready "
        "planned missing warning download check close time euro people"
    )
    assert set(promised.split()) <= icons.NAMES


def test_an_unknown_icon_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="water"):
        icons.icon("fire")


@dataclass
class Thing:
    name_nl: str = "brug"
    name_en: str = "bridge"


def test_text_follows_the_language() -> None:
    for thing in (Thing(), {"name_nl": "brug", "name_en": "bridge"}):
        with translation.override("nl"):
            assert tags.text(thing, "name") == "brug"
        with translation.override("en"):
            assert tags.text(thing, "name") == "bridge"
    assert tags.text({}, "name") == ""


def test_address_of_a_page_that_is_not_there_is_nothing() -> None:
    assert render("[{% address 'portal:home' %}]").startswith("[/")
    assert render("[{% address 'portal:no-such-page' municipality='x' %}]") == "[]"


def test_bar_draws_value_band_and_mark_in_proportion() -> None:
    svg = ElementTree.fromstring(  # noqa: S314 - our own drawing
        render("{% bar 30 'thirty' low=20 high=45 mark=50 most=60 %}")
    )
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "thirty"
    parts = {rect.get("class"): rect for rect in svg}
    assert parts["wb-bar__value"].get("width") == "50.0"
    assert float(parts["wb-bar__band"].get("x", "")) == pytest.approx(100 * 20 / 60, abs=0.01)
    assert float(parts["wb-bar__band"].get("width", "")) == pytest.approx(100 * 25 / 60, abs=0.01)
    assert float(parts["wb-bar__mark"].get("x", "")) == pytest.approx(100 * 50 / 60, abs=0.01)


@pytest.mark.parametrize(("value", "width"), [(0, "0.0"), (-3, "0.0"), (2, "100.0"), (1, "100.0")])
def test_bar_stays_within_its_ground(value: float, width: str) -> None:
    svg = ElementTree.fromstring(render("{% bar value 'x' %}", value=value))  # noqa: S314 - our own drawing
    assert svg[1].get("width") == width


def test_bar_of_what_is_not_measured_is_words() -> None:
    assert "<svg" not in render("{% bar None 'x' %}")
    assert "<svg" not in render("{% bar value 'x' %}", value=float("nan"))
    with pytest.raises(TemplateSyntaxError, match="positive"):
        render("{% bar 1 'x' most=0 %}")


def test_figure_without_value_says_so_and_zero_is_a_value() -> None:
    with translation.override("en"):
        assert "not yet measured" in render("{% figure None 'x' %}")
        assert "not yet measured" not in render("{% figure 0|number 'x' %}")


@pytest.mark.parametrize(
    ("asked", "order", "next_address"),
    [
        ("?q=a&page=3", None, "?q=a&amp;sort=share"),
        ("?sort=share", "ascending", "?sort=-share"),
        ("?sort=-share", "descending", "?sort=share"),
        ("?sort=name", None, "?sort=share"),
    ],
)
def test_sort_header_turns_round_and_keeps_the_rest(asked: str, order: str | None, next_address: str) -> None:
    request = RequestFactory().get(f"/x/{asked}")
    html = render("{% sort_header 'Share' 'share' %}", request=request)
    assert f'href="{next_address}"' in html
    header = Page(html).elements[0][1]
    assert header.get("aria-sort") == order


def test_map_carries_its_words_background_and_list() -> None:
    with translation.override("nl"):
        html = render(
            "{% geo_map '/map.json' label 'points' %}",
            label='Kaart "van" <hier>',
            background_map_url="https://tiles.example/{z}/{x}/{y}.png",
            background_map_attribution="Kadaster",
        )
    tag, attributes = Page(html).elements[0]
    assert tag == "weerbaar-map"
    assert attributes["label"] == 'Kaart "van" <hier>'
    assert attributes["for-list"] == "points"
    assert attributes["data-background"] == "https://tiles.example/{z}/{x}/{y}.png"
    assert json.loads(attributes["data-words"])["zoom_in"] == "Inzoomen"


def test_map_without_background_asks_for_none() -> None:
    assert "data-background" not in render("{% geo_map '/map.json' 'x' %}")


def fake_build(folder: Path) -> None:
    (folder / "manifest.json").write_text(
        json.dumps(
            {
                "src/main.ts": {"file": "main-aaaaaaaa.js", "imports": ["_shared.js"], "css": ["main-b.css"]},
                "_shared.js": {"file": "shared-c.js", "css": ["shared-d.css"], "imports": ["src/main.ts"]},
            }
        ),
        encoding="utf-8",
    )


def test_entry_brings_its_script_styles_and_what_it_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_build(tmp_path)
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    html = render("{% entry 'main' %}")
    page = Page(html)
    assert [a["href"] for tag, a in page.elements if a.get("rel") == "stylesheet"] == [
        "/static/built/main-b.css",
        "/static/built/shared-d.css",
    ]
    assert [a["href"] for tag, a in page.elements if a.get("rel") == "modulepreload"] == [
        "/static/built/shared-c.js"
    ]
    assert [a for tag, a in page.elements if tag == "script"] == [
        {"type": "module", "src": "/static/built/main-aaaaaaaa.js"}
    ]


def test_an_entry_that_is_not_built_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_build(tmp_path)
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    with pytest.raises(LookupError, match="no entry 'mian'"):
        render("{% entry 'mian' %}")


def test_pages_work_without_a_build_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    assert "<script" not in render("{% entry 'main' %}")
    assert "build_frontend.sh" in caplog.text

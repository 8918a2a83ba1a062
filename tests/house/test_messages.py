"""Every text that a person can see has its Dutch: nothing missing, doubtful or left over."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from scripts.messages import SOURCE, po_file, texts_of
from tests.house.test_layers import LAYERS

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*[^{}]*\}|%[sd]")


def catalog(room: str) -> Catalog:
    path = po_file(room)
    if not path.exists():
        return Catalog(locale="nl")
    with path.open("rb") as handle:
        return read_po(handle, locale="nl")


@pytest.mark.parametrize("room", LAYERS)
def test_the_dutch_is_complete(room: str) -> None:
    have = catalog(room)
    need = texts_of(room)
    missing = []
    for (text, context), files in need.items():
        message = have.get(text if isinstance(text, str) else text[0], context)
        strings = (
            [] if message is None else [message.string] if isinstance(message.string, str) else message.string
        )
        # two forms in both languages; a text that became plural needs both
        wanted = 1 if isinstance(text, str) else 2
        if message is None or message.fuzzy or len(strings) < wanted or not all(strings):
            missing.append(f"{text!r} ({', '.join(files)})")
    assert not missing, f"run `python -m scripts.messages {room}` and translate: {missing}"


@pytest.mark.parametrize("room", LAYERS)
def test_no_dutch_is_left_over(room: str) -> None:
    need = {(text if isinstance(text, str) else text[0], context) for text, context in texts_of(room)}
    have = catalog(room)
    left = [
        message.id for message in have if message.id and (_first(message.id), message.context) not in need
    ]
    assert not left
    assert not have.obsolete


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


@pytest.mark.parametrize("room", LAYERS)
def test_placeholders_are_the_same_in_both_languages(room: str) -> None:
    for message in catalog(room):
        if not message.id:
            continue
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        dutch = [message.string] if isinstance(message.string, str) else list(message.string)
        for source, translated in zip(english, dutch, strict=True):
            assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(translated)), source


def test_one_english_text_has_one_dutch_text() -> None:
    """Django puts the texts of all rooms in one bag: of two translations, one would win everywhere."""
    dutch = defaultdict(set)
    for room in LAYERS:
        for message in catalog(room):
            if message.id:
                string = message.string if isinstance(message.string, str) else tuple(message.string)
                dutch[_first(message.id), message.context].add((room, string))
    differing = {key: found for key, found in dutch.items() if len({string for _, string in found}) > 1}
    assert not differing, "give one of them a context (pgettext) or the same Dutch"


def test_rooms_without_texts_are_really_empty() -> None:
    """A folder that is no room shows no texts of its own, because nobody would translate them."""
    for folder in sorted(path for path in SOURCE.iterdir() if path.is_dir() and path.name not in LAYERS):
        if folder.name in {"config", "__pycache__"}:  # the names of languages, which Django translates
            continue
        assert not texts_of(folder.name), folder.name

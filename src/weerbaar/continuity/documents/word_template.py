"""Whether an uploaded DOCX may be the template of the plan: what it is by its content, and nothing that can
do harm.

Refused: macros, embedded programs and files, links that fetch from elsewhere, fields that run or fetch,
entities, archives that grow too large. Taken out: the link to the Word template on somebody's disk that it
was made with.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from weerbaar.interface.jobs import UserError

MB = 1024 * 1024
MOST_MB = 10
MOST_UNPACKED_MB = 80
MOST_MEMBERS = 1_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HARMLESS_LINKS = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_ACTIVE = re.compile(
    r"(vbaProject|vbaData|macro|activeX|oleObject|/embeddings/|afchunk|attachedToolbars|customUI)",
    re.IGNORECASE,
)
_FIELDS = re.compile(
    r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE|RD|HTMLCONTROL|CONTROL|EMBED)\b",
    re.IGNORECASE,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_T = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True)
class CheckedTemplate:
    """A template that passed, as it will be kept; `has_marker`: it says where the plan must come."""

    content: bytes
    has_marker: bool


def checked_template(content: bytes) -> CheckedTemplate:
    """The template without what was taken out; raises `UserError` for one that is refused."""
    if len(content) > MOST_MB * MB:
        raise UserError(
            f"Het sjabloon is groter dan {MOST_MB} MB. Maak de afbeeldingen erin kleiner.",
            f"The template is larger than {MOST_MB} MB. Make the pictures in it smaller.",
        )
    parts = _unpacked(content)
    _check_names(parts)
    roots = {name: _parsed(name, part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    _check_types(roots)
    for name, root in roots.items():
        if name.endswith(".rels"):
            _check_links(name, root, parts)
        else:
            _check_fields(root)
    made = _packed(parts)
    return CheckedTemplate(made, _opens(made))


def _not_docx() -> UserError:
    return UserError(
        "De inhoud van dit bestand is geen Word-document (.docx). Bewaar het opnieuw als Word-document.",
        "The content of this file is no Word document (.docx). Save it again as a Word document.",
    )


def _harmful(nl: str, en: str) -> UserError:
    return UserError(
        f"Dit sjabloon bevat {nl}. Haal dat eruit en bewaar het opnieuw als .docx.",
        f"This template holds {en}. Take that out and save it again as .docx.",
    )


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Every part by its name; stops at the limit, whatever the archive says about itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED_MB * MB:
                raise UserError(
                    "Dit bestand wordt uitgepakt te groot.", "This file grows too large when unpacked."
                )
            if any(each.flag_bits & 0x1 for each in members):
                raise UserError(
                    "Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord.",
                    "This file has a password. Save it without one.",
                )
            parts: dict[str, bytes] = {}
            for member in members:
                if member.is_dir():
                    continue
                if member.filename in parts:
                    raise _not_docx()
                with archive.open(member) as opened:
                    # zipfile stops at the size in its table and then compares the checksum: a lie is an error
                    parts[member.filename] = opened.read()
            return parts
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise _not_docx() from error


def _check_names(parts: dict[str, bytes]) -> None:
    lowered = set()
    for name in parts:
        if (
            name.startswith(("/", "\\"))
            or "\\" in name
            or ":" in name
            or posixpath.normpath(name) != name
            or ".." in name.split("/")
            or name.lower() in lowered
        ):
            raise _not_docx()
        lowered.add(name.lower())
        if _ACTIVE.search(f"/{name}"):
            raise _harmful(
                f"een macro, programma of ingesloten bestand ({name})",
                f"a macro, program or embedded file ({name})",
            )
    if not {"[Content_Types].xml", "_rels/.rels", "word/document.xml"} <= parts.keys():
        raise _not_docx()


def _parsed(name: str, part: bytes) -> Any:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        return ElementTree.fromstring(part, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _harmful(f"verboden XML in {name}", f"forbidden XML in {name}") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _not_docx() from error


def _check_types(roots: dict[str, Any]) -> None:
    types = roots["[Content_Types].xml"]
    found = {each.get("PartName"): each.get("ContentType", "") for each in types.iter(f"{_T}Override")}
    for kind in [*found.values(), *(each.get("ContentType", "") for each in types.iter(f"{_T}Default"))]:
        if _ACTIVE.search(kind):
            raise _harmful("macro's of programma's", "macros or programs")
    if found.get("/word/document.xml") != MAIN:
        raise _not_docx()


def _check_links(name: str, root: Any, parts: dict[str, bytes]) -> None:
    """Relationships of one part: nothing active, nothing that fetches; web links are only links."""
    dropped = set()
    for link in root.iter(f"{_R}Relationship"):
        kind, target = link.get("Type", ""), link.get("Target", "")
        if kind.endswith("/attachedTemplate"):
            dropped.add(link.get("Id"))
            continue
        if _ACTIVE.search(kind) or kind.endswith(("/package", "/control", "/frame", "/subDocument")):
            raise _harmful("een ingesloten programma of bestand", "an embedded program or file")
        if link.get("TargetMode", "").lower() == "external" and not (
            kind.endswith("/hyperlink") and _HARMLESS_LINKS.match(target)
        ):
            raise _harmful(
                f"een verwijzing naar buiten ({target[:80]})", f"a link to elsewhere ({target[:80]})"
            )
    if dropped:
        parts[name] = _without(parts[name], rb"<Relationship\b[^>]*?/>", dropped)
        source = name.replace("_rels/", "").removesuffix(".rels")
        parts[source] = re.sub(rb"<w:attachedTemplate\b[^>]*?/>", b"", parts.get(source, b""))
        if any(b"attachedTemplate" in parts[each] for each in (name, source)):  # written in an unusual way
            raise _harmful("een koppeling met een ander sjabloon", "a link to another template")


def _without(part: bytes, pattern: bytes, ids: set[str | None]) -> bytes:
    def kept(match: re.Match[bytes]) -> bytes:
        found = re.search(rb"\bId\s*=\s*[\"']([^\"']*)[\"']", match.group())
        return b"" if found and found.group(1).decode() in ids else match.group()

    return re.sub(pattern, kept, part)


def _check_fields(root: Any) -> None:
    """Fields whose instruction runs or fetches something; an instruction may lie in pieces."""
    pieces: list[str] = []
    for element in root.iter():
        if element.tag == f"{_W}fldSimple":
            _check_field(element.get(f"{_W}instr", ""))
        elif element.tag == f"{_W}fldChar":
            _check_field("".join(pieces))
            pieces = []
        elif element.tag == f"{_W}instrText":
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}altChunk", f"{_W}object", f"{_W}control", f"{_W}subDoc"):
            raise _harmful("een ingesloten programma of bestand", "an embedded program or file")
    _check_field("".join(pieces))


def _check_field(instruction: str) -> None:
    if _FIELDS.match(instruction):
        word = instruction.split()[0]
        raise _harmful(
            f"een veld dat iets ophaalt of uitvoert ({word})",
            f"a field that fetches or runs something ({word})",
        )


def _packed(parts: dict[str, bytes]) -> bytes:
    """A clean archive of the parts: nothing between them, the list of types first."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each)):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _opens(content: bytes) -> bool:
    """Whether the marker is in it; raises when python-docx cannot read the file at all."""
    import docx

    from weerbaar.continuity.documents.word import MARKER

    try:
        document = docx.Document(io.BytesIO(content))
        return any(paragraph.text.strip() == MARKER for paragraph in document.paragraphs)
    except Exception as error:
        raise _not_docx() from error

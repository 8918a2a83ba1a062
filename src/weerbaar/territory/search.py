"""Finding a postcode or a street as people type it. Reads only; typed rows out, three queries at most."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from weerbaar.territory import models
from weerbaar.territory.naming import search_name
from weerbaar.territory.types import Place

LONGEST = 100  # signs of a question that are looked at
CLOSE_ENOUGH = 0.72  # share of equal signs (Ratcliff and Obershelp) from which a name is taken for a typo
_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{0,2})")
_SHORT = {"str": "straat", "ln": "laan", "pl": "plein", "wg": "weg", "st": "sint"}


@dataclass(frozen=True)
class _Found:
    name: str
    folded: str
    x: float
    y: float
    neighbourhood: str


def search_places(municipality_id: int, text: str, limit: int = 8) -> list[Place]:
    """Places that somebody may mean by `text`, the likeliest first, at most `limit`.

    A postcode is found with or without its space, by its digits alone or with one letter. A street is found
    without accents, capitals or punctuation, by the start of any of its words, with a house number behind it,
    and with a small mistake. A name that occurs in several neighbourhoods is followed by which.
    """
    asked = text[:LONGEST].strip()
    if not asked or limit < 1:
        return []
    postcode = _POSTCODE.fullmatch(asked) or _POSTCODE.fullmatch(asked.split(",")[0].strip())
    if postcode:
        return _postcodes(municipality_id, postcode[1] + postcode[2].upper(), limit)
    return _streets(municipality_id, asked, limit)


def place_of_postcode(municipality_id: int, postcode: str) -> Place | None:
    """The place of one whole postcode, with or without its space; None when it is not known here."""
    found = _POSTCODE.fullmatch(postcode[:LONGEST].strip())
    if not found or len(found[2]) != 2:
        return None
    return next(iter(_postcodes(municipality_id, found[1] + found[2].upper(), 1)), None)


def _postcodes(municipality_id: int, start: str, limit: int) -> list[Place]:
    rows = (
        models.DemandPoint.objects.filter(municipality_id=municipality_id, code__startswith=start)
        .select_related("neighbourhood")
        .order_by("code")[:limit]
    )
    return [
        Place(f"{row.code[:4]} {row.code[4:]}".strip(), "postcode", row.x, row.y, row.neighbourhood.name)
        for row in rows
        if re.fullmatch(r"\d{4}[A-Z]{2}", row.code)
    ]


def _streets(municipality_id: int, asked: str, limit: int) -> list[Place]:
    street, _, where = asked.partition(",")
    wanted, wanted_where = _folded(street), search_name(where)
    wanted = re.sub(r"(?<=\D) \d+ ?\w{0,3}$", "", wanted)  # a house number
    if not wanted:
        return []
    rows = [
        _Found(name, folded, x, y, neighbourhood or "")
        for name, folded, x, y, neighbourhood in models.Street.objects.filter(
            municipality_id=municipality_id
        ).values_list("name", "search_name", "x", "y", "neighbourhood__name")
    ]
    scores: dict[str, float] = {}
    for name in {row.folded for row in rows}:
        score = _plain_score(wanted, name)
        if score:
            scores[name] = score
    if not scores:
        scores = _similar(wanted, {row.folded for row in rows})
    times: dict[str, int] = {}
    for row in rows:
        times[row.folded] = times.get(row.folded, 0) + 1
    found = [row for row in rows if row.folded in scores]
    if wanted_where:
        there = [row for row in found if wanted_where in search_name(row.neighbourhood)]
        found = there or found
    found.sort(key=lambda row: (-scores[row.folded], len(row.folded), row.folded, row.neighbourhood))
    return [
        Place(
            f"{row.name}, {row.neighbourhood}" if times[row.folded] > 1 and row.neighbourhood else row.name,
            "street",
            row.x,
            row.y,
            row.neighbourhood,
        )
        for row in found[:limit]
    ]


def _folded(street: str) -> str:
    """A street as typed, with the usual short forms written out: "St. Pieterstr." is sint pieterstraat."""
    words = search_name(street).split()
    whole = [_SHORT.get(word, word) for word in words]
    return " ".join(re.sub(r"(?<=\w{3})str$", "straat", word) for word in whole)


def _plain_score(wanted: str, name: str) -> float:
    if name == wanted:
        return 4.0
    if name.startswith(wanted):
        return 3.0
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2.0
    joined = name.replace(" ", "")
    if len(wanted) >= 3 and wanted.replace(" ", "") in joined:
        return 1.0
    return 0.0


def _similar(wanted: str, names: set[str]) -> dict[str, float]:
    """Names that differ from `wanted` by a small mistake, with how equal they are (0..1)."""
    if len(wanted) < 4:
        return {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    found = {}
    for name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < CLOSE_ENOUGH or matcher.quick_ratio() < CLOSE_ENOUGH:
            continue
        share = matcher.ratio()
        if share >= CLOSE_ENOUGH:
            found[name] = share
    return found

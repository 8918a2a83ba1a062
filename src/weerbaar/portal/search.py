"""From what a visitor types, or where a visitor is, to one place in the municipality.

Nothing that is searched for is kept. A location is rounded before anything is done with it.
"""

from __future__ import annotations

import math
import re
import unicodedata

from weerbaar.core.projection import to_rd, within_rd
from weerbaar.portal.types import Outcome, Search
from weerbaar.territory import queries as territory
from weerbaar.territory.types import Place

LONGEST = 100  # characters; the longest Dutch street name has 67
CHOICES = 12
HOUSE_NUMBER = re.compile(r"(?<=\D)\s+\d+\s?\w{0,3}$")
DECIMALS = 4  # of a degree: about ten metres; the page rounds likewise before it sends anything
OUTSIDE_M = 1_000.0  # farther than this from every street and postcode: not in this municipality


def tidy(text: str) -> str:
    """What was typed, without control characters and double spaces, cut off at `LONGEST`."""
    visible = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return " ".join(visible.split())[:LONGEST]


def plain(text: str) -> str:
    """Letters and digits only, lower case, without accents: equal for texts that mean the same place."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def _names(place: Place) -> set[str]:
    """What a place is called: by its label, and without the neighbourhood that tells streets apart."""
    return {plain(place.label), plain(place.label.removesuffix(f", {place.neighbourhood_name}"))}


def by_text(municipality_id: int, text: str) -> Search:
    """The place that `text` names: a postcode, or a street with or without a house number."""
    text = tidy(text)
    found = territory.search_places(municipality_id, text, CHOICES + 1) if plain(text) else []
    meant = {plain(text), plain(HOUSE_NUMBER.sub("", text))}
    exact = [place for place in found if meant & _names(place)]
    whole = [place for place in exact if plain(place.label) == plain(text)]
    fitting = whole or exact or found
    if not fitting:
        return Search(text, Outcome.NOTHING)
    if len(fitting) > 1:
        return Search(text, Outcome.CHOOSE, choices=tuple(fitting[:CHOICES]), more=len(fitting) > CHOICES)
    return Search(text, Outcome.FOUND, fitting[0], guessed=not exact)


def by_location(municipality_id: int, lat: float, lon: float) -> Search:
    """The rounded place of somebody at `lat`, `lon` (degrees), named after the nearest street or postcode."""
    outside = Search("", Outcome.OUTSIDE, here=True)
    easting, northing = to_rd(round(lon, DECIMALS), round(lat, DECIMALS))
    if not within_rd(easting, northing):
        return outside
    x, y = float(easting), float(northing)
    near = territory.nearest_place(municipality_id, x, y)
    if near is None or math.hypot(near.x - x, near.y - y) > OUTSIDE_M:
        return outside
    return Search("", Outcome.FOUND, Place(near.label, "here", x, y, near.neighbourhood_name), here=True)

"""What kind of building a place is, from OpenStreetMap tags or from the words of a municipality's own list.

A named table; reading files happens elsewhere. Tag meanings: OpenStreetMap wiki, "Map features". Which kinds
lend themselves to a support point: fire stations as main points and community buildings as local points in
the Dutch pilots (crisiskunde.nl, rd.nl 2025); the rest is our own choice, for a municipality
to change in the studio.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Kinds that are suitable by default: heated halls with toilets and water, known to their neighbourhood.
SUITABLE = frozenset(
    {
        "community_centre",
        "place_of_worship",
        "sports_hall",
        "school",
        "library",
        "fire_station",
        "town_hall",
        "police",
        "health",
    }
)
MAIN_POINTS = frozenset({"fire_station"})

WORSHIP = ("church", "chapel", "mosque", "synagogue", "temple", "cathedral", "religious", "monastery")

# (key, value) of OpenStreetMap -> kind. "other" and "shop" are kept, but are no candidates by default.
TAGS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("amenity", "community_centre"): "community_centre",
        ("amenity", "social_centre"): "community_centre",
        ("amenity", "place_of_worship"): "place_of_worship",
        ("amenity", "monastery"): "place_of_worship",
        ("amenity", "school"): "school",
        ("amenity", "prep_school"): "school",
        ("amenity", "kindergarten"): "school",
        ("amenity", "college"): "school",
        ("amenity", "university"): "school",
        ("amenity", "library"): "library",
        ("amenity", "fire_station"): "fire_station",
        ("amenity", "police"): "police",
        ("amenity", "townhall"): "town_hall",
        ("amenity", "hospital"): "health",
        ("amenity", "clinic"): "health",
        ("amenity", "doctors"): "health",
        ("amenity", "nursing_home"): "health",
        ("healthcare", "hospital"): "health",
        ("healthcare", "clinic"): "health",
        ("healthcare", "centre"): "health",
        ("healthcare", "doctor"): "health",
        ("leisure", "sports_centre"): "sports_hall",
        ("leisure", "sports_hall"): "sports_hall",
        ("leisure", "ice_rink"): "sports_hall",
        ("leisure", "stadium"): "sports_hall",
        ("amenity", "arts_centre"): "other",
        ("amenity", "cinema"): "other",
        ("amenity", "conference_centre"): "other",
        ("amenity", "courthouse"): "other",
        ("amenity", "events_venue"): "other",
        ("amenity", "exhibition_centre"): "other",
        ("amenity", "childcare"): "other",
        ("amenity", "dentist"): "other",
        ("amenity", "social_facility"): "other",
        ("amenity", "theatre"): "other",
        ("amenity", "pharmacy"): "shop",
        ("amenity", "post_office"): "shop",
        ("shop", "chemist"): "shop",
        ("shop", "convenience"): "shop",
        ("shop", "department_store"): "shop",
        ("shop", "mall"): "shop",
        ("shop", "supermarket"): "shop",
        ("building", "fire_station"): "fire_station",
        ("building", "school"): "school",
        ("building", "sports_hall"): "sports_hall",
        ("building", "townhall"): "town_hall",
        ("building", "hospital"): "health",
        **{("building", value): "place_of_worship" for value in WORSHIP},
    }
)
KEYS = ("amenity", "leisure", "healthcare", "shop", "building")  # the first that fits decides

# Words in a municipality's own list, Dutch and English, in small letters.
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "buurtcentrum": "community_centre",
        "buurthuis": "community_centre",
        "community centre": "community_centre",
        "dorpshuis": "community_centre",
        "gemeenschapshuis": "community_centre",
        "ontmoetingscentrum": "community_centre",
        "trefcentrum": "community_centre",
        "wijkcentrum": "community_centre",
        "church": "place_of_worship",
        "gebedshuis": "place_of_worship",
        "kerk": "place_of_worship",
        "moskee": "place_of_worship",
        "place of worship": "place_of_worship",
        "synagoge": "place_of_worship",
        "gymzaal": "sports_hall",
        "sporthal": "sports_hall",
        "sportzaal": "sports_hall",
        "sports hall": "sports_hall",
        "basisschool": "school",
        "school": "school",
        "bibliotheek": "library",
        "library": "library",
        "brandweer": "fire_station",
        "brandweerkazerne": "fire_station",
        "brandweerpost": "fire_station",
        "fire station": "fire_station",
        "kazerne": "fire_station",
        "police": "police",
        "police station": "police",
        "politie": "police",
        "politiebureau": "police",
        "gemeentehuis": "town_hall",
        "stadhuis": "town_hall",
        "stadskantoor": "town_hall",
        "town hall": "town_hall",
        "gezondheidscentrum": "health",
        "health": "health",
        "health centre": "health",
        "huisartsenpost": "health",
        "verpleeghuis": "health",
        "ziekenhuis": "health",
        "shop": "shop",
        "supermarkt": "shop",
        "winkel": "shop",
        "anders": "other",
        "other": "other",
        "overig": "other",
    }
)

# What an unnamed building is called: a Dutch place, so a Dutch word.
CALLED: Mapping[str, str] = MappingProxyType(
    {
        "community_centre": "Buurthuis",
        "place_of_worship": "Gebedshuis",
        "sports_hall": "Sporthal",
        "school": "School",
        "library": "Bibliotheek",
        "fire_station": "Brandweerkazerne",
        "police": "Politiebureau",
        "town_hall": "Gemeentehuis",
        "health": "Zorggebouw",
        "shop": "Winkel",
        "other": "Gebouw",
    }
)

STEP_FREE: Mapping[str, str] = MappingProxyType(
    {
        "yes": "yes",
        "designated": "yes",
        "ja": "yes",
        "true": "yes",
        "1": "yes",
        "limited": "limited",
        "beperkt": "limited",
        "deels": "limited",
        "no": "no",
        "nee": "no",
        "false": "no",
        "0": "no",
    }
)


def kind_of(tags: Mapping[str, str]) -> str | None:
    """The kind that OpenStreetMap tags say, None when the place is no building to consider."""
    for key in KEYS:
        value = str(tags.get(key) or "").split(";")[0].strip().casefold()
        kind = TAGS.get((key, value))
        if kind is None:
            continue
        if key == "building" and kind != "place_of_worship" and not tags.get("name"):
            continue  # one of many parts of a campus
        return kind
    return None


def kind_called(word: str) -> str | None:
    """The kind that a word in a municipality's own list means, None when the word is not known."""
    plain = " ".join(word.casefold().replace("_", " ").split())
    if plain in WORDS:
        return WORDS[plain]
    return plain.replace(" ", "_") if plain.replace(" ", "_") in CALLED else None

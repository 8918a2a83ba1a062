"""What the kinds of files are called in reports and lists of sources, in Dutch and English."""

from __future__ import annotations

KINDS: dict[str, tuple[str, str]] = {
    "neighbourhoods": ("kaart van buurten", "map of neighbourhoods"),
    "districts": ("kaart van wijken", "map of districts"),
    "municipality": ("kaart van de gemeente", "map of the municipality"),
    "residents": ("inwoners per punt", "residents per point"),
    "ages": ("inwoners naar leeftijd", "residents by age"),
    "key_figures": ("kerncijfers per buurt", "key figures per neighbourhood"),
    "sums_of_postcodes": ("sommen van postcodes per buurt", "sums of postcodes per neighbourhood"),
    "health": ("gezondheid per buurt", "health per neighbourhood"),
    "streets": ("straten", "streets"),
    "osm_streets": ("straten", "streets"),
    "places": ("gebouwen", "buildings"),
    "embedded": ("meegeleverde gegevens", "data that come with the program"),
    "not_used": ("niet gebruikt", "not used"),
}

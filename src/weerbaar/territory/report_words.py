"""What the kinds of files are called in reports and lists of sources, in Dutch and English."""

from __future__ import annotations

from django.utils.translation import get_language

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
    "osm": ("straten (OpenStreetMap)", "streets (OpenStreetMap)"),
    "osm_streets": ("straten (OpenStreetMap)", "streets (OpenStreetMap)"),
    "osmnx_json": ("straten (OSMnx)", "streets (OSMnx)"),
    "street_lines": ("straten (lijnen)", "streets (lines)"),
    "street_edges": ("straten (stukken)", "streets (pieces)"),
    "street_nodes": ("straten (kruispunten)", "streets (junctions)"),
    "places_csv": ("gebouwen (tabel)", "buildings (table)"),
    "places_xlsx": ("gebouwen (werkblad)", "buildings (spreadsheet)"),
    "places_geojson": ("gebouwen (GeoJSON)", "buildings (GeoJSON)"),
    "places_gpkg": ("gebouwen (GeoPackage)", "buildings (GeoPackage)"),
    "places_osm": ("gebouwen (OpenStreetMap)", "buildings (OpenStreetMap)"),
    "places": ("gebouwen", "buildings"),
    "embedded": ("meegeleverde gegevens", "data that come with the program"),
    "not_used": ("niet gebruikt", "not used"),
}

UNITS: dict[str, str] = {
    "share": "deel (0 tot 1)",
    "residents": "inwoners",
    "residents per household": "inwoners per huishouden",
    "s": "seconden",
    "min": "minuten",
    "h": "uur",
    "days": "dagen",
    "months": "maanden",
    "people": "mensen",
    "crews": "ploegen",
    "times": "keer",
    "km/h": "km/u",
    "EUR": "euro",
    "EUR/year": "euro per jaar",
    "l/day": "liter per dag",
}


def kind_label(kind: str) -> str:
    """What a kind of file is called in the active language."""
    nl, en = KINDS.get(kind, (kind, kind))
    return nl if (get_language() or "nl").startswith("nl") else en


def unit_label(unit: str) -> str:
    """A unit in the active language; one that is not listed is the same in both."""
    return UNITS.get(unit, unit) if (get_language() or "nl").startswith("nl") else unit

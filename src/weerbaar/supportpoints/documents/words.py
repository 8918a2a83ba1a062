"""Words of the documents in Dutch and English: labels of columns, kinds, tiers, states and functions.

Sentences of the report stand in `sentences.py`. Keys of the columns are the field names in GeoPackage and
GeoJSON, which are the same in both languages so that a script keeps working.
"""

from __future__ import annotations

Words = dict[str, tuple[str, str]]

COLUMNS: Words = {
    "number": ("Nummer", "Number"),
    "name": ("Naam", "Name"),
    "tier": ("Soort punt", "Tier"),
    "kind": ("Gebouw", "Building"),
    "address": ("Adres", "Address"),
    "postcode": ("Postcode", "Postcode"),
    "neighbourhood": ("Buurt", "Neighbourhood"),
    "district": ("Wijk", "District"),
    "code": ("CBS-code", "CBS code"),
    "required": ("Vast punt", "Fixed"),
    "state": ("Stand", "State"),
    "state_since": ("Stand sinds", "State since"),
    "information": ("Informatie", "Information"),
    "drinking_water": ("Drinkwater", "Drinking water"),
    "first_aid": ("Eerste hulp", "First aid"),
    "alerting": ("Alarmeren", "Alerting"),
    "step_free": ("Drempelvrij", "Step-free"),
    "residents": ("Inwoners", "Residents"),
    "vulnerable": ("Kwetsbare inwoners", "Vulnerable residents"),
    "mean_m": ("Gemiddelde loopafstand (m)", "Mean walk (m)"),
    "farthest_m": ("Langste loopafstand (m)", "Longest walk (m)"),
    "one_off_eur": ("Eenmalig (euro)", "One-off (euro)"),
    "yearly_eur": ("Per jaar (euro)", "Per year (euro)"),
    "x": ("X (RD, m)", "X (RD, m)"),
    "y": ("Y (RD, m)", "Y (RD, m)"),
    "lon": ("Lengtegraad", "Longitude"),
    "lat": ("Breedtegraad", "Latitude"),
    "points": ("Steunpunten", "Support points"),
    "covered": ("Inwoners binnen de norm", "Residents within the norm"),
    "not_covered": ("Inwoners buiten de norm", "Residents outside the norm"),
    "share_covered": ("Aandeel binnen de norm", "Share within the norm"),
    "vulnerable_covered": ("Kwetsbaren binnen hun norm", "Vulnerable within their norm"),
    "vulnerable_not_covered": ("Kwetsbaren buiten hun norm", "Vulnerable outside their norm"),
    "subject": ("Onderwerp", "Subject"),
    "value": ("Waarde", "Value"),
    "unit": ("Eenheid", "Unit"),
    "source": ("Bron", "Source"),
    "date": ("Datum", "Date"),
    "remark": ("Opmerking", "Remark"),
    "title": ("Titel", "Title"),
    "origin": ("Herkomst", "Origin"),
    "licence": ("Licentie", "Licence"),
    "retrieved": ("Opgehaald", "Retrieved"),
    "sha256": ("Controlegetal (SHA-256)", "Checksum (SHA-256)"),
}

# shorter heads where a table of the report would otherwise break them
NARROW: Words = {
    "number": ("Nr.", "No."),
    "residents": ("Inwoners", "Residents"),
    "mean_m": ("Lopen, gemid\u00addeld", "Walk, mean"),
    "farthest_m": ("Lopen, langst", "Walk, longest"),
    "one_off_eur": ("Een\u00admalig", "One-off"),
    "yearly_eur": ("Per jaar", "Per year"),
    "not_covered": ("Buiten de norm", "Outside the norm"),
    "share_covered": ("Binnen de norm", "Within the norm"),
    "vulnerable": ("Kwets\u00adbaar", "Vul\u00adnerable"),
    "vulnerable_not_covered": ("Kwetsbaar, buiten de norm", "Vulnerable, outside the norm"),
    "points": ("Punten", "Points"),
}

SHEETS: Words = {
    "summary": ("Samenvatting", "Summary"),
    "points": ("Punten", "Points"),
    "districts": ("Wijken", "Districts"),
    "neighbourhoods": ("Buurten", "Neighbourhoods"),
    "left_out": ("Wie valt erbuiten", "Who is left out"),
    "method": ("Normen en methode", "Norms and method"),
    "sources": ("Bronnen", "Sources"),
}

TIER: Words = {
    "regional": ("regionaal", "regional"),
    "main": ("hoofdpunt", "main"),
    "local": ("lokaal", "local"),
}

TIER_POINTS: Words = {
    "regional": ("Regionaal steunpunt", "Regional support point"),
    "main": ("Hoofdsteunpunt", "Main support point"),
    "local": ("Lokaal steunpunt", "Local support point"),
}

KIND: Words = {
    "community_centre": ("buurthuis", "community centre"),
    "place_of_worship": ("gebedshuis", "place of worship"),
    "sports_hall": ("sporthal", "sports hall"),
    "school": ("school", "school"),
    "library": ("bibliotheek", "library"),
    "fire_station": ("brandweerkazerne", "fire station"),
    "police": ("politiebureau", "police station"),
    "town_hall": ("gemeentehuis", "town hall"),
    "health": ("gezondheidscentrum", "health centre"),
    "shop": ("winkel", "shop"),
    "other": ("ander gebouw", "other building"),
}

POINT_STATE: Words = {
    "proposed": ("voorgesteld", "proposed"),
    "adopted": ("vastgesteld", "adopted"),
    "agreed": ("afgesproken met de eigenaar", "agreed with the owner"),
    "fitting_out": ("wordt ingericht", "being fitted out"),
    "ready": ("gereed", "ready"),
    "withdrawn": ("vervallen", "withdrawn"),
}

FUNCTION_STATE: Words = {
    "present": ("aanwezig", "present"),
    "planned": ("gepland", "planned"),
    "missing": ("ontbreekt", "missing"),
}

STEP_FREE: Words = {
    "yes": ("ja", "yes"),
    "limited": ("deels", "partly"),
    "no": ("nee", "no"),
    "unknown": ("niet bekend", "not known"),
}

UNIT: Words = {
    "EUR": ("euro", "euros"),
    "EUR/year": ("euro per jaar", "euros a year"),
    "residents": ("inwoners", "residents"),
    "min": ("minuten", "minutes"),
    "s": ("seconden", "seconds"),
    "km/h": ("km per uur", "km per hour"),
}

YES_NO: Words = {"yes": ("ja", "yes"), "no": ("nee", "no")}


def word(words: Words, key: str, language: str) -> str:
    """The word for `key`; an unknown key is shown as it is, so that nothing is lost."""
    if key not in words:
        return key
    return words[key][0 if language == "nl" else 1]

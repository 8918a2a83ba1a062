"""What many processes and resources need, by name."""

from __future__ import annotations

from weerbaar.continuity.exchange.starter.facts import Need

FUEL = Need(("Brandstof", "Fuel"), ("fuel-depot", "fuel-tanker"))
GRID_OR_DATA_ROOM = Need(
    ("Stroom in de serverruimte", "Power in the data room"), ("grid-power", "generator-data-room")
)
GRID_OR_TOWN_HALL = Need(
    ("Stroom in het stadhuis", "Power in the town hall"), ("grid-power", "generator-town-hall")
)
NETWORK = Need(("Netwerk", "Network"), ("network",))
IDENTITY = Need(("Aanmelden", "Signing in"), ("identity",))

NEEDS: dict[str, Need] = {
    "power": GRID_OR_TOWN_HALL,
    "data-room": GRID_OR_DATA_ROOM,
    "pumps": Need(("Stroom voor gemalen", "Power for pumping stations"), ("grid-power", "generator-pumping")),
    "network": NETWORK,
    "identity": IDENTITY,
    "backup": Need(("Back-up", "Backup"), ("backup",)),
    "brp": Need(("BRP", "BRP"), ("app-brp",)),
    "civil-status": Need(("Burgerlijke stand", "Civil status"), ("app-civil-status",)),
    "payments": Need(("Betaalsysteem", "Payment system"), ("app-payments",)),
    "social": Need(("Systeem sociaal domein", "Social services system"), ("app-social",)),
    "cases": Need(("Zaaksysteem", "Case system"), ("app-cases",)),
    "tax": Need(("Belastingsysteem", "Tax system"), ("app-tax",)),
    "website": Need(("Website of omroep", "Website or broadcaster"), ("website", "broadcaster")),
    "picture": Need(("Crisismanagementsysteem", "Crisis management system"), ("crisis-system",)),
    "telephony": Need(("Telefooncentrale", "Telephone exchange"), ("telephony",)),
    "telecom": Need(
        ("Een manier om te bellen", "A way to call"),
        ("telecom-mobile", "telecom-fixed", "telecom-satellite", "radio-c2000"),
    ),
    "public-telecom": Need(
        ("Inwoners kunnen bellen", "Residents can call"), ("telecom-mobile", "telecom-fixed")
    ),
    "two-ways": Need(
        ("Twee manieren om te bellen", "Two ways to call"),
        ("telecom-mobile", "telecom-fixed", "telecom-satellite", "radio-c2000"),
        2,
    ),
    "officers": Need(
        ("Twee van de drie officieren", "Two of the three officers"),
        ("duty-officer-1", "duty-officer-2", "duty-officer-3"),
        2,
    ),
    "town-hall": Need(("Stadhuis", "Town hall"), ("town-hall",)),
    "counter": Need(("Een balie", "A counter"), ("counter", "district-office")),
    "meeting-room": Need(
        ("Een plek om te vergaderen", "A place to meet"), ("crisis-room", "town-hall", "district-office")
    ),
    "crisis-room": Need(("Crisisruimte", "Crisis room"), ("crisis-room", "municipal-yard")),
    "shelter": Need(("Opvanglocatie", "Shelter"), ("shelter-hall",)),
    "support-points": Need(("Noodsteunpunten", "Support points"), ("support-points",)),
    "water": Need(("Drinkwater", "Drinking water"), ("drinking-water", "bottled-water")),
    "fuel": FUEL,
    "trucks": Need(("Vrachtwagens", "Trucks"), ("vehicle-truck",)),
    "vans": Need(("Vervoer", "Transport"), ("vehicle-van",)),
    "refuse-trucks": Need(("Vuilniswagens", "Refuse trucks"), ("vehicle-waste",)),
    "buses": Need(("Bussen", "Buses"), ("buses",)),
    "generators": Need(("Mobiele aggregaten", "Mobile generators"), ("generator-mobile", "generator-rented")),
    "ict-support": Need(
        ("Hulp van de leverancier", "Help from the supplier"), ("supplier-ict", "staff-ict-engineer")
    ),
    "documents": Need(("Producent van documenten", "Producer of documents"), ("supplier-documents",)),
    "care": Need(("Zorgaanbieders", "Care providers"), ("supplier-care",)),
    "meals": Need(("Maaltijden", "Meals"), ("supplier-meals",)),
    "funeral": Need(("Uitvaartondernemer", "Undertaker"), ("supplier-funeral",)),
    "waste-processor": Need(("Afvalverwerker", "Waste processor"), ("supplier-waste",)),
    "printer": Need(("Drukker", "Printer"), ("supplier-printing",)),
    "alerting": Need(("Alarmering en crisisteam", "Alerting and crisis team"), ("process:alerting",)),
}

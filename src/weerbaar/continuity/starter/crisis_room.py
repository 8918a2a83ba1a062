"""What a crisis room must have and be able to do in 72 hours without power: a list to begin with.

Periods are a professional's guess; each municipality sets its own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StarterItem:
    code: str
    subject: str
    name_nl: str
    name_en: str
    how_nl: str
    how_en: str
    valid_days: int
    asks_hours: bool = False


ITEMS = (
    StarterItem(
        "generator",
        "power",
        "Aggregaat of noodstroomaansluiting",
        "Generator or emergency power connection",
        "Laat het aggregaat een uur draaien met alles aan. Lukt de omschakeling binnen de afgesproken tijd?",
        "Run the generator for an hour with everything on. Does it take over within the agreed time?",
        90,
    ),
    StarterItem(
        "fuel",
        "power",
        "Brandstof bij het aggregaat",
        "Fuel at the generator",
        "Hoeveel uur draait de crisisruimte op wat er nu staat? Noteer het aantal uren; 72 is het doel.",
        "For how many hours does what stands there run the crisis room? Write down the hours; 72 is the aim.",
        90,
        asks_hours=True,
    ),
    StarterItem(
        "lighting",
        "power",
        "Lampen op batterijen, met reserve",
        "Battery lamps, with spares",
        "Brandt elke lamp? Liggen er batterijen voor 72 uur?",
        "Does every lamp work? Are there batteries for 72 hours?",
        180,
    ),
    StarterItem(
        "satellite-phone",
        "telecom",
        "Satelliettelefoon",
        "Satellite phone",
        "Bel buiten met de veiligheidsregio en laat terugbellen. Is het abonnement geldig, de batterij vol?",
        "Call the safety region from outside; be called back. Is the subscription valid, the battery full?",
        90,
    ),
    StarterItem(
        "radio",
        "telecom",
        "Portofoons of noodcommunicatie",
        "Radios or emergency communication",
        "Maak contact met elk hoofdpunt. Zijn de kanalen op papier aanwezig?",
        "Make contact with every main point. Are the channels there on paper?",
        90,
    ),
    StarterItem(
        "runners",
        "telecom",
        "Koeriers te voet of per fiets",
        "Runners on foot or by bicycle",
        "Staan er namen en routes op de lijst, en fietsen klaar?",
        "Are there names and routes on the list, and bicycles ready?",
        180,
    ),
    StarterItem(
        "maps",
        "paper",
        "Kaarten op papier",
        "Maps on paper",
        "Gemeente, wijken, riool en gemalen, zorginstellingen, noodsteunpunten: de laatste versie?",
        "Municipality, districts, sewers and pumps, care homes, support points: the latest version?",
        365,
    ),
    StarterItem(
        "log-forms",
        "paper",
        "Logformulieren en pennen",
        "Log forms and pens",
        "Genoeg voor 72 uur en alle teams? Ook besluitenlijsten, berichtformulieren en flappen.",
        "Enough for 72 hours and all teams? Decision forms, message forms and flip charts too.",
        180,
    ),
    StarterItem(
        "plan-on-paper",
        "paper",
        "Continuïteitsplan en alarmlijst op papier",
        "Continuity plan and alert list on paper",
        "Ligt de geldende versie er, en is de alarmlijst niet ouder dan drie maanden?",
        "Is the current version there, and is the alert list no older than three months?",
        90,
    ),
    StarterItem(
        "printer",
        "paper",
        "Printer en laptop zonder netwerk",
        "Printer and laptop without network",
        "Druk een bladzijde af met het netwerk uit. Is er papier en toner?",
        "Print a page with the network off. Is there paper and toner?",
        180,
    ),
    StarterItem(
        "clocks",
        "paper",
        "Klok die op een batterij loopt",
        "Clock that runs on a battery",
        "Loopt de klok gelijk en is hij vanaf elke plaats te zien?",
        "Is the clock right, and can it be seen from every seat?",
        180,
    ),
    StarterItem(
        "water-food",
        "people",
        "Water en eten voor de bezetting",
        "Water and food for those on duty",
        "Drie liter water en drie maaltijden per persoon per dag, voor 72 uur. Kijk naar de datum.",
        "Three litres of water and three meals per person a day, for 72 hours. Look at the date.",
        180,
    ),
    StarterItem(
        "sleeping-place",
        "people",
        "Slaapplaats voor wie niet naar huis kan",
        "Sleeping place for who cannot go home",
        "Veldbedden, dekens en een stille, donkere ruimte.",
        "Camp beds, blankets and a quiet, dark room.",
        365,
    ),
    StarterItem(
        "sanitation",
        "people",
        "Toilet en hygiëne zonder waterdruk",
        "Toilet and hygiene without water pressure",
        "Is er een noodtoilet, en handgel en afvalzakken voor 72 uur?",
        "Is there an emergency toilet, and hand gel and bags for 72 hours?",
        180,
    ),
    StarterItem(
        "keys",
        "access",
        "Sleutels voor deuren zonder stroom",
        "Keys for doors without power",
        "Open met de sleutel elke deur die nodig is, ook de fietsenstalling en het aggregaat.",
        "Open every door that is needed with the key, also the bicycle shed and the generator.",
        180,
    ),
    StarterItem(
        "second-room",
        "access",
        "Tweede ruimte als deze uitvalt",
        "Second room in case this one fails",
        "Weet iedereen waar die is, en is er een doos met dezelfde spullen?",
        "Does everybody know where it is, and is there a box with the same things?",
        365,
    ),
    StarterItem(
        "heating",
        "access",
        "Verwarming en lucht",
        "Heating and air",
        "Is de ruimte in de winter 72 uur warm genoeg, en in de zomer koel genoeg, op noodstroom?",
        "Is the room warm enough in winter for 72 hours, and cool enough in summer, on emergency power?",
        365,
    ),
)
ITEM_SOURCE_NL = "Voorbeeld van dit programma, nog te bevestigen met het regionaal crisisplan"
ITEM_SOURCE_EN = "Example of this program, to be confirmed with the regional crisis plan"

"""What the first sheet of a workbook tells who opens it, in Dutch and in English."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = {"nl": "Register van processen en middelen", "en": "Register of processes and resources"}
EXPLAINED = {  # (title, text) of what the spreadsheet says about a wrong choice
    "nl": ("Kies uit de lijst", "Deze waarde staat niet in de lijst. Kies er een uit de lijst."),
    "en": ("Choose from the list", "This value is not in the list. Choose one from the list."),
}
LINES: dict[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        (
            "Zo werkt het",
            "Vul de bladen in, bewaar het bestand en lees het in bij Uitwisselen. U ziet eerst wat er "
            "verandert; pas "
            "daarna wordt er iets bewaard. Er wordt nooit iets verwijderd.",
        ),
        (
            "Kolommen met *",
            "Die zijn verplicht voor een nieuwe rij. Kolommen die u weghaalt, blijven in het register "
            "zoals ze zijn. "
            "Een lege cel maakt leeg wat er stond.",
        ),
        (
            "Codes",
            "Elke rij heeft een korte, vaste code van letters zonder accent, cijfers en streepjes. "
            "Verander een code "
            "niet meer: daaraan herkent het register de rij.",
        ),
        (
            "Tijden",
            "Een getal telt als uren. U mag ook typen: 30 min, 4 uur, 1,5 dag, 2 weken of 1:30. Leeg of "
            "“onbekend” "
            "betekent nog niet bekend; dat is iets anders dan 0.",
        ),
        ("Datums", "Een datum van Excel, of 31-12-2026."),
        (
            "Benodigdheden",
            "Een rij zegt: van deze codes zijn er zo veel nodig. Zet ; tussen de codes. Een proces als "
            "benodigdheid "
            "schrijft u als proces:code.",
        ),
        (
            "Wat er niet in staat",
            "Geen namen van mensen en geen telefoonnummers. De status en de vaststelling blijven in het "
            "register; wat "
            "u wijzigt, wordt weer concept.",
        ),
    ),
    "en": (
        (
            "How it works",
            "Fill in the sheets, save the file and import it at Exchange. First you see what would "
            "change; only then "
            "is anything saved. Nothing is ever removed.",
        ),
        (
            "Columns with *",
            "These are required for a new row. Columns that you remove stay in the register as they "
            "are. An empty cell "
            "empties what was there.",
        ),
        (
            "Codes",
            "Every row has a short, permanent code of letters without accents, digits and dashes. Do "
            "not change a "
            "code: by it the register knows the row.",
        ),
        (
            "Times",
            "A number counts as hours. You may also type: 30 min, 4 hours, 1.5 days, 2 weeks or 1:30. "
            "Empty or "
            "“unknown” means not yet known; that is not the same as 0.",
        ),
        ("Dates", "A date of Excel, or 31-12-2026."),
        (
            "Requirements",
            "A row says: out of these codes so many are needed. Put ; between the codes. A process that "
            "is needed is "
            "written as process:code.",
        ),
        (
            "What is not in it",
            "No names of people and no telephone numbers. Status and approval stay in the register; "
            "what you change is "
            "a draft again.",
        ),
    ),
}


@dataclass(frozen=True)
class Labels:
    """The labels of the first sheet."""

    title: str
    template: str
    municipality: str
    code: str
    made_on: str
    columns: tuple[str, str]
    sheets: dict[str, str]


_SHEETS = {
    "processes": (
        "Wat de gemeente doet, met besluit, tijden en wettelijke grondslag.",
        "What the municipality does, with decision, times and statutory basis.",
    ),
    "impacts": (
        "Hoe erg uitval is na 1, 4, 24 en 72 uur en 7 dagen: 0 geen, 4 ontoelaatbaar. Hieruit volgt de MTPD.",
        "How bad a disruption is after 1, 4, 24 and 72 hours and 7 days: 0 none, 4 intolerable. From "
        "this follows "
        "the MTPD.",
    ),
    "staffing": (
        "Hoeveel mensen van een rol een proces minstens nodig heeft, van en tot wanneer.",
        "How many people of a role a process needs at least, from and until when.",
    ),
    "resources": (
        "Wat processen nodig hebben: stroom, ICT, telecom, gebouwen, voertuigen, leveranciers, mensen.",
        "What processes need: power, ICT, telecom, buildings, vehicles, suppliers, people.",
    ),
    "deliveries": (
        "Brandstof die wordt gebracht: wanneer en hoeveel.",
        "Fuel that is brought: when and how much.",
    ),
    "requirements": (
        "Wat een proces of middel nodig heeft, en hoeveel daarvan.",
        "What a process or resource needs, and how many of it.",
    ),
    "units": (
        "Afdelingen van de gemeente en andere organisaties.",
        "Units of the municipality and other organisations.",
    ),
    "roles": (
        "Rollen van mensen; wie ze vervult, staat alleen in het register.",
        "Roles of people; who holds them is only in the register.",
    ),
    "teams": ("Crisisteams.", "Crisis teams."),
    "seats": ("Welke rollen in een crisisteam zitten.", "Which roles are in a crisis team."),
}


def labels(language: str) -> Labels:
    """The labels in Dutch ("nl") or English ("en")."""
    sheets = {name: texts[0 if language == "nl" else 1] for name, texts in _SHEETS.items()}
    if language == "nl":
        return Labels(
            TITLE["nl"],
            "Sjabloon voor het register",
            "Gemeente",
            "CBS-code",
            "Gemaakt op",
            ("Blad", "Wat erop staat"),
            sheets,
        )
    return Labels(
        TITLE["en"],
        "Template for the register",
        "Municipality",
        "CBS code",
        "Made on",
        ("Sheet", "What is on it"),
        sheets,
    )

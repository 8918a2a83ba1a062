"""What can be wrong with a register that comes from outside, said so that somebody can mend it.

Every kind of mistake has a name, and a sentence in both languages that tells what is wrong and what to do.
"""

from __future__ import annotations

from dataclasses import dataclass

from weerbaar.interface.jobs import UserError

MOST_SHOWN = 500


@dataclass(frozen=True)
class Problem:
    """One mistake: where it is (`Processen!F12`, `processes.birth.rto_min`), its kind, and what to do."""

    place: str
    kind: str
    nl: str
    en: str

    def said(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


class RefusedFile(UserError):  # noqa: N818 - said to a person, who mends the file
    """A file that cannot be taken in. `problems` holds every mistake that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        count = len(problems)
        super().__init__(
            f"Er is niets ingelezen: {count} {'fout' if count == 1 else 'fouten'} in dit bestand.",
            f"Nothing was imported: {count} {'mistake' if count == 1 else 'mistakes'} in this file.",
        )
        self.problems = problems


def problem(kind: str, place: str, **words: object) -> Problem:
    """A problem of a named kind. What is quoted from a file is cut off after 60 signs.

    Words that differ by language are given as a pair (Dutch, English) and are not cut off.
    """
    nl, en = MESSAGES[kind]
    return Problem(place, kind, nl.format(**_words(words, 0)), en.format(**_words(words, 1)))


def once(problems: list[Problem]) -> list[Problem]:
    """The problems, those that say the same of the same place only once."""
    return list({(said.place, said.kind): said for said in reversed(problems)}.values())[::-1]


def _words(words: dict[str, object], language: int) -> dict[str, str]:
    return {
        name: value[language] if isinstance(value, tuple) else _quoted(value) for name, value in words.items()
    }


def _quoted(value: object) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return text if len(text) <= 60 else text[:59] + "…"


MESSAGES: dict[str, tuple[str, str]] = {
    # the file as a whole
    "not_a_register": (
        "Dit is geen register. Kies een bestand dat met Weerbaar is gemaakt, of begin met het sjabloon.",
        "This is not a register. Choose a file made with Weerbaar, or start with the template.",
    ),
    "too_new": (
        "Dit bestand is gemaakt met een nieuwere versie ({value}). Vraag uw beheerder om een nieuwere "
        "Weerbaar.",
        "This file was made with a newer version ({value}). Ask your administrator for a newer Weerbaar.",
    ),
    "damaged": (
        "Dit bestand is beschadigd. Bewaar het opnieuw en probeer het nog eens.",
        "This file is damaged. Save it again and try once more.",
    ),
    "too_many_rows": (
        "Er staan meer dan {most} rijen in. Verdeel het over meer bestanden.",
        "There are more than {most} rows in it. Divide it over several files.",
    ),
    "unknown_field": (
        "Het veld “{value}” bestaat niet. Haal het weg of verbeter de naam.",
        "There is no field “{value}”. Remove it or mend its name.",
    ),
    "wrong_type": (
        "Hier hoort {wanted}, er staat {value}. Verbeter de waarde.",
        "Here should be {wanted}, it says {value}. Mend the value.",
    ),
    # the shape of a sheet
    "missing_head": (
        "De kolom “{value}” ontbreekt. Neem de koppen over uit het sjabloon.",
        "The column “{value}” is missing. Take the heads from the template.",
    ),
    "unknown_head": (
        "De kolom “{value}” is niet bekend{hint}. Verbeter de kop, of haal de kolom weg.",
        "The column “{value}” is not known{hint}. Mend the head, or remove the column.",
    ),
    "head_twice": (
        "De kolom “{value}” staat er twee keer. Haal er een weg.",
        "The column “{value}” is there twice. Remove one.",
    ),
    "no_head": (
        "Boven deze waarde staat geen kop. Zet een kop boven de kolom, of maak de cel leeg.",
        "There is no head above this value. Put a head above the column, or clear the cell.",
    ),
    "merged_across": (
        "Deze cel is over meer kolommen samengevoegd. Splits de cel en vul elke kolom in.",
        "This cell is merged over several columns. Unmerge it and fill in each column.",
    ),
    "formula_without_value": (
        "Deze formule heeft geen uitkomst. Open het bestand in Excel of LibreOffice, bewaar het, en probeer "
        "het opnieuw.",
        "This formula has no result. Open the file in Excel or LibreOffice, save it, and try again.",
    ),
    "error_value": (
        "Hier staat de foutwaarde {value}. Verbeter de formule of typ de waarde.",
        "Here is the error {value}. Mend the formula or type the value.",
    ),
    # codes and references
    "missing_code": (
        "De code ontbreekt. Geef elke rij een korte code, zoals geboorteaangifte.",
        "The code is missing. Give every row a short code, such as birth-registration.",
    ),
    "bad_code": (
        "“{value}” kan geen code zijn. Gebruik alleen letters zonder accent, cijfers, - en _.",
        "“{value}” cannot be a code. Use only letters without accents, digits, - and _.",
    ),
    "code_too_long": (
        "De code “{value}” is langer dan {most} tekens. Maak hem korter.",
        "The code “{value}” is longer than {most} signs. Make it shorter.",
    ),
    "code_twice": (
        "De code “{value}” staat er al, bij {other}. Geef een van beide een andere code.",
        "The code “{value}” is there already, at {other}. Give one of the two another code.",
    ),
    "code_in_capitals": (
        "De code “{value}” bestaat al als “{other}”. Schrijf hem precies zo.",
        "The code “{value}” exists already as “{other}”. Write it exactly like that.",
    ),
    "missing_reference": (
        "“{field}” is leeg. Vul een code in.",
        "“{field}” is empty. Fill in a code.",
    ),
    "unknown_unit": (
        "De afdeling “{value}” bestaat niet. Zet haar op het blad Afdelingen, of verbeter de code.",
        "There is no unit “{value}”. Put it on the sheet Units, or mend the code.",
    ),
    "unknown_role": (
        "De rol “{value}” bestaat niet. Zet haar op het blad Rollen, of verbeter de code.",
        "There is no role “{value}”. Put it on the sheet Roles, or mend the code.",
    ),
    "unknown_team": (
        "Het crisisteam “{value}” bestaat niet. Zet het op het blad Crisisteams, of verbeter de code.",
        "There is no crisis team “{value}”. Put it on the sheet Crisis teams, or mend the code.",
    ),
    "unknown_process": (
        "Het proces “{value}” bestaat niet. Zet het op het blad Processen, of verbeter de code.",
        "There is no process “{value}”. Put it on the sheet Processes, or mend the code.",
    ),
    "unknown_resource": (
        "Het middel “{value}” bestaat niet. Zet het op het blad Middelen, of verbeter de code.",
        "There is no resource “{value}”. Put it on the sheet Resources, or mend the code.",
    ),
    "unknown_member": (
        "“{value}” is geen middel en geen proces. Verbeter de code.",
        "“{value}” is no resource and no process. Mend the code.",
    ),
    "member_of_two_kinds": (
        "“{value}” is een middel en ook een proces. Schrijf middel:{value} of proces:{value}.",
        "“{value}” is a resource and also a process. Write resource:{value} or process:{value}.",
    ),
    "unit_in_a_circle": (
        "De afdeling “{value}” valt, via andere, onder zichzelf. Verbeter “valt onder”.",
        "The unit “{value}” is, through others, part of itself. Mend “part of”.",
    ),
    "team_in_a_circle": (
        "Het team “{value}” rapporteert, via andere, aan zichzelf. Verbeter “rapporteert aan”.",
        "The team “{value}” reports, through others, to itself. Mend “reports to”.",
    ),
    # texts and choices
    "missing_name": (
        "De naam in het Nederlands ontbreekt. Vul hem in.",
        "The name in Dutch is missing. Fill it in.",
    ),
    "missing_english_name": (
        "De naam in het Engels ontbreekt. Vul hem in; beide talen zijn nodig.",
        "The name in English is missing. Fill it in; both languages are needed.",
    ),
    "text_too_long": (
        "Deze tekst heeft {value} tekens; hoogstens {most} mag. Maak hem korter.",
        "This text has {value} signs; at most {most} fit. Make it shorter.",
    ),
    "missing_choice": (
        "Kies “{field}”: {choices}.",
        "Choose “{field}”: {choices}.",
    ),
    "unknown_choice": (
        "“{value}” kan hier niet. Kies uit: {choices}.",
        "“{value}” is not possible here. Choose from: {choices}.",
    ),
    "unknown_flag": (
        "“{value}” is geen ja of nee. Schrijf ja of nee.",
        "“{value}” is no yes or no. Write yes or no.",
    ),
    # numbers, times and dates
    "missing_number": (
        "Hier hoort een getal. Vul “{field}” in.",
        "A number belongs here. Fill in “{field}”.",
    ),
    "unknown_number": (
        "“{value}” is geen getal. Schrijf een getal, zoals 12.",
        "“{value}” is no number. Write a number, such as 12.",
    ),
    "number_not_whole": (
        "{value} is geen heel getal. Rond het af.",
        "{value} is no whole number. Round it.",
    ),
    "number_negative": (
        "{value} is kleiner dan nul. Schrijf een getal vanaf 0.",
        "{value} is below zero. Write a number from 0 on.",
    ),
    "number_too_large": (
        "{value} is te groot; hoogstens {most} mag. Kijk of er een cijfer te veel staat.",
        "{value} is too large; at most {most} fits. See whether there is a digit too many.",
    ),
    "too_many_decimals": (
        "{value} heeft te veel cijfers achter de komma; hoogstens {most} mag. Rond het af.",
        "{value} has too many decimals; at most {most} fit. Round it.",
    ),
    "level_out_of_scale": (
        "De ernst {value} bestaat niet. Kies 0 (geen), 1, 2, 3 of 4 (ontoelaatbaar).",
        "There is no level {value}. Choose 0 (none), 1, 2, 3 or 4 (intolerable).",
    ),
    "missing_time": (
        "Hier hoort een tijd. Vul “{field}” in, bijvoorbeeld 4 uur.",
        "A time belongs here. Fill in “{field}”, for example 4 hours.",
    ),
    "unknown_time": (
        "“{value}” is niet als tijd te lezen. Schrijf bijvoorbeeld 30 min, 4 uur, 1,5 dag of 2 weken.",
        "“{value}” cannot be read as a time. Write for example 30 min, 4 hours, 1.5 days or 2 weeks.",
    ),
    "time_without_unit": (
        "{value} wat? Schrijf de eenheid erbij, bijvoorbeeld {value} uur.",
        "{value} of what? Write the unit too, for example {value} hours.",
    ),
    "time_negative": (
        "De tijd “{value}” is kleiner dan nul. Schrijf een tijd vanaf 0.",
        "The time “{value}” is below zero. Write a time from 0 on.",
    ),
    "time_too_long": (
        "“{value}” is langer dan tien jaar. Kijk of het getal en de eenheid kloppen.",
        "“{value}” is longer than ten years. See whether the number and the unit are right.",
    ),
    "time_not_whole_minutes": (
        "“{value}” is geen heel aantal minuten. Rond het af.",
        "“{value}” is no whole number of minutes. Round it.",
    ),
    "impact_at_another_time": (
        "Gevolgen worden beoordeeld na 1, 4, 24 en 72 uur en na 7 dagen, niet na {value}. Kies een daarvan.",
        "Impacts are judged after 1, 4, 24 and 72 hours and after 7 days, not after {value}. Choose one.",
    ),
    "unknown_day": (
        "“{value}” is geen datum. Schrijf bijvoorbeeld 31-12-2026 of 2026-12-31.",
        "“{value}” is no date. Write for example 31-12-2026 or 2026-12-31.",
    ),
    "day_in_the_future": (
        "De datum {value} ligt in de toekomst. Schrijf de dag waarop de tijd werd vastgesteld.",
        "The date {value} lies in the future. Write the day on which the time was established.",
    ),
    "day_out_of_reach": (
        "De datum {value} kan niet kloppen. Schrijf een datum tussen 2000 en 2100.",
        "The date {value} cannot be right. Write a date between 2000 and 2100.",
    ),
    # rules
    "rto_over_mtpd": (
        "Het hersteltijddoel ({value}) is langer dan de maximaal toelaatbare uitvalsduur ({other}). Maak het "
        "korter, of pas de gevolgen aan.",
        "The recovery time objective ({value}) is longer than the maximum tolerable disruption ({other}). "
        "Make it shorter, or change the impacts.",
    ),
    "deadline_from_nothing": (
        "Er is een wettelijke termijn, maar niet vanaf wanneer die loopt. Kies dat: {choices}.",
        "There is a statutory deadline, but not what it counts from. Choose that: {choices}.",
    ),
    "from_without_deadline": (
        "Er staat vanaf wanneer een termijn loopt, maar niet hoe lang. Vul de termijn in, of maak dit leeg.",
        "It says what a deadline counts from, but not how long it is. Fill in the deadline, or clear this.",
    ),
    "override_without_reason": (
        "De afwijkende MTPD heeft geen reden. Schrijf waarom.",
        "The MTPD override has no reason. Write why.",
    ),
    "decision_without_reason": (
        "Het besluit heeft geen reden. Schrijf waarom dit proces moet doorgaan of kan wachten.",
        "The decision has no reason. Write why this process must go on or can wait.",
    ),
    "measured_without_day": (
        "De hersteltijd is gemeten, maar er staat niet wanneer. Vul de datum in.",
        "The recovery time was measured, but it does not say when. Fill in the date.",
    ),
    "recovery_time_missing": (
        "De hersteltijd is afgesproken of gemeten, maar staat er niet. Vul de tijd in.",
        "The recovery time was contracted or measured, but is not there. Fill in the time.",
    ),
    "role_of_a_thing": (
        "Alleen een middel van de soort “mensen in een rol” heeft een rol. Haal de rol weg of kies die "
        "soort.",
        "Only a resource of the kind “people in a role” has a role. Remove the role or choose that kind.",
    ),
    "impact_twice": (
        "Dit gevolg staat er al voor “{value}”, bij {other}. Haal een van beide weg.",
        "This impact is there already for “{value}”, at {other}. Remove one of the two.",
    ),
    "impact_becomes_milder": (
        "Het gevolg wordt milder als de uitval langer duurt ({value}). Dat kan niet; kijk de reeks na.",
        "The impact becomes milder as the disruption lasts longer ({value}). That cannot be; look at "
        "the row.",
    ),
    "staffing_for_nobody": (
        "Hier is minstens 1 mens nodig. Vul het aantal in, of haal de rij weg.",
        "At least 1 person is needed here. Fill in the number, or remove the row.",
    ),
    "staffing_overlaps": (
        "De rol “{value}” staat in deze tijd al bij {other}. Laat de tijden op elkaar aansluiten.",
        "The role “{value}” stands in this time already at {other}. Let the times follow one another.",
    ),
    "staffing_twice": (
        "De bezetting van “{value}” vanaf deze tijd staat er al, bij {other}. Haal een van beide weg.",
        "The staffing of “{value}” from this time is there already, at {other}. Remove one of the two.",
    ),
    "staffing_ends_before_it_starts": (
        "De bezetting eindigt ({value}) niet later dan zij begint ({other}). Verbeter een van beide tijden.",
        "The staffing ends ({value}) no later than it starts ({other}). Mend one of the two times.",
    ),
    "delivery_twice": (
        "Op deze tijd staat er al een levering aan “{value}”, bij {other}. Tel ze samen in een rij.",
        "There is a delivery to “{value}” at this time already, at {other}. Add them up in one row.",
    ),
    "delivery_of_nothing": (
        "Een levering is meer dan 0 liter. Vul de liters in, of haal de rij weg.",
        "A delivery is more than 0 litres. Fill in the litres, or remove the row.",
    ),
    "seat_twice": (
        "De rol “{value}” heeft al een plaats in dit team, bij {other}. Tel de mensen samen in een rij.",
        "The role “{value}” has a seat in this team already, at {other}. Add the people up in one row.",
    ),
    "seat_for_nobody": (
        "Een plaats is voor minstens 1 mens. Vul het aantal in, of haal de rij weg.",
        "A seat is for at least 1 person. Fill in the number, or remove the row.",
    ),
    "second_chair": (
        "Het team “{value}” heeft al een voorzitter, bij {other}. Kies er een.",
        "The team “{value}” has a chair already, at {other}. Choose one.",
    ),
    "needs_none": (
        "Er moet minstens 1 nodig zijn. Vul bij “Nodig (k)” 1 of meer in.",
        "At least 1 must be needed. Fill in 1 or more at “Needed (k)”.",
    ),
    "no_members": (
        "Er staat niet waaruit gekozen kan worden. Noem een of meer codes, met ; ertussen.",
        "It does not say what there is to choose from. Name one or more codes, with ; between them.",
    ),
    "needs_more_than_members": (
        "Er zijn er {value} nodig, maar er staan er {other}. Verlaag het aantal of noem er meer.",
        "{value} are needed, but {other} are named. Lower the number or name more.",
    ),
    "member_twice": (
        "“{value}” staat er twee keer in. Haal er een weg.",
        "“{value}” is in it twice. Remove one.",
    ),
    "needs_itself": (
        "“{value}” heeft zichzelf nodig. Haal dat weg.",
        "“{value}” needs itself. Remove that.",
    ),
}

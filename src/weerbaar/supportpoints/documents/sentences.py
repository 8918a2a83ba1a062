"""Sentences of the report in Dutch and English, in plain words, with places for figures.

Every entry has both languages and the same places: a test holds it.
"""

from __future__ import annotations

Sentences = dict[str, tuple[str, str]]

SENTENCES: Sentences = {
    "title": ("Noodsteunpunten voor {municipality}", "Emergency support points for {municipality}"),
    "overline": ("Rapport voor de raad", "Report to the council"),
    "description": (
        "Waar inwoners van {municipality} terechtkunnen als de stroom drie dagen uitvalt.",
        "Where residents of {municipality} can turn to when the power is out for three days.",
    ),
    "status_proposed": (
        "Voorstel “{design}” van {created}. Nog niet vastgesteld.",
        "Proposal “{design}” of {created}. Not yet adopted.",
    ),
    "status_adopted": ("“{design}”, vastgesteld op {adopted}.", "“{design}”, adopted on {adopted}."),
    "status_former": (
        "“{design}”, vastgesteld op {adopted}, inmiddels vervangen door een ander ontwerp.",
        "“{design}”, adopted on {adopted}, since replaced by another design.",
    ),
    "answer": (
        "Met {points} steunpunten heeft {share} van de {residents} inwoners een steunpunt binnen {minutes}"
        " minuten lopen.",
        "With {points} support points, {share} of the {residents} residents have a support point within a "
        "{minutes} minute walk.",
    ),
    "answer_one": (
        "Met één steunpunt heeft {share} van de {residents} inwoners een steunpunt binnen {minutes} "
        "minuten lopen.",
        "With one support point, {share} of the {residents} residents have a support point within a "
        "{minutes} minute walk.",
    ),
    "answer_none": (
        "Dit ontwerp bevat geen steunpunten: geen van de {residents} inwoners heeft er een binnen "
        "{minutes} minuten lopen.",
        "This design holds no support points: none of the {residents} residents has one within a {minutes}"
        " minute walk.",
    ),
    "purpose": (
        "Een noodsteunpunt is een bekend gebouw in de buurt waar inwoners bij een lange stroomuitval "
        "terechtkunnen voor informatie, drinkwater, eerste hulp en om hulpdiensten te waarschuwen.",
        "A support point is a familiar building nearby where, in a long power outage, residents find "
        "information, drinking water, first aid and a way to alert the emergency services.",
    ),
    "figure_points": ("steunpunten", "support points"),
    "figure_points_note": ("{tiers}", "{tiers}"),
    "figure_share": ("van de inwoners binnen de norm", "of residents within the norm"),
    "figure_share_note": (
        "{covered} van {residents}; norm {norm} lopen",
        "{covered} of {residents}; norm {norm} on foot",
    ),
    "figure_vulnerable": (
        "van de kwetsbare inwoners binnen hun norm",
        "of vulnerable residents within their norm",
    ),
    "figure_vulnerable_note": (
        "{covered} van {vulnerable}; norm {norm} lopen",
        "{covered} of {vulnerable}; norm {norm} on foot",
    ),
    "figure_vulnerable_unknown": ("niet gemeten", "not measured"),
    "figure_cost": ("eenmalig", "one-off"),
    "figure_cost_note": ("daarna {yearly} per jaar", "then {yearly} a year"),
    "left_out_short": (
        "{left_out} inwoners moeten langer dan {minutes} minuten lopen. Onder hen zijn {vulnerable} "
        "kwetsbare inwoners, die langzamer lopen en daardoor minder ver komen.",
        "{left_out} residents have to walk for more than {minutes} minutes. Among them are {vulnerable} "
        "vulnerable residents, who walk more slowly and so come less far.",
    ),
    "left_out_nobody": ("Niemand valt buiten de norm.", "Nobody is left outside the norm."),
    "budget_within": (
        "Dit past binnen het bedrag van {budget}: er blijft {left} over.",
        "This fits within the amount of {budget}: {left} is left.",
    ),
    "budget_over": (
        "Dit is {over} meer dan het bedrag van {budget}.",
        "This is {over} more than the amount of {budget}.",
    ),
    "budget_exact": (
        "Dit is precies het bedrag dat beschikbaar is: {budget}.",
        "This is exactly the amount that is available: {budget}.",
    ),
    "budget_none": (
        "Bij dit ontwerp is geen grens aan het bedrag gesteld.",
        "No limit was set to the amount for this design.",
    ),
    "figures_source": (
        "Peildatum van de berekening: {created}. Bronnen: {sources}.",
        "Date of the calculation: {created}. Sources: {sources}.",
    ),
    "figures_source_none": (
        "Peildatum van de berekening: {created}. Bij deze gemeente zijn geen bronnen vastgelegd.",
        "Date of the calculation: {created}. No sources are recorded for this municipality.",
    ),
    "illustrative": (
        "Let op: deze cijfers zijn illustratief. Ze rusten deels op voorbeeldgegevens en niet op metingen."
        " Gebruik ze niet voor een besluit.",
        "Please note: these figures are illustrative. They rest in part on example data and not on "
        "measurements. Do not use them for a decision.",
    ),
    "outdated": (
        "Let op: na deze berekening zijn de gegevens van de gemeente gewijzigd. Reken het ontwerp opnieuw "
        "door voor een besluit.",
        "Please note: the data of the municipality changed after this calculation. Run the design again "
        "before you decide.",
    ),
    "heading_map": ("Waar de punten liggen", "Where the points are"),
    "map_caption": (
        "Elk nummer verwijst naar de tabel met steunpunten. De kleur van een buurt laat zien welk deel van"
        " de inwoners een steunpunt binnen de norm heeft.",
        "Each number refers to the table of support points. The colour of a neighbourhood shows which part"
        " of its residents has a support point within the norm.",
    ),
    "map_alt": (
        "Kaart van {municipality} met {points} steunpunten en {areas} buurten. In {full} buurten heeft ten"
        " minste 95 procent van de inwoners een steunpunt binnen de norm. Minste dekking: {worst}. De "
        "tabellen in dit rapport bevatten dezelfde gegevens.",
        "Map of {municipality} with {points} support points and {areas} neighbourhoods. In {full} "
        "neighbourhoods at least 95 per cent of residents have a support point within the norm. Least "
        "covered: {worst}. The tables in this report hold the same data.",
    ),
    "legend_points": ("Steunpunten", "Support points"),
    "legend_share": ("Inwoners binnen de norm", "Residents within the norm"),
    "legend_nobody": ("geen inwoners", "no residents"),
    "legend_uncovered": ("inwoners buiten de norm", "residents outside the norm"),
    "legend_streets": ("straat", "street"),
    "scale_label": ("{km} km", "{km} km"),
    "north": ("N", "N"),
    "heading_points": ("De steunpunten", "The support points"),
    "points_intro": (
        "Inwoners en loopafstand gelden voor de mensen voor wie dit het dichtstbijzijnde punt is.",
        "Residents and walks are those of the people for whom this is the nearest point.",
    ),
    "points_none": ("Dit ontwerp bevat geen steunpunten.", "This design holds no support points."),
    "fixed_mark": ("Vast punt: stond van tevoren vast.", "Fixed point: decided beforehand."),
    "heading_districts": ("Dekking per wijk", "Coverage per district"),
    "heading_neighbourhoods": ("Dekking per buurt", "Coverage per neighbourhood"),
    "heading_left_out": ("Wie valt erbuiten", "Who is left out"),
    "left_out_intro": (
        "In deze buurten moeten mensen verder lopen dan de norm. Zij hebben iets anders nodig: een extra "
        "punt, vervoer, of iemand die langskomt.",
        "In these neighbourhoods people have to walk further than the norm. They need something else: an "
        "extra point, transport, or somebody who comes by.",
    ),
    "out_more": (
        "Het totaal telt ook {count} buurten met minder mensen mee; zie de tabel per buurt.",
        "The total includes {count} neighbourhoods with fewer people; see the table per neighbourhood.",
    ),
    "heading_money": ("Wat het kost", "What it costs"),
    "money_intro": (
        "De bedragen per punt zijn aannames van de gemeente. Ze staan met hun bron bij de normen.",
        "The amounts per point are assumptions of the municipality. They are listed with their source "
        "among the norms.",
    ),
    "money_total": ("Totaal", "Total"),
    "money_budget": ("Beschikbaar bedrag", "Amount available"),
    "money_left": ("Over", "Left"),
    "money_short": ("Tekort", "Short"),
    "money_count": ("Aantal", "Number"),
    "heading_method": ("Hoe dit is berekend", "How this was calculated"),
    "method_walk": (
        "Voor {demand} plekken waar mensen wonen is over de straten gemeten hoe ver het lopen is naar "
        "{candidates} bestaande gebouwen die een steunpunt kunnen worden. Een rivier of spoorlijn telt dus"
        " mee: wie om moet lopen, loopt om.",
        "For {demand} places where people live, the walk along the streets was measured to {candidates} "
        "existing buildings that could become a support point. So a river or railway counts: whoever has "
        "to go round, goes round.",
    ),
    "method_norm": (
        "Een inwoner is bereikt als een steunpunt binnen {minutes} minuten lopen ligt. Dat is {norm} bij "
        "{speed} km per uur. Voor kwetsbare inwoners is gerekend met {speed_vulnerable} km per uur; in "
        "dezelfde tijd komen zij {norm_vulnerable} ver.",
        "A resident is reached when a support point lies within a {minutes} minute walk. That is {norm} at"
        " {speed} km per hour. For vulnerable residents the speed is {speed_vulnerable} km per hour; in "
        "the same time they come {norm_vulnerable}.",
    ),
    "method_maximal_budget": (
        "Het rekenmodel zoekt de verzameling gebouwen die binnen {budget} de meeste inwoners bereikt.",
        "The model looks for the set of buildings that reaches most residents within {budget}.",
    ),
    "method_maximal_points": (
        "Het rekenmodel zoekt de {count} gebouwen die samen de meeste inwoners bereiken.",
        "The model looks for the {count} buildings that together reach most residents.",
    ),
    "method_maximal": (
        "Het rekenmodel zoekt de verzameling gebouwen die de meeste inwoners bereikt.",
        "The model looks for the set of buildings that reaches most residents.",
    ),
    "method_set_cost": (
        "Het rekenmodel zoekt de goedkoopste verzameling gebouwen die ten minste {share} van de inwoners "
        "bereikt.",
        "The model looks for the cheapest set of buildings that reaches at least {share} of residents.",
    ),
    "method_set_points": (
        "Het rekenmodel zoekt het kleinste aantal gebouwen dat ten minste {share} van de inwoners bereikt.",
        "The model looks for the fewest buildings that reach at least {share} of residents.",
    ),
    "method_weight": (
        "Een kwetsbare inwoner telt daarbij {weight} keer mee.",
        "In this, a vulnerable resident counts {weight} times.",
    ),
    "method_district": (
        "In elke wijk komt ten minste één punt, waar dat kan.",
        "Every district gets at least one point, where possible.",
    ),
    "method_required": (
        "{count} punten stonden van tevoren vast.",
        "{count} points were decided beforehand.",
    ),
    "method_required_one": ("Eén punt stond van tevoren vast.", "One point was decided beforehand."),
    "heading_proof": ("Hoe zeker dit de beste keuze is", "How certain it is that this is the best choice"),
    "proof_optimal": (
        "Dit is met wiskunde bewezen: met dezelfde gebouwen, normen en voorwaarden bestaat geen beter "
        "netwerk.",
        "This is proven mathematically: with the same buildings, norms and conditions, no better network "
        "exists.",
    ),
    "proof_gap": (
        "De rekentijd liep af voordat het bewijs rond was. Wel is bewezen dat een ander netwerk met "
        "dezelfde gebouwen, normen en voorwaarden hooguit {gap} beter kan zijn.",
        "The calculation reached its time limit before the proof was complete. It is proven that another "
        "network with the same buildings, norms and conditions can be at most {gap} better.",
    ),
    "proof_numbers": (
        "Bereikte waarde: {objective}. Bewezen grens: {bound}. Rekenprogramma: {solver}.",
        "Value reached: {objective}. Proven bound: {bound}. Solver: {solver}.",
    ),
    "proof_limits": (
        "Het bewijs gaat over de berekening. Of een gebouw echt geschikt is en of de eigenaar meewerkt, "
        "moet ter plaatse blijken. De inwoners zijn geteld op de peildatum van de bron.",
        "The proof is about the calculation. Whether a building is really suitable, and whether its owner "
        "agrees, must be found out on the spot. Residents were counted on the reference date of the "
        "source.",
    ),
    "heading_norms": ("Normen en aannames", "Norms and assumptions"),
    "norms_none": ("Er zijn geen normen vastgelegd.", "No norms are recorded."),
    "own": ("eigen waarde van de gemeente", "the municipality's own value"),
    "assumption": ("aanname", "assumption"),
    "heading_sources": ("Bronnen", "Sources"),
    "sources_none": ("Er zijn geen bronnen vastgelegd.", "No sources are recorded."),
    "source_line": (
        "{origin}. Peildatum {reference}. Licentie: {licence}. Opgehaald op {retrieved}.",
        "{origin}. Reference date {reference}. Licence: {licence}. Retrieved on {retrieved}.",
    ),
    "source_line_undated": (
        "{origin}. Licentie: {licence}. Opgehaald op {retrieved}.",
        "{origin}. Licence: {licence}. Retrieved on {retrieved}.",
    ),
    "source_illustrative": ("Illustratief.", "Illustrative."),
    "page": ("Pagina", "Page"),
    "page_of": ("van", "of"),
    "made": ("Gemaakt op {made}", "Made on {made}"),
    "and_others": ("en {count} andere", "and {count} more"),
    "total": ("Totaal", "Total"),
    # rows of the summary sheet
    "row_design": ("Ontwerp", "Design"),
    "row_status": ("Stand", "Status"),
    "row_made_by": ("Gemaakt door", "Made by"),
    "row_created": ("Berekend op", "Calculated on"),
    "row_points": ("Steunpunten", "Support points"),
    "row_residents": ("Inwoners", "Residents"),
    "row_covered": ("Inwoners binnen de norm", "Residents within the norm"),
    "row_left_out": ("Inwoners buiten de norm", "Residents outside the norm"),
    "row_share": ("Aandeel binnen de norm", "Share within the norm"),
    "row_vulnerable": ("Kwetsbare inwoners", "Vulnerable residents"),
    "row_vulnerable_covered": ("Kwetsbaren binnen hun norm", "Vulnerable within their norm"),
    "row_vulnerable_left_out": ("Kwetsbaren buiten hun norm", "Vulnerable outside their norm"),
    "row_vulnerable_share": ("Aandeel kwetsbaren binnen hun norm", "Share of vulnerable within their norm"),
    "row_one_off": ("Kosten, eenmalig (euro)", "Cost, one-off (euro)"),
    "row_yearly": ("Kosten per jaar (euro)", "Cost per year (euro)"),
    "row_budget": ("Beschikbaar bedrag (euro)", "Amount available (euro)"),
    "row_norm": ("Norm voor inwoners (meter lopen)", "Norm for residents (metres on foot)"),
    "row_norm_vulnerable": (
        "Norm voor kwetsbare inwoners (meter lopen)",
        "Norm for vulnerable residents (metres on foot)",
    ),
    "row_objective": ("Bereikte waarde van het rekenmodel", "Value reached by the model"),
    "row_bound": ("Bewezen grens", "Proven bound"),
    "row_gap": ("Afstand tot de grens", "Gap to the bound"),
    "row_solver": ("Rekenprogramma", "Solver"),
    "row_warning": ("Let op", "Please note"),
}


def say(key: str, language: str, **figures: object) -> str:
    """The sentence in a language with its figures filled in; figures are text, never a template."""
    return SENTENCES[key][0 if language == "nl" else 1].format(**figures)

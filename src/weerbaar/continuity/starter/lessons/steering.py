"""Lessons for ICT and for management."""

from __future__ import annotations

from weerbaar.continuity.starter.lessons.form import Card, Question, StarterLesson

ICT = StarterLesson(
    "ict",
    "ict",
    6,
    ("ICT: netjes uit, in volgorde aan", "ICT: down in order, up in order"),
    (
        "Van noodstroom naar uit, en terug: wat eerst, wat niet, en hoe u veilig blijft.",
        "From emergency power to off, and back: what first, what not, and how you stay safe.",
    ),
    (
        Card(
            ("De eerste minuten", "The first minutes"),
            (
                "De noodstroom houdt servers een beperkte tijd in de lucht. Weet hoe lang, en wat er dan "
                "gebeurt. Sluit systemen netjes af voordat de batterij leeg is: een database die omvalt "
                "kost later dagen.",
                "Emergency power keeps servers up for a limited time. Know how long, and what happens "
                "then. Shut systems down cleanly before the battery is empty: a database that crashes "
                "costs days later.",
            ),
        ),
        Card(
            ("Koeling telt mee", "Cooling counts"),
            (
                "Zonder koeling is een serverruimte eerder te warm dan de stroom op. Hangt de koeling aan de "
                "noodstroom? Zo niet, schakel dan eerder uit.",
                "Without cooling a server room is too hot before the power is out. Is the cooling on "
                "emergency power? If not, switch off sooner.",
            ),
        ),
        Card(
            ("Opstarten in volgorde", "Starting up in order"),
            (
                "Netwerk, identiteit, tijd en opslag eerst, dan de programma's die de langste keten "
                "hebben. De volgorde staat op papier, met wie het doet en hoe u ziet dat het werkt.",
                "Network, identity, time and storage first, then the applications with the longest chain. "
                "The order stands on paper, with who does it and how you see that it works.",
            ),
        ),
        Card(
            ("Het papier dat u nodig hebt", "The paper that you need"),
            (
                "Noodwachtwoorden in een verzegelde envelop in de kluis, adressen van apparaten, nummers van "
                "leveranciers en contracten. Wat alleen in het systeem staat, hebt u niet.",
                "Emergency passwords in a sealed envelope in the safe, addresses of devices, numbers of "
                "suppliers and contracts. What stands only in the system, you do not have.",
            ),
        ),
        Card(
            ("Wantrouwen mag", "Distrust is allowed"),
            (
                "Een storing is een kans voor aanvallers. Bel terug op het nummer van uw lijst voordat u "
                "iemand toegang geeft. Haal pas terug uit een back-up die u hebt gecontroleerd. Vermoedt u"
                " een datalek, meld het: er loopt een termijn van 72 uur.",
                "A failure is a chance for attackers. Call back on the number of your list before you give"
                " anybody access. Restore only from a backup that you have checked. If you suspect a data "
                "breach, report it: a limit of 72 hours runs.",
            ),
        ),
    ),
    (
        Question(
            (
                "De batterij houdt het nog twintig minuten vol en niemand weet hoe lang het duurt. Wat "
                "doet u?",
                "The battery lasts another twenty minutes and nobody knows how long it takes. What do you "
                "do?",
            ),
            (
                ("Wachten: misschien komt de stroom terug", "Wait: perhaps the power comes back"),
                ("Volgens de lijst netjes afsluiten", "Shut down cleanly by the list"),
                ("Alles tegelijk uitzetten", "Switch everything off at once"),
            ),
            1,
            (
                "Netjes afsluiten kost tijd. Die hebt u nu nog.",
                "Shutting down cleanly takes time. You still have it now.",
            ),
        ),
        Question(
            (
                "Iemand belt namens de leverancier en vraagt toegang om te helpen. Wat doet u?",
                "Somebody calls for the supplier and asks for access to help. What do you do?",
            ),
            (
                ("Toegang geven: er is haast", "Give access: there is hurry"),
                (
                    "Terugbellen op het nummer van uw eigen lijst",
                    "Call back on the number of your own list",
                ),
                ("Naar het wachtwoord van gisteren vragen", "Ask for yesterday's password"),
            ),
            1,
            (
                "Haast is het gereedschap van wie u wil misleiden.",
                "Hurry is the tool of whoever wants to mislead you.",
            ),
        ),
        Question(
            ("Wat start u als eerste op?", "What do you start up first?"),
            (
                ("Het programma waar het meest om wordt gevraagd", "The application that is asked for most"),
                ("Netwerk, identiteit en opslag", "Network, identity and storage"),
                ("De website", "The website"),
            ),
            1,
            (
                "Zonder die drie start het gevraagde programma niet, of half.",
                "Without those three the application does not start, or only half.",
            ),
        ),
    ),
)

MANAGEMENT = StarterLesson(
    "management",
    "management",
    6,
    ("Leidinggeven als niemand bereikbaar is", "Managing when nobody can be reached"),
    (
        "Wat u vooraf regelt, wat u loslaat, en hoe u voor uw mensen zorgt.",
        "What you arrange beforehand, what you let go, and how you look after your people.",
    ),
    (
        Card(
            ("Besluit nu, niet dan", "Decide now, not then"),
            (
                "Wat gaat door, wat mag 72 uur wachten? Als dat vooraf vastligt, hoeft niemand het in het "
                "donker te verzinnen. Durf te zeggen wat stopt: daar komen de mensen vandaan die u nodig "
                "hebt.",
                "What goes on, what may wait for 72 hours? If that is settled beforehand, nobody has to "
                "invent it in the dark. Dare to say what stops: that is where the people come from whom "
                "you need.",
            ),
        ),
        Card(
            ("Geef mandaat", "Give a mandate"),
            (
                "U bent straks niet te bellen. Leg vast wie wat mag besluiten en tot welk bedrag, en wie "
                "daarna komt. Zet het op papier met handtekening.",
                "You cannot be called then. Settle who may decide what, up to which amount, and who comes "
                "next. Put it on paper with a signature.",
            ),
        ),
        Card(
            ("Zorg voor mensen", "Look after people"),
            (
                "Uw medewerkers hebben thuis ook geen stroom. Vraag wie kan komen, wie zorg heeft voor "
                "anderen, en wie juist rust nodig heeft. Let op diensten, eten en een veilige reis naar "
                "huis.",
                "Your staff have no power at home either. Ask who can come, who cares for others, and who "
                "needs rest. See to shifts, food and a safe way home.",
            ),
        ),
        Card(
            ("Zeg wat u weet", "Say what you know"),
            (
                "Kom op vaste tijden met nieuws, ook als er geen nieuws is. Eén bericht, op papier aan de "
                "deur en mondeling in de ploeg. Geruchten vullen elke stilte.",
                "Bring news at fixed times, also when there is none. One message, on paper at the door and"
                " by mouth in the team. Rumours fill every silence.",
            ),
        ),
        Card(
            ("Oefen, en betaal het", "Practise, and pay for it"),
            (
                "Een plan dat nooit is geoefend, werkt niet. Maak elk jaar een dagdeel vrij, doe zelf mee,"
                " en zet achter elke verbetering een naam, een datum en geld.",
                "A plan that was never practised does not work. Set aside half a day every year, take part "
                "yourself, and put a name, a date and money behind every improvement.",
            ),
        ),
    ),
    (
        Question(
            (
                "Een team wil alles laten doorgaan. Er zijn mensen voor de helft. Wat doet u?",
                "A team wants everything to go on. There are people for half of it. What do you do?",
            ),
            (
                ("Iedereen harder laten werken", "Have everybody work harder"),
                ("Vooraf kiezen wat 72 uur stopt", "Choose beforehand what stops for 72 hours"),
                ("Het aan het toeval overlaten", "Leave it to chance"),
            ),
            1,
            (
                "Wat niet is gekozen, valt vanzelf om, en vaak is dat het verkeerde.",
                "What was not chosen falls over by itself, and often it is the wrong thing.",
            ),
        ),
        Question(
            ("Waarom staat een mandaat op papier?", "Why does a mandate stand on paper?"),
            (
                ("Voor het archief", "For the archive"),
                (
                    "Omdat u niet te bellen bent als het nodig is",
                    "Because you cannot be called when it is needed",
                ),
                ("Omdat het systeem dat vraagt", "Because the system asks for it"),
            ),
            1,
            (
                "Wie mag besluiten, moet dat kunnen laten zien aan wie het uitvoert.",
                "Whoever may decide must be able to show it to those who carry it out.",
            ),
        ),
        Question(
            (
                "Er is geen nieuws. Wat doet u op het vaste tijdstip?",
                "There is no news. What do you do at the fixed time?",
            ),
            (
                ("Overslaan", "Skip it"),
                (
                    "Zeggen dat er geen nieuws is, en wanneer u terugkomt",
                    "Say that there is none, and when you will be back",
                ),
                ("Vertellen wat er misschien gebeurt", "Tell what might happen"),
            ),
            1,
            (
                "Wie weet wanneer er nieuws komt, kan wachten.",
                "Whoever knows when news comes, can wait.",
            ),
        ),
    ),
)

"""Invented people and Träger of the demo; any likeness is chance, all addresses end in example.org."""

from dataclasses import dataclass

from app.groups.tables import Role, Standing
from app.people.tables import Side

OFFICE = "Landkreis Musterland, Jugendamt"
COUNCIL = "Kreistag Musterland"
RING = "Kreisjugendring Musterland e. V."

TRAEGER = (  # the eleven free ones with a region are the Sozialraumträger
    (OFFICE, Side.PUBLIC, None),
    ("Stadt Neuenfelde, Fachdienst Jugend", Side.PUBLIC, "Mitte"),
    ("Samtgemeinde Ostheide, Jugendpflege", Side.PUBLIC, "Nord"),
    ("Jugendwerk Nord e. V.", Side.FREE, "Nord"),
    ("Lebensraum Heide gGmbH", Side.FREE, "Nord"),
    ("Jugendhof Ostheide e. V.", Side.FREE, "Nord"),
    ("Familienhilfe Heidedorf gGmbH", Side.FREE, "Nord"),
    ("Haus der Wege e. V.", Side.FREE, "Mitte"),
    ("Brückenhof Jugendhilfe gGmbH", Side.FREE, "Mitte"),
    ("Mittendrin Neuenfelde e. V.", Side.FREE, "Mitte"),
    ("Familienwerkstatt Süd gGmbH", Side.FREE, "Süd"),
    ("Kinderland Süderbach e. V.", Side.FREE, "Süd"),
    ("Offene Tür Marienau e. V.", Side.FREE, "Süd"),
    ("Lernhaus Süderbach gGmbH", Side.FREE, "Süd"),
    (RING, Side.FREE, None),
    (COUNCIL, Side.POLITICS, None),
    ("Praxis für Supervision Lindner", Side.FREELANCE, None),
    ("Kreiselternrat Musterland", Side.AFFECTED, None),
)

LEADING_SEAT = "Leitung des Jugendamtes"
TRAEGER_SEAT = "sieben Leitungen von Sozialraumträgern aus allen drei Regionen"
TOWN_SEAT = "zwei Vertretungen der Gemeinden"

JHA_SEAT = (
    "In der Unterarbeitsgruppe Finanzen wirken drei Mitglieder des Jugendhilfeausschusses mit."
)
MANAGER_SEAT = "drei Geschäftsführungen der Sozialraumträger"


@dataclass(frozen=True)
class Worker:
    """Somebody who sits in the steering group for a Träger."""

    given: str
    family: str
    traeger: str
    function: str
    seat: str = ""
    role: Role = Role.MITGLIED
    standing: Standing = Standing.VOTING
    title: str = ""


COORDINATION = Worker(
    "Claudia", "Brandt", OFFICE, "Jugendhilfeplanung",
    role=Role.KOORDINATION, standing=Standing.ADVISORY,
)  # fmt: skip
TAKER = Worker(
    "Miriam", "Yıldız", OFFICE, "Fachberatung", role=Role.PROTOKOLL, standing=Standing.ADVISORY
)
GUEST = Worker("Sina", "Petersen", "Kreiselternrat Musterland", "Vorsitz", standing=Standing.GUEST)
ADVISER = Worker(
    "Eva", "Lindner", "Praxis für Supervision Lindner", "Supervision",
    role=Role.MODERATION, standing=Standing.ADVISORY, title="Dr.",
)  # fmt: skip

STEERING = (
    COORDINATION,
    Worker("Hartmut", "Seidel", OFFICE, "Leitung Jugendamt", LEADING_SEAT, Role.LEITUNG),
    TAKER,
    ADVISER,
    Worker("Tobias", "Krüger", "Jugendwerk Nord e. V.", "Geschäftsführung", TRAEGER_SEAT),
    Worker("Samira", "Haddad", "Familienwerkstatt Süd gGmbH", "Geschäftsführung", TRAEGER_SEAT),
    Worker("Lena", "Voss", "Haus der Wege e. V.", "Sozialraumleitung", TRAEGER_SEAT),
    Worker("Olaf", "Wollny", "Lebensraum Heide gGmbH", "Geschäftsführung", TRAEGER_SEAT),
    Worker("Petra", "Lüders", "Brückenhof Jugendhilfe gGmbH", "Bereichsleitung", TRAEGER_SEAT),
    Worker("Jonas", "Behrens", "Kinderland Süderbach e. V.", "Sozialraumleitung", TRAEGER_SEAT),
    Worker("Aylin", "Demir", "Offene Tür Marienau e. V.", "Leitung", TRAEGER_SEAT),
    Worker(
        "Karin", "Ahlers", "Stadt Neuenfelde, Fachdienst Jugend", "Fachdienstleitung", TOWN_SEAT
    ),
    Worker("Ralf", "Meinecke", "Samtgemeinde Ostheide, Jugendpflege", "Jugendpflege", TOWN_SEAT),
    GUEST,
)

COMMITTEE = (  # nine of the Kreistag, six of the free Träger (§ 71 Absatz 1 SGB VIII: 3/5 and 2/5)
    ("Bernd", "Ohlsen", COUNCIL), ("Ute", "Harms", COUNCIL), ("Friedrich", "Kruse", COUNCIL),
    ("Anke", "Dierks", COUNCIL), ("Mehmet", "Aksoy", COUNCIL), ("Gesa", "Thiele", COUNCIL),
    ("Holger", "Prigge", COUNCIL), ("Svenja", "Oltmann", COUNCIL), ("Carsten", "Rabe", COUNCIL),
    ("Inga", "Folkerts", RING), ("Dieter", "Wulf", RING),
    ("Maike", "Siems", "Jugendhof Ostheide e. V."), ("Jörg", "Tamm", "Mittendrin Neuenfelde e. V."),
    ("Nele", "Brandes", "Lernhaus Süderbach gGmbH"),
    ("Rainer", "Köster", "Familienhilfe Heidedorf gGmbH"),
)  # fmt: skip

FINANCE = (  # of the steering group
    ("Seidel", Role.LEITUNG, Standing.VOTING),
    ("Yıldız", Role.PROTOKOLL, Standing.ADVISORY),
    ("Krüger", Role.MITGLIED, Standing.VOTING),
    ("Haddad", Role.MITGLIED, Standing.VOTING),
    ("Wollny", Role.MITGLIED, Standing.VOTING),
)

OPERATOR = ("Torben", "Vogt")  # of the county's computer department
OTHER_OFFICE = "Landkreis Beispielau, Fachdienst Jugend"
OTHER_RING = "Jugendring Beispielau e. V."
OTHER_SEATS = ("Fachdienst Jugend", "Jugendring", "drei junge Menschen")
OTHER_COUNTY = (
    ("Frauke", "Heitmann", OTHER_OFFICE, OTHER_SEATS[0], Role.KOORDINATION),
    ("Arne", "Solling", OTHER_RING, OTHER_SEATS[1], Role.LEITUNG),
    ("Beate", "Rust", None, OTHER_SEATS[2], Role.MITGLIED),
    ("Kemal", "Öztürk", None, OTHER_SEATS[2], Role.MITGLIED),
    ("Wiebke", "Janßen", None, OTHER_SEATS[2], Role.MITGLIED),
)


def address(given: str, family: str) -> str:
    plain = f"{given}.{family}".lower()
    for letter, ascii_ in zip("äöüßı", ("ae", "oe", "ue", "ss", "i"), strict=True):
        plain = plain.replace(letter, ascii_)
    return f"{plain}@example.org"

"""Invented people and Träger of the demo; any likeness is chance, all addresses end in example.org."""

TRAEGER = (
    ("Landkreis Musterland, Jugendamt", "public", None),
    ("Stadt Neuenfelde, Fachdienst Jugend", "public", "Mitte"),
    ("Samtgemeinde Ostheide, Jugendpflege", "public", "Nord"),
    ("Jugendwerk Nord e. V.", "free", "Nord"),
    ("Familienwerkstatt Süd gGmbH", "free", "Süd"),
    ("Haus der Wege e. V.", "free", "Mitte"),
    ("Lebensraum Heide gGmbH", "free", "Nord"),
    ("Brückenhof Jugendhilfe", "free", "Mitte"),
    ("Kinderland Süderbach e. V.", "free", "Süd"),
    ("Offene Tür Marienau", "free", "Süd"),
    ("Praxis für Supervision Lindner", "freelance", None),
    ("Kreiselternrat", "affected", None),
)

# given name, family name, Träger (index) or None, function
COORDINATION = ("Claudia", "Brandt", 0, "Jugendhilfeplanung")

STEERING = (
    ("Hartmut", "Seidel", 0, "Leitung Jugendamt", "leitung"),
    ("Miriam", "Yıldız", 0, "Fachberatung", "protokoll"),
    ("Tobias", "Krüger", 3, "Geschäftsführung", "mitglied"),
    ("Samira", "Haddad", 4, "Geschäftsführung", "mitglied"),
    ("Lena", "Voss", 5, "Sozialraumleitung", "mitglied"),
    ("Olaf", "Wollny", 6, "Geschäftsführung", "mitglied"),
    ("Petra", "Lüders", 7, "Bereichsleitung", "mitglied"),
    ("Jonas", "Behrens", 8, "Sozialraumleitung", "mitglied"),
    ("Aylin", "Demir", 9, "Leitung", "mitglied"),
    ("Karin", "Ahlers", 1, "Fachdienstleitung", "mitglied"),
    ("Ralf", "Meinecke", 2, "Jugendpflege", "mitglied"),
)
GUEST = ("Sina", "Petersen", 11, "Vorsitz")
ADVISER = ("Dr. Eva", "Lindner", 10, "Moderation")

COMMITTEE = (
    ("Bernd", "Ohlsen"), ("Ute", "Harms"), ("Friedrich", "Kruse"), ("Anke", "Dierks"),
    ("Mehmet", "Aksoy"), ("Gesa", "Thiele"), ("Holger", "Prigge"), ("Svenja", "Oltmann"),
    ("Carsten", "Rabe"), ("Inga", "Folkerts"), ("Dieter", "Wulf"), ("Maike", "Siems"),
    ("Jörg", "Tamm"), ("Nele", "Brandes"), ("Rainer", "Köster"),
)  # fmt: skip

FINANCE = ((2, "mitglied"), (3, "mitglied"), (5, "mitglied"), (0, "leitung"))  # into STEERING
FINANCE_SEATS = ("drei Mitglieder des Jugendhilfeausschusses", "drei Geschäftsführungen der Träger")

OTHER_COUNTY = (
    ("Frauke", "Heitmann", "Koordination"),
    ("Arne", "Solling", "Leitung"),
    ("Beate", "Rust", "Mitglied"),
    ("Kemal", "Öztürk", "Mitglied"),
    ("Wiebke", "Janßen", "Mitglied"),
)


def address(given: str, family: str) -> str:
    plain = f"{given.rsplit(maxsplit=1)[-1]}.{family}".lower()
    for letter, ascii_ in zip("äöüßı", ("ae", "oe", "ue", "ss", "i"), strict=True):
        plain = plain.replace(letter, ascii_)
    return f"{plain}@example.org"

"""Who is who in the story; all invented, every address ends in example.org."""

OPERATOR = "torben.vogt@example.org"

# Landkreis Musterland
OFFICE = "hanna.petersen@example.org"  # Jugendhilfeplanung: coordination of the body
CHAIR = "gerd.wiechmann@example.org"  # leads the Lenkungsgruppe
MINUTE_TAKER = "selma.arslan@example.org"
MEMBER = "tjark.onken@example.org"  # director of a small free Träger, on a phone
OBJECTOR = "bente.harmsen@example.org"
OVERDUE = "nadja.bruening@example.org"  # has a task whose day is over
LEAVER = "mona.fricke@example.org"  # leaves in the middle of it
JOINER = "kai.lohmann@example.org"  # comes for her
TREASURER = "ulf.kessler@example.org"  # leads the Unterarbeitsgruppe Finanzen
COUNCILLOR = "ingrid.behnke@example.org"  # of the JHA, sits in Finanzen
OTHER_COUNCILLOR = "marlies.bock@example.org"  # of the JHA only
LATE = "rolf.meiners@example.org"
ABSENT = "enno.bargmann@example.org"
GUEST = "lars.gastmann@example.org"
MISTYPED = "stine.besuhc@example.org"  # nobody has this address

# Landkreis Beispielau
OTHER_OFFICE = "wiebke.sander@example.org"
OTHER_CHAIR = "ralf.vahlbruch@example.org"
OTHER_MINUTES = "nils.hagedorn@example.org"
STRANGER = "birte.zander@example.org"  # a member there, nobody in Musterland

MUSTERLAND, BEISPIELAU = "Landkreis Musterland", "Landkreis Beispielau"
JHA, OTHER_COMMITTEE = "Jugendhilfeausschuss", "Ausschuss für Jugend und Familie"
STEERING, RENAMED = "Lenkungsgruppe Sozialraum", "Projektsteuerung Sozialraum"
FINANCE, TRACK = "Unterarbeitsgruppe Finanzen", "Spurgruppe Beteiligung"
SOZIALRAUMTRAEGER = (
    "Jugendboot Nord e. V.", "Lebenswege Nord gGmbH", "Jugendhof Ostermoor e. V.",
    "Familienhilfe am Deich gGmbH", "Haus Mitte e. V.", "Brücke Altenfelde gGmbH",
    "Treffpunkt Altenfelde e. V.", "Familienwerk Süd gGmbH", "Kinderland Südheide e. V.",
    "Offene Tür Marienried e. V.", "Lernhaus Südheide gGmbH",
)  # fmt: skip
# Words that nobody outside may ever read.
CANARY, CONFIDENTIAL = "Kanarienvogelbudget", "Silberreiherakte"
ROLES = {
    "Betrieb": OPERATOR, "Koordination": OFFICE, "Leitung": CHAIR, "Protokollführung": MINUTE_TAKER,
    "Mitglied": MEMBER, "JHA-Mitglied": COUNCILLOR, "JHA-Mitglied ohne Gruppe": OTHER_COUNCILLOR,
    "Leitung Finanzen": TREASURER, "Koordination Beispielau": OTHER_OFFICE,
}  # fmt: skip

"""What a column may hold, and the headings by which it is recognised."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from app.core.errors import RuleViolation
from app.core.words import Word
from app.documents.limits import MOST_ABOVE, MOST_ROWS, TOO_MANY_ROWS

Cells = list[list[str]]


class Field(Word):
    TITLE = "title", "Anrede oder Titel"
    GIVEN = "given_name", "Vorname"
    FAMILY = "family_name", "Nachname"
    NAME = "name", "Vor- und Nachname"
    EMAIL = "email", "E-Mail"
    PHONE = "phone", "Telefon"
    TRAEGER = "traeger", "Träger"
    SIDE = "side", "Seite des Trägers"
    PARENT = "parent", "Verband des Trägers"
    REGION = "region", "Region des Trägers"
    FUNCTION = "function", "Funktion beim Träger"
    GROUP = "group", "Gruppe"
    ROLE = "role", "Rolle in der Gruppe"
    STANDING = "standing", "Stellung in der Gruppe"
    SEAT = "seat", "Sitz oder Besetzungsregel"
    SINCE = "since", "Mitglied seit"
    UNTIL = "until", "Mitglied bis"
    DEPUTY_OF = "deputy_of", "Vertretung von"


Mapped = Mapping[Field, int]  # field → position of its column, from 0

LENGTHS = {  # of the columns in the database
    Field.TITLE: 60, Field.GIVEN: 120, Field.FAMILY: 120, Field.NAME: 240, Field.EMAIL: 254,
    Field.PHONE: 60, Field.TRAEGER: 200, Field.PARENT: 200, Field.REGION: 200,
    Field.FUNCTION: 200, Field.SEAT: 300,
}  # fmt: skip
OF_A_SEAT = (Field.ROLE, Field.STANDING, Field.SEAT, Field.SINCE, Field.UNTIL, Field.DEPUTY_OF)
HEADINGS = {
    Field.TITLE: "anrede titel anredetitel akademischertitel akadtitel namenszusatz",
    Field.GIVEN: "vorname vornamen rufname givenname firstname",
    Field.FAMILY: "nachname familienname zuname lastname surname",
    Field.NAME: "name person mitglied vorundnachname namevorname nachnamevorname vornamenachname "
    "ansprechperson ansprechpartner ansprechpartnerin fullname",
    Field.EMAIL: "email mail emailadresse mailadresse emaildienstlich dienstlicheemail adresse",
    Field.PHONE: "telefon tel telefonnummer telefondienstlich telnr rufnummer durchwahl phone mobil",
    Field.TRAEGER: "träger organisation institution einrichtung verein firma fürwen entsendetvon "
    "entsendendestelle trägername namedesträgers dienststelle",
    Field.SIDE: "seite art trägerart artdesträgers seitedesträgers trägerseite trägertyp",
    Field.PARENT: "verband dachverband spitzenverband wohlfahrtsverband verbanddesträgers",
    Field.REGION: "region regiondesträgers sozialraum planungsraum raum gebiet",
    Field.FUNCTION: "funktion amt position tätigkeit berufsbezeichnung funktionbeimträger",
    Field.GROUP: "gruppe gremium arbeitsgruppe steuerungsgruppe ausschuss ag",
    Field.ROLE: "rolle aufgabe rolleindergruppe",
    Field.STANDING: "stellung stimmrecht status stimmberechtigung stellungindergruppe",
    Field.SEAT: "sitz besetzungsregel sitzbesetzungsregel sitzoderbesetzungsregel platz",
    Field.SINCE: "seit von beginn ab mitgliedseit vonseit seitvon eintritt start",
    Field.UNTIL: "bis ende mitgliedbis austritt letztertag",
    Field.DEPUTY_OF: "vertretungvon vertritt stellvertretungvon stellvertretungfür vertretungfür",
}
KNOWN = {word: field for field, words in HEADINGS.items() for word in words.split()}

TWICE = "„{label}“ ist zwei Spalten zugeordnet. Bitte lassen Sie eine davon weg."
NOBODY = (
    "Es fehlt, um wen es geht. Bitte ordnen Sie den Vor- und Nachnamen, die E-Mail-Adresse oder "
    "den Träger einer Spalte zu."
)
ONLY_HEAD = "Unter der Kopfzeile stehen keine Daten."
NO_GROUP = "Rolle, Sitz und Zeitraum brauchen auch eine Spalte mit der Gruppe."


def key(text: str) -> str:
    """For comparing headings and names of houses: "e. V." is "e.V."."""
    return re.sub(r"[^\w]", "", unicodedata.normalize("NFC", text).casefold())


def recognised(heading: str) -> Field | None:
    """By our own word for it or a usual one; "E-Mail (dienstlich)" is an E-Mail."""
    own = {key(field.label): field for field in Field}
    whole = key(heading)
    start = key(re.split(r"[(:\n]", heading)[0])
    return own.get(whole) or KNOWN.get(whole) or KNOWN.get(start)


def head_of(cells: Cells) -> int:
    """Position of the head: of the first rows the one with the most headings that we know."""
    near = cells[:MOST_ABOVE]
    known = [len({recognised(cell) for cell in row if cell} - {None}) for row in near]
    if not any(known):
        return next((at for at, row in enumerate(cells) if row), 0)
    return known.index(max(known))


def first_mapping(head: Sequence[str]) -> dict[Field, int]:
    """Of two columns with the same heading the first one."""
    found: dict[Field, int] = {}
    for at, heading in enumerate(head):
        field = recognised(heading)
        if field is not None:
            found.setdefault(field, at)
    return found


def check_mapping(mapped: Mapped, *, of_one_group: bool) -> None:
    """Raises RuleViolation where a row could not tell whom or what it is about."""
    whom = {Field.EMAIL, Field.NAME, Field.FAMILY}
    if not whom & set(mapped) and (of_one_group or Field.TRAEGER not in mapped):
        raise RuleViolation(NOBODY)
    if not of_one_group and Field.GROUP not in mapped and set(OF_A_SEAT) & set(mapped):
        raise RuleViolation(NO_GROUP)


def is_clear(head: Sequence[str], *, of_one_group: bool) -> bool:
    """Nobody has to say what a column holds: every heading is known, none twice, nothing is missing."""
    mapped = first_mapping(head)
    try:
        check_mapping(mapped, of_one_group=of_one_group)
    except RuleViolation:
        return False
    return len(mapped) == sum(map(bool, head))


def data_rows(cells: Cells) -> list[int]:
    """Positions of the rows below the head that hold something."""
    return [at for at in range(head_of(cells) + 1, len(cells)) if any(cells[at])]


def check_rows(cells: Cells) -> int:
    """How many there are. Raises RuleViolation for none and for too many."""
    count = len(data_rows(cells))
    if not count:
        raise RuleViolation(ONLY_HEAD)
    if count > MOST_ROWS:
        raise RuleViolation(TOO_MANY_ROWS)
    return count

"""Who may what as data. The rows of tests/<feature>/rights.py name a capability or
are recognised by their answers; `python -m tests.rechte` writes docs/rechte.md from here.

Who may gets an answer that is no refusal; who sees the thing but may not do this to it gets 403,
everybody else 404 (docs/adr/0007); without a login one is sent there.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Expected = Literal["open", "login", 403, 404]


class Who(StrEnum):
    """From the furthest to the nearest; LABELS has their German names."""

    ANONYMOUS = "anonymous"
    GUEST_TOKEN = "guest_token"  # no session, but a link that was sent to somebody
    FORMER = "former"
    OPERATOR = "operator"
    OTHER_OFFICE = "other_office"
    STRANGER = "stranger"
    JHA = "jha"
    DEPUTY = "deputy"
    MEMBER = "member"
    MINUTE_TAKER = "minute_taker"
    CHAIR = "chair"
    COORDINATION = "coordination"


LABELS: dict[Who, str] = {
    Who.COORDINATION: "Koordination", Who.CHAIR: "Leitung", Who.MINUTE_TAKER: "Protokoll",
    Who.MEMBER: "Mitglied", Who.DEPUTY: "Vertretung, beratend, Gast", Who.JHA: "JHA-Mitglied",
    Who.STRANGER: "andere Gruppe", Who.FORMER: "ausgeschieden",
    Who.OTHER_OFFICE: "Koordination anderswo", Who.OPERATOR: "Betrieb",
    Who.GUEST_TOKEN: "Link aus E-Mail", Who.ANONYMOUS: "ohne Anmeldung",
}  # fmt: skip
CAST: dict[Who, str] = {
    Who.FORMER: "eva", Who.OPERATOR: "oskar", Who.OTHER_OFFICE: "frieda", Who.STRANGER: "dirk",
    Who.JHA: "jutta", Who.DEPUTY: "doris", Who.MEMBER: "carla", Who.MINUTE_TAKER: "paul",
    Who.CHAIR: "bernd", Who.COORDINATION: "anna",
}  # fmt: skip
WITHOUT_LOGIN = frozenset({Who.ANONYMOUS, Who.GUEST_TOKEN})
SIGNED_IN = frozenset(CAST)
MEMBERS = frozenset({Who.MEMBER, Who.MINUTE_TAKER, Who.CHAIR})
OFFICE = frozenset({Who.COORDINATION})
OFFICES = OFFICE | {Who.OTHER_OFFICE}
BETRIEB = frozenset({Who.OPERATOR})
READERS = MEMBERS | OFFICE
LEADS = OFFICE | {Who.CHAIR}
WRITES = LEADS | {Who.MINUTE_TAKER}
OTHERS_OF_THE_BODY = frozenset({Who.STRANGER, Who.JHA, Who.DEPUTY})
OF_THE_BODY = READERS | OTHERS_OF_THE_BODY
DEPUTY = frozenset({Who.DEPUTY})
NOBODY: frozenset[Who] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Capability:
    area: str  # its heading in docs/rechte.md
    does: str
    may: frozenset[Who]
    sees: frozenset[Who] = NOBODY  # may not, but knows that it is there: 403
    unknown: Expected = "login"  # for who has no login and may not
    but: dict[str, dict[Who, Expected]] = field(default_factory=dict)  # in a state of the object
    note: str = ""

    def answer(self, who: Who, state: str = "") -> Expected:
        if who in self.but.get(state, {}):
            return self.but[state][who]
        if who in self.may:
            return "open"
        if who in WITHOUT_LOGIN:
            return self.unknown
        return 403 if who in self.sees else 404


def inside(area: str, does: str, may: frozenset[Who], **more: Any) -> Capability:
    """What some do in a group and its other members see."""
    return Capability(area=area, does=does, may=may, sees=READERS - may, **more)


def each(who: frozenset[Who], answer: Expected) -> dict[Who, Expected]:
    return dict.fromkeys(who, answer)


OPERATION = "Betrieb der Installation"
DIRECTORY = "Vorlagen einlesen, Gruppen, Personen, Gremien"
MEETINGS = "Sitzungen, Einladungen, Tagesordnung"
MINUTES = "Protokoll"
TASKS = "Aufgaben und Aufträge"
INTERNAL = "Internes der Gruppe lesen"
PUBLISHED = "Öffentliche Vorlagen und Sitzungen der Gremien"
OWN = "Eigenes"
WORLD = "Ohne Anmeldung"

PAPER_PUBLIC, UNINVITED, DRAFT, SENT, REMOVED = (
    "Vorlage öffentlich", "Sitzung ohne Einladungen", "Protokoll im Entwurf",
    "Protokoll versandt", "Anlage entfernt",
)  # fmt: skip
WITHDRAWN = "Einladung zurückgenommen"
REPORT_RELEASED = "Bericht freigegeben"
TASK_OF_DEPUTY, TASK_OF_OTHERS = "Aufgabe der Vertretung", "Aufgabe einer anderen Person"
TASK_DROPPED = "Aufgabe verworfen"
REPORTS_OTHERS: dict[Who, Expected] = {Who.MEMBER: 403}
NO_PDF = each(SIGNED_IN, 404)

# Who may at all in an area. A capability gives each of them less or as much.
MOST: dict[str, frozenset[Who]] = {
    OPERATION: OFFICES | BETRIEB, DIRECTORY: LEADS | OFFICES, MEETINGS: READERS | DEPUTY, MINUTES: READERS,
    TASKS: READERS | DEPUTY, INTERNAL: READERS, PUBLISHED: OF_THE_BODY, OWN: SIGNED_IN,
    WORLD: SIGNED_IN | WITHOUT_LOGIN,
}  # fmt: skip

CAPABILITIES: dict[str, Capability] = {
    "operate": Capability(
        area=OPERATION, does="Körperschaften anlegen", may=BETRIEB, sees=SIGNED_IN - BETRIEB
    ),
    "operate_body": Capability(
        area=OPERATION, does="Ämter in einer Körperschaft vergeben", may=BETRIEB, sees=OF_THE_BODY
    ),
    "bodies": Capability(
        area=OPERATION, does="Liste der Körperschaften", may=OFFICES | BETRIEB,
        sees=SIGNED_IN - OFFICES - BETRIEB, note="jede Koordination sieht nur ihre",
    ),
    "body": Capability(
        area=OPERATION, does="Angaben einer Körperschaft", may=OFFICE | BETRIEB,
        sees=OF_THE_BODY - OFFICE,
    ),
    "leading_anywhere": Capability(
        area=DIRECTORY, does="Übersicht über die geleiteten Gruppen", may=OFFICES | LEADS,
        sees=SIGNED_IN - OFFICES - LEADS, note="nur die eigenen Gruppen",
    ),
    "directory": Capability(
        area=DIRECTORY, does="das Verzeichnis der eigenen Körperschaft führen, Neues anlegen",
        may=OFFICES, sees=SIGNED_IN - OFFICES,
        note="jede Koordination nur in ihrer Körperschaft",
    ),
    "entry": Capability(
        area=DIRECTORY, does="einen Eintrag ansehen und ändern: Person, Träger, Sitzung eines Gremiums",
        may=OFFICE, sees=OF_THE_BODY - OFFICE,
    ),
    "secret": Capability(
        area=DIRECTORY, does="Postausgang, Entwürfe, Quellen von Vorlagen", may=OFFICE,
        note="andere erfahren nicht, dass es sie gibt",
    ),
    "office": inside(DIRECTORY, "eine Gruppe ändern", OFFICE),
    "paper_change": Capability(
        area=DIRECTORY, does="eine Vorlage ändern, Gruppen und Aufträge aus ihr anlegen",
        may=OFFICE, sees=MEMBERS, but={PAPER_PUBLIC: each(OTHERS_OF_THE_BODY, 403)},
        note="403 für alle, die die Vorlage lesen dürfen",
    ),
    "report_write": Capability(
        area=DIRECTORY, does="einen Sachstandsbericht schreiben und freigeben", may=OFFICE,
        sees=frozenset({Who.CHAIR}), but={REPORT_RELEASED: each(OF_THE_BODY - LEADS, 403)},
        note="403 für alle, die den Bericht lesen dürfen",
    ),
    "committee_digest": Capability(
        area=DIRECTORY, does="die Zusammenfassungen eines Gremiums verschicken", may=OFFICE,
        sees=frozenset({Who.MEMBER}), note="im Test sitzt nur das Mitglied auch in diesem Gremium",
    ),
    "lead": inside(DIRECTORY, "Mitglieder der Gruppe aufnehmen, ändern, verabschieden", LEADS),
    "meeting_lead": inside(MEETINGS, "anlegen, einladen, verlegen, absagen", LEADS),
    "agenda": inside(MEETINGS, "Tagesordnung, Beginn und Ende", WRITES),
    "meeting_read": Capability(
        area=MEETINGS, does="eine Sitzung ansehen", may=READERS | {Who.DEPUTY},
        but={UNINVITED: each(DEPUTY, 404), WITHDRAWN: each(DEPUTY, 404)},
        note="Vertretung, beratend, Gast: wer eingeladen ist, ohne nichtöffentliche Punkte",
    ),
    "answer": Capability(
        area=MEETINGS, does="auf die eigene Einladung antworten", may=MEMBERS | {Who.DEPUTY},
        but={UNINVITED: each(MEMBERS | {Who.DEPUTY}, 404), WITHDRAWN: each(DEPUTY, 404)},
        note="wer eingeladen ist",
    ),
    "poll_lead": Capability(
        area=MEETINGS, does="nach einem Termin fragen, erinnern, ihn festlegen", may=LEADS,
        sees=(READERS | DEPUTY) - LEADS,
    ),
    "poll_read": Capability(
        area=MEETINGS, does="eine Terminabfrage ansehen", may=READERS | DEPUTY,
        note="die Antworten der anderen sieht nur, wer leitet; Vertretung, beratend, Gast: wer gefragt ist",
    ),
    "poll_answer": Capability(
        area=MEETINGS, does="auf eine Terminabfrage antworten", may=MEMBERS | DEPUTY,
        note="wer gefragt ist",
    ),
    "inbox": Capability(
        area=MEETINGS, does="über Antworten im Posteingang entscheiden", may=LEADS,
        note="Leitung: was die eigene Gruppe betrifft; andere erfahren nicht, dass es sie gibt",
    ),
    "write": inside(MINUTES, "Protokoll, Anwesenheit und Beschlüsse schreiben, versenden", WRITES),
    "object": Capability(
        area=MINUTES, does="Einwände lesen und erheben", may=READERS,
        but={DRAFT: {Who.MEMBER: 404}}, note="erheben bis zum Ende der Einwandfrist",
    ),
    "object_withdraw": inside(
        MINUTES, "einen eigenen Einwand zurückziehen", frozenset({Who.MEMBER}),
        but={DRAFT: {Who.MEMBER: 404}}, note="wer ihn erhoben hat, solange niemand entschieden hat",
    ),
    "minutes_approve": inside(MINUTES, "genehmigen", LEADS),
    "minutes_read": Capability(
        area=MINUTES, does="die Niederschrift als PDF laden", may=READERS,
        but={DRAFT: NO_PDF, SENT: NO_PDF},
        note="vor der Genehmigung gibt es keine; die Seite sagt Mitgliedern bis zum Versand nur, dass das Protokoll noch nicht da ist",
    ),
    "minutes_follow": Capability(
        area=MINUTES, does="mitlesen, während das Protokoll entsteht", may=READERS,
        but={DRAFT: {Who.MEMBER: 404}},
        note="Mitglieder, sobald das Protokoll versandt ist",
    ),
    "passage_remove": inside(MINUTES, "eine Stelle aus allen Texten entfernen", LEADS),
    "decision_read": Capability(
        area=MINUTES, does="einen Beschluss im Beschlussregister lesen", may=READERS,
        but={DRAFT: {Who.MEMBER: 404}},
        note="Mitglieder, sobald das Protokoll versandt ist",
    ),
    "decision_follow": inside(
        MINUTES, "eintragen, was aus einem Beschluss wurde", WRITES,
        but={DRAFT: {Who.MEMBER: 404}},
    ),
    "minutes_take": Capability(
        area=MINUTES, does="Entwurf, Word, Text und öffentlichen Auszug laden", may=READERS,
        but={DRAFT: each(READERS - WRITES, 404)},
        note="Mitglieder vom Versand an; der Auszug entsteht mit der Genehmigung",
    ),
    "task_give": inside(
        TASKS, "Aufgaben vergeben, ändern und verwerfen, Aufträge fortschreiben", WRITES,
        but={TASK_OF_DEPUTY: each(DEPUTY, 403)},
    ),
    "mandate_edit": inside(TASKS, "Aufträge ändern", WRITES),
    "mandate_propose": Capability(area=TASKS, does="Aufträge vorschlagen", may=READERS),
    "mandate_answer": inside(TASKS, "vorgeschlagene Aufträge annehmen oder ablehnen", LEADS),
    "task_read": Capability(
        area=TASKS, does="eine Aufgabe lesen und kommentieren", may=READERS,
        but={TASK_OF_DEPUTY: each(DEPUTY, "open")}, note="Vertretung, beratend, Gast: die eigenen",
    ),
    "task_report": Capability(
        area=TASKS, does="beginnen, erledigen, wieder öffnen", may=READERS,
        but={
            TASK_OF_DEPUTY: {**each(DEPUTY, "open"), **REPORTS_OTHERS},
            TASK_OF_OTHERS: REPORTS_OTHERS, TASK_DROPPED: REPORTS_OTHERS,
        },
        note="Mitglieder, Vertretung, beratend, Gast: die eigenen; im Test ist es die des Mitglieds",
    ),
    "read": Capability(area=INTERNAL, does="Gruppe, Sitzungen, Aufgaben, Aufträge", may=READERS),
    "paper_read": Capability(
        area=PUBLISHED, does="eine Vorlage lesen", may=READERS,
        but={PAPER_PUBLIC: each(OTHERS_OF_THE_BODY, "open")},
        note="öffentlich: alle der Körperschaft; sonst Koordination und die Gruppe, die den Bericht bekommt",
    ),
    "paper_file": Capability(
        area=PUBLISHED, does="eine Anlage laden", may=READERS,
        but={
            PAPER_PUBLIC: each(OTHERS_OF_THE_BODY, "open"),
            REMOVED: each(SIGNED_IN, 404),
        },
        note="wer Vorlage und Anlage lesen darf; entfernt: niemand",
    ),
    "report_read": Capability(
        area=PUBLISHED, does="einen Sachstandsbericht lesen und laden", may=LEADS,
        but={REPORT_RELEASED: each(OF_THE_BODY - LEADS, "open")},
        note="Entwurf: Koordination und wer eine beteiligte Gruppe leitet; freigegeben und öffentlich: alle der Körperschaft, sonst das Gremium",
    ),
    "calendar": Capability(
        area=PUBLISHED, does="Sitzungen der Gremien", may=OF_THE_BODY,
        note="die Vorlagen darin nach eigenem Recht",
    ),
    "everybody": Capability(
        area=OWN, does="Start, Listen, Einstellungen: jede Person sieht das Ihre", may=SIGNED_IN
    ),
    "own": Capability(
        area=OWN, does="eigene Anmeldung, Kalender-Adresse, Zusammenfassung", may=OFFICE,
        note="nur, wem sie gehört; im Test der Koordination",
    ),
    "own_committee": Capability(
        area=OWN, does="Zusammenfassung eines eigenen Gremiums bestellen",
        may=OFFICE | {Who.MEMBER}, note="wer in diesem Gremium sitzt",
    ),
    "link": Capability(
        area=WORLD, does="ein Link aus einer E-Mail oder einem Kalender, nur für diese eine Sache",
        may=frozenset({Who.GUEST_TOKEN}), unknown=404,
    ),
    "public": Capability(
        area=WORLD, does="Anmeldung, Hilfe, Rechtliches, OParl-Schnittstelle",
        may=SIGNED_IN | WITHOUT_LOGIN,
    ),
}  # fmt: skip

# A row without a name has one of these: the first whose answers are the row's. The person in
# `right` is the least who may: bernd for what the leading do, paul for what the minute-taker may.
RECOGNISED: tuple[tuple[str, str], ...] = (
    ("operate", "oskar"), ("operate_body", "oskar"), ("leading_anywhere", "bernd"),
    ("public", ""), ("everybody", ""), ("link", ""), ("directory", ""), ("entry", ""),
    ("calendar", ""), ("read", ""), ("office", "anna"), ("lead", "bernd"), ("write", "paul"),
    ("secret", ""),
)  # fmt: skip

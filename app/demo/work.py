"""What the groups of the first county have done so far and what lies ahead."""

from datetime import timedelta

from app.core.clock import now
from app.core.tokens import hash_of
from app.core.words import Visibility
from app.demo import history as add
from app.demo.history import History
from app.demo.musterland import County
from app.digest.rules import digest_token
from app.digest.tables import Rhythm, Subscription
from app.invitations.tables import Answer
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import MinutesStatus
from app.tasks.tables import TaskStatus

AGENDA = (
    "Begrüßung und Tagesordnung",
    "Genehmigung des Protokolls der vorigen Sitzung",
    "Stand der Aufträge",
    "Bedarf in den Regionen Nord, Mitte und Süd",
    "Verschiedenes und nächste Termine",
)
MODEL_B = (
    "Die Gruppe empfiehlt, die Budgets der Sozialräume nach Modell B zu verteilen: "
    "ein Sockelbetrag und ein Anteil nach der Zahl der Kinder."
)


async def load(history: History, county: County) -> Meeting:
    """The coming meeting of the steering group, to which the invitations go out next."""
    await _mandates(history, county)
    await _steering_past(history, county)
    await _finance(history, county)
    await _committee(history, county)
    meeting, _ = await add.add_meeting(
        county.steering, "5. Sitzung", history.at(9, 14), AGENDA,
        video_url="https://video.example.org/steuerung",
    )  # fmt: skip
    await add.add_meeting(county.finance, "4. Sitzung", history.at(20, 9, 30), AGENDA[:3])
    await _subscriptions(county)
    return meeting


async def _mandates(history: History, county: County) -> None:
    point = county.points
    await add.add_mandate(
        county.steering, point[1], "Offene Fragen der Träger sammeln und ordnen",
        ("in_progress", "Die Träger haben 14 Fragen eingereicht.", history.at(-200, 15)),
        ("proposed", "Elf Fragen sind beantwortet, drei gehen in die Unterarbeitsgruppe.", history.at(-120, 15)),
        ("finalised", "Der Fragenkatalog ist abgeschlossen.", history.at(-60, 15)),
        kind="question",
    )  # fmt: skip
    await add.add_mandate(
        county.finance, point[2], "Ein Modell für die Verteilung der Budgets vorschlagen",
        ("in_progress", "Drei Modelle werden verglichen.", history.at(-150, 10)),
        ("proposed", "Modell B liegt als Vorschlag vor.", history.at(-21, 11)),
        due_on=history.day(30),
    )  # fmt: skip
    await add.add_mandate(
        county.steering, point[3], "Bedarf in drei Regionen erheben",
        ("in_progress", "Die Abfrage bei den Gemeinden läuft.", history.at(-90, 15)),
        due_on=history.day(-7),
    )  # fmt: skip
    await add.add_mandate(
        county.steering, point[4], "Bericht an den Jugendhilfeausschuss vorbereiten",
        due_on=history.day(12),
    )  # fmt: skip
    await add.add_mandate(
        county.steering, None, "Klären, wer die Verträge mit den Trägern zeichnet",
        ("on_hold", "Wartet auf die Auskunft der Rechtsabteilung.", history.at(-40, 15)),
        kind="problem",
    )  # fmt: skip


async def _steering_past(history: History, county: County) -> None:
    people = county.steering_people
    approved, first = await add.add_meeting(
        county.steering, "3. Sitzung", history.at(-75, 14), AGENDA
    )
    await add.add_minutes(
        approved, _texts(first), MinutesStatus.SENT, sent_at=history.at(-70, 9),
        objections_until=history.day(-56),
    )  # fmt: skip
    await add.add_decision(
        first[3], "Die Gruppe empfiehlt, den Bedarf in allen drei Regionen mit demselben Bogen zu erheben.",
        (9, 0, 1), Visibility.PUBLIC,
    )  # fmt: skip
    fourth, items = await add.add_meeting(
        county.steering, "4. Sitzung", history.at(-12, 14), AGENDA
    )
    await add.add_minutes(fourth, _texts(items), MinutesStatus.DRAFT)
    await add.add_task(
        county.steering,
        items[3],
        people[2],
        "Bedarfszahlen der Region Nord nachfordern",
        history.day(-4),
    )
    await add.add_task(
        county.steering, items[3], people[4], "Fragebogen an die Gemeinden der Region Mitte senden",
        history.day(5), status=TaskStatus.IN_PROGRESS,
    )  # fmt: skip
    await add.add_task(
        county.steering, items[2], people[3], "Synopse der Budgetmodelle erstellen", history.day(8)
    )
    await add.add_task(
        county.steering, items[4], people[2], "Raum für die Klausur reservieren", history.day(25)
    )
    await add.add_task(
        county.steering, first[2], people[2], "Liste der Verträge zusammenstellen", history.day(-50),
        status=TaskStatus.DONE, done_note="Die Liste liegt der Koordination vor.", done_at=history.at(-52, 10),
    )  # fmt: skip


def _texts(items: list[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    texts = (
        "Herr Seidel begrüßt die Anwesenden. Die Tagesordnung wird ohne Änderung angenommen.",
        "Das Protokoll der vorigen Sitzung ist genehmigt.",
        "Frau Brandt stellt den Stand der Aufträge vor. Drei Fragen sind noch offen.",
        "Die Abfrage läuft. Aus der Region Nord fehlen Zahlen.\n\nDie Gruppe bespricht, wie die Gemeinden unterstützt werden.",
        "Der Termin der nächsten Sitzung steht fest.",
    )
    return list(zip(items, texts, strict=True))


async def _finance(history: History, county: County) -> None:
    meeting, items = await add.add_meeting(
        county.finance, "3. Sitzung", history.at(-21, 9, 30), AGENDA[:3]
    )
    await add.add_minutes(
        meeting, _texts(items)[:3] if len(items) == 5 else _short(items), MinutesStatus.SENT,
        sent_at=history.at(-14, 12), objections_until=history.day(2),
    )  # fmt: skip
    await add.add_decision(items[2], MODEL_B, (4, 0, 1), Visibility.PUBLIC)


def _short(items: list[AgendaItem]) -> list[tuple[AgendaItem, str]]:
    texts = (
        "Herr Seidel eröffnet die Sitzung.",
        "Das Protokoll der zweiten Sitzung ist genehmigt.",
        "Die drei Modelle werden verglichen. Nach Aussprache stimmt die Gruppe über Modell B ab.",
    )
    return list(zip(items, texts, strict=True))


async def _committee(history: History, county: County) -> None:
    await add.add_meeting(
        county.committee, "Sitzung des Jugendhilfeausschusses", history.at(26, 16),
        ("Einwohnerfragestunde", "Bericht zur Vorlage 2025/012", "Verschiedenes"),
    )  # fmt: skip


async def _subscriptions(county: County) -> None:
    """Six of fifteen have asked for the digest; for them one is waiting."""
    for person in county.committee_people[:6]:
        row = Subscription(
            person=person.id, committee=county.committee.id, rhythm=Rhythm.BEFORE_MEETING,
            chosen_at=now() - timedelta(days=100), chosen_how="selbst gewählt",
            watermark=now() - timedelta(days=80), token_hash="",
        )  # fmt: skip
        row.token_hash = hash_of(digest_token(row.id))
        await row.save()


ANSWERS = (Answer.ACCEPTED, Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED, Answer.ACCEPTED)

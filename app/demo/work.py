"""What the groups of the first county have done so far and what lies ahead."""

from dataclasses import dataclass

from app.decisions.tables import Decision, Implementation
from app.demo import people, words
from app.demo.duties import Duty, Keeper, Move, Said
from app.demo.history import History
from app.demo.musterland import County, Groups, Loaded
from app.demo.series import add_series
from app.demo.sittings import (
    Sitting,
    add_attendance,
    add_decision,
    add_meeting,
    add_minutes,
    add_objection,
    add_text_blocks,
    note_state,
    note_talk,
    send_minutes,
)  # fmt: skip
from app.groups.tables import Group
from app.invitations.tables import Attendance
from app.mandates.tables import Mandate, MandateKind, MandateStatus
from app.meetings.tables import AgendaItem, Meeting
from app.tasks.tables import Priority, TaskStatus

EXCUSED, ABSENT = Attendance.EXCUSED, Attendance.ABSENT
AWAY: tuple[dict[str, Attendance], ...] = (
    {}, {"Voss": EXCUSED}, {"Wollny": EXCUSED}, {"Demir": EXCUSED, "Meinecke": ABSENT},
)  # fmt: skip
STEERING_MEMBERS = tuple(worker.family for worker in people.STEERING if worker != people.GUEST)
FINANCE_MEMBERS = (*(family for family, *_ in people.FINANCE), "Ohlsen", "Harms")


@dataclass(frozen=True)
class Done:
    """Oldest first. `coming`: the meeting to which the invitations go out next."""

    steering: list[Sitting]
    finance: list[Sitting]
    coming: Sitting


async def load(history: History, loaded: Loaded) -> Done:
    county, groups = loaded.county, loaded.groups
    steering = await _steering(history, county, groups.steering)
    finance = await _finance(history, county, groups.finance)
    mandates = await _mandates(history, loaded, steering, finance)
    await _tasks(history, county, (steering[2], steering[3], finance[2]), mandates)
    return Done(steering, finance, await _ahead(history, groups, steering[-1].meeting))


async def _steering(history: History, county: County, group: Group) -> list[Sitting]:
    """The last minutes are still a draft."""
    everybody = county.all(*STEERING_MEMBERS)
    await add_text_blocks(group, words.TEXT_BLOCKS)
    sittings = []
    for number, days in enumerate((-205, -140, -75, -12)):
        agenda = words.AGENDA if number else words.FIRST_AGENDA
        start = history.at(days, 14)
        sitting = await add_meeting(group, f"{number + 1}. Sitzung", start, agenda)
        await add_attendance(sitting, everybody, AWAY[number])
        minutes = await add_minutes(sitting, words.STEERING[number], "Miriam Yıldız")
        if number == 2:
            decision = await add_decision(sitting, 4, words.ONE_FORM, (8, 1))
            await note_state(
                decision, Implementation.PARTLY, words.ONE_FORM_USED, county.coordination,
                history.at(days + 40, 10),
            )  # fmt: skip
        if number < 3:
            await send_minutes(minutes, history.at(days + 5, 9), history.day(days + 19))
        else:
            await note_talk(minutes, sitting, (12, 6, 41))
        sittings.append(sitting)
    return sittings


async def _finance(history: History, county: County, group: Group) -> list[Sitting]:
    """For the last minutes the objection period is running."""
    everybody = county.all(*FINANCE_MEMBERS)
    sittings = []
    for number, days in enumerate((-150, -90, -21)):
        agenda = words.FINANCE_AGENDA if number else words.FIRST_AGENDA
        start = history.at(days, 9, 30)
        sitting = await add_meeting(
            group, f"{number + 1}. Sitzung", start, agenda, place="Kreishaus, Raum 214"
        )
        present = [*everybody, county.people["Kruse"]] if number < 2 else everybody
        await add_attendance(sitting, present, {"Harms": EXCUSED} if number == 2 else {})
        minutes = await add_minutes(sitting, words.FINANCE[number], "Miriam Yıldız")
        if number == 2:
            await add_decision(sitting, 3, words.MODEL_B, (4, 1))
        await send_minutes(minutes, history.at(days + 10, 12), history.day(days + 24))
        sittings.append(sitting)
    before = words.FINANCE[-1][2]
    texts = (before, before.replace(*words.OBJECTED), words.WHY_OBJECTED)
    haddad = county.people["Haddad"]
    await add_objection(minutes, sitting.items[2], haddad, texts, history.at(-9, 17))
    return sittings


async def _mandates(
    history: History, loaded: Loaded, steering: list[Sitting], finance: list[Sitting]
) -> tuple[Mandate, Mandate]:
    """Those that tasks serve: the need of the regions, the model of the budgets."""
    point, groups, status = loaded.points, loaded.groups, MandateStatus
    by = loaded.county.coordination
    keeper = Keeper(groups.steering, by, history.at(-235, 10))
    money = Keeper(groups.finance, by, history.at(-185, 10))
    await keeper.add_mandate(
        "Offene Fragen der Träger sammeln und ordnen", point[1],
        Move(status.IN_PROGRESS, "Die Träger haben 14 Fragen eingereicht.", steering[0], 2),
        Move(status.PROPOSED, "Elf Fragen sind beantwortet, drei gehen in die Unterarbeitsgruppe.", steering[1], 3),
        Move(status.FINALISED, "Der Fragenkatalog ist abgeschlossen.", steering[2], 3),
        kind=MandateKind.QUESTION,
    )  # fmt: skip
    model_b = await Decision.objects().get(Decision.text == words.MODEL_B)
    model = await money.add_mandate(
        "Ein Modell für die Verteilung der Budgets vorschlagen", point[2],
        Move(status.IN_PROGRESS, "Drei Modelle werden verglichen.", finance[1], 3),
        Move(status.PROPOSED, "Modell B liegt als Vorschlag vor.", finance[2], 3, model_b),
        due_on=history.day(30),
    )  # fmt: skip
    need = await keeper.add_mandate(
        words.NEED, point[3],
        Move(status.IN_PROGRESS, "Die Abfrage bei den Gemeinden läuft.", steering[2], 4),
        due_on=history.day(-7),
    )  # fmt: skip
    await keeper.add_mandate(
        "Bericht an den Jugendhilfeausschuss vorbereiten", point[4], due_on=history.day(12)
    )
    await keeper.add_mandate(
        "Klären, wer die Verträge mit den Trägern zeichnet", None,
        Move(status.ON_HOLD, "Wartet auf die Auskunft der Rechtsabteilung.", steering[3], 3),
        kind=MandateKind.PROBLEM,
    )  # fmt: skip
    return need, model


async def _tasks(
    history: History, county: County, sittings: tuple[Sitting, ...], mandates: tuple[Mandate, ...]
) -> None:
    """In every state; sittings and mandates in the order of their names here."""
    third, fourth, money = sittings
    need, model = mandates
    krueger, haddad, voss, brandt = county.all("Krüger", "Haddad", "Voss", "Brandt")
    await Duty(fourth, 4, need, krueger).add(
        "Bedarfszahlen der Region Nord nachfordern", history.day(-4),
        Said(brandt, None, "Ostheide hat die Zahlen für diese Woche angekündigt.", 6),
    )  # fmt: skip
    await Duty(fourth, 5, None, krueger).add(
        "Raum für die Klausur reservieren", history.day(25), starts_on=history.day(11),
        priority=Priority.LOW,
    )  # fmt: skip
    asking = Duty(fourth, 4, need, voss)
    form = await asking.add(
        words.QUESTIONNAIRE, history.day(5),
        Said(voss, TaskStatus.IN_PROGRESS, "Der Bogen ist mit Neuenfelde abgestimmt.", 3),
        beside=(krueger, haddad), priority=Priority.HIGH,
    )  # fmt: skip
    await asking.part(
        form, ("Bogen abstimmen", True), ("Adressen der Gemeinden zusammenstellen", True),
        ("Bogen versenden", False), ("Nach einer Woche nachfragen", False),
    )  # fmt: skip
    await Duty(third, 3, None, krueger).add(
        "Liste der Verträge zusammenstellen", history.day(-50),
        Said(krueger, TaskStatus.IN_PROGRESS, "", 4),
        Said(krueger, TaskStatus.DONE, "Die Liste liegt der Koordination vor.", 22),
    )  # fmt: skip
    await Duty(third, 4, need, haddad).add(
        "Eigenen Bogen für die Region Süd entwerfen", history.day(-40),
        Said(brandt, TaskStatus.DROPPED, "Entfällt: Alle Regionen nutzen denselben Bogen.", 1),
    )  # fmt: skip
    await Duty(money, 3, model, haddad).add("Synopse der Budgetmodelle erstellen", history.day(8))
    await Duty(money, 3, model, county.people["Ohlsen"]).add(
        "Modell B in den Fraktionen vorstellen", history.day(15)
    )


async def _ahead(history: History, groups: Groups, last: Meeting) -> Sitting:
    """The minutes of the last meeting are approved in the coming one."""
    await add_meeting(
        groups.committee, "Sitzung des Jugendhilfeausschusses", history.at(26, 16),
        words.COMMITTEE_AGENDA, ends_at=history.at(26, 17, 40),
    )  # fmt: skip
    await add_meeting(
        groups.finance, "4. Sitzung", history.at(20, 9, 30), words.FINANCE_AGENDA,
        place="Kreishaus, Raum 214",
    )  # fmt: skip
    await add_series(history, groups.finance)
    coming = await add_meeting(
        groups.steering, "5. Sitzung", history.at(9, 14), words.TEMPLATE,
        ends_at=history.at(9, 16, 30), video_url="https://video.example.org/steuerung",
    )  # fmt: skip
    coming.items[1].approves = last.id
    await coming.items[1].save([AgendaItem.approves])
    return coming

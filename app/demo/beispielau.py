"""The second county: a Spurgruppe that prepares a conference and ends with it."""

from dataclasses import dataclass

from app.demo import history as add
from app.demo import people, rules
from app.demo.duties import Keeper, Move
from app.demo.history import History
from app.demo.papers import Reading, add_vorlage, read_paper
from app.demo.sittings import Sitting, add_attendance, add_meeting
from app.groups.tables import EventParticipant, Group, GroupEvent, GroupKind, Role
from app.invitations.operations.change import cancel_meeting
from app.mandates.tables import MandateStatus
from app.meetings.tables import MeetingStatus
from app.people.tables import Body, Office, OfficeRole, Person, Side, Traeger
from app.vorlagen.tables import GroupOrigin

AGENDA = ("Begrüßung", "Ablauf der Großgruppenkonferenz", "Wen laden wir ein?", "Nächste Schritte")
CONFERENCE = ("Ankommen", "Werkstätten", "Ergebnisse")


@dataclass(frozen=True)
class Spurgruppe:
    """`off`: planned, and about to be cancelled."""

    body: Body
    coordination: Person
    off: Sitting


def read(history: History) -> Reading:
    return read_paper("beteiligung.txt", dated=history.day(-170), decided=history.day(-150))


async def load(history: History, reading: Reading) -> Spurgruppe:
    body = Body(
        name="Landkreis Beispielau",
        office_name="Fachdienst Jugend",
        contact_name="Frauke Heitmann",
        contact_mail="fachdienst-jugend@example.org",
        postal_address="Landkreis Beispielau\nWiesenweg 7\n31999 Beispielau",
    )
    await body.save()
    committee = Group(
        body=body.id, name="Ausschuss für Jugend und Familie", kind=GroupKind.AUSSCHUSS
    )
    await committee.save()
    _, points = await add_vorlage(reading, body, [committee], recorded_at=history.at(-165, 9))
    group = Group(
        body=body.id,
        name="Spurgruppe Beteiligung",
        kind=GroupKind.SPURGRUPPE,
        starts_on=history.day(-120),
        ends_on=history.day(45),
        purpose="Bereitet die Großgruppenkonferenz vor und endet mit ihr.",
    )
    await group.save()
    await GroupOrigin(group=group.id, decision_point=points[0].id).save()
    members = await _members(history, body, group)
    await _conference(history, body, group)
    off, second = await _meetings(history, group, members)
    await Keeper(group, members[0], history.at(-115, 10)).add_mandate(
        "Ablauf der Konferenz festlegen", points[0],
        Move(MandateStatus.IN_PROGRESS, "Ein erster Entwurf liegt vor.", second, 2),
        due_on=history.day(20),
    )  # fmt: skip
    return Spurgruppe(body, members[0], off)


async def _conference(history: History, body: Body, group: Group) -> None:
    """What the Spurgruppe prepares; who comes is known by number, and one by name."""
    event = GroupEvent(
        group=group.id,
        title="Großgruppenkonferenz Beteiligung",
        starts_on=history.day(44),
        ends_on=history.day(45),
        place="Stadthalle Beispielau",
        purpose="Junge Menschen, Träger und Politik legen gemeinsam fest, wie Beteiligung aussieht.",
    )
    await event.save()
    ring = await Traeger.objects().get(
        (Traeger.body == body.id) & (Traeger.name == people.OTHER_RING)
    )
    assert ring is not None
    await EventParticipant(
        event=event.id, traeger=ring.id, number=24, part="Werkstatt Jugendparlament"
    ).save()


async def _members(history: History, body: Body, group: Group) -> list[Person]:
    traeger = {
        people.OTHER_OFFICE: Traeger(body=body.id, name=people.OTHER_OFFICE, side=Side.PUBLIC),
        people.OTHER_RING: Traeger(body=body.id, name=people.OTHER_RING, side=Side.FREE),
    }
    await Traeger.insert(*traeger.values())
    named, members = await rules.add_spurgruppe(group), []
    for given, family, sends, seat, role in people.OTHER_COUNTY:
        person = await add.add_person(body, given, family)
        seated_for = traeger[sends].id if sends else None
        await add.add_member(
            group, person, history.day(-120), role=role, rule=named.get(seat), traeger=seated_for
        )
        if role == Role.KOORDINATION:
            office = Office.COORDINATION
            await OfficeRole(person=person.id, body=body.id, office=office).save()
        members.append(person)
    return members


async def _meetings(
    history: History, group: Group, members: list[Person]
) -> tuple[Sitting, Sitting]:
    off = await add_meeting(
        group, "1. Treffen", history.at(-60, 17), AGENDA, status=MeetingStatus.PLANNED
    )
    second = await add_meeting(group, "2. Treffen", history.at(-30, 17), AGENDA)
    await add_attendance(second, members, {})
    await add_meeting(group, "3. Treffen", history.at(13, 17), AGENDA)
    await add_meeting(
        group,
        "Großgruppenkonferenz",
        history.at(45, 9),
        CONFERENCE,
        place="Stadthalle Beispielau",
        ends_at=history.at(45, 16),
    )
    return off, second


async def cancel(history: History, loaded: Spurgruppe) -> None:
    """With the real operation, as the coordination did two days before."""
    actor = add.office_of(loaded.body, loaded.coordination)
    reason = "Der Raum ist wegen eines Wasserschadens gesperrt."
    await cancel_meeting(actor, loaded.off.meeting.id, reason, now=history.at(-62, 10))

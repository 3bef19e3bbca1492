"""The second county: a Spurgruppe that prepares a conference and ends with it."""

from app.demo import history as add
from app.demo import people
from app.demo.history import History, Reading
from app.groups.tables import Group, GroupKind, Role
from app.people.tables import Body, Office, OfficeRole, Side, Traeger
from app.vorlagen.tables import GroupOrigin

AGENDA = ("Begrüßung", "Ablauf der Großgruppenkonferenz", "Wen laden wir ein?", "Nächste Schritte")


async def load(history: History, reading: Reading) -> None:
    body = Body(
        name="Landkreis Beispielau",
        office_name="Fachdienst Jugend",
        contact_name="Frauke Heitmann",
        contact_mail="fachdienst-jugend@example.org",
        postal_address="Landkreis Beispielau\nWiesenweg 7\n31999 Beispielau",
    )
    await body.save()
    traeger = Traeger(body=body.id, name="Jugendring Beispielau e. V.", side=Side.FREE)
    await traeger.save()
    committee = Group(
        body=body.id, name="Ausschuss für Jugend und Familie", kind=GroupKind.AUSSCHUSS
    )
    await committee.save()
    _, points = await add.add_vorlage(reading, body, committee, {committee.name: committee})
    group = Group(
        body=body.id,
        name="Spurgruppe Beteiligung",
        kind=GroupKind.SPURGRUPPE,
        starts_on=history.day(-120),
        ends_on=history.day(45),
        purpose="Bereitet die Großgruppenkonferenz vor und endet mit ihr.",
        seat_rules="Fachdienst Jugend\nJugendring\ndrei junge Menschen",
    )
    await group.save()
    await GroupOrigin(group=group.id, decision_point=points[0].id).save()
    await _members(history, body, group, traeger)
    await add.add_mandate(
        group, points[0], "Ablauf der Konferenz festlegen",
        ("in_progress", "Ein erster Entwurf liegt vor.", history.at(-30, 17)), due_on=history.day(20),
    )  # fmt: skip
    await add.add_meeting(group, "2. Treffen", history.at(-30, 17), AGENDA)
    await add.add_meeting(group, "3. Treffen", history.at(13, 17), AGENDA)
    await add.add_meeting(
        group, "Großgruppenkonferenz", history.at(45, 9), ("Ankommen", "Werkstätten", "Ergebnisse")
    )


async def _members(history: History, body: Body, group: Group, traeger: Traeger) -> None:
    for given, family, duty in people.OTHER_COUNTY:
        person = await add.add_person(body, given, family)
        role = {"Koordination": Role.KOORDINATION, "Leitung": Role.LEITUNG}.get(duty, Role.MITGLIED)
        await add.add_member(group, person, history.day(-120), role=role, traeger=traeger.id)
        if duty == "Koordination":
            office = OfficeRole(person=person.id, body=body.id, office=Office.COORDINATION)
            await office.save()

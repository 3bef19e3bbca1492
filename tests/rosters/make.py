"""Files as lines of text, read in through the operations as the pages do."""

from datetime import datetime
from uuid import UUID, uuid4

from app.core import clock
from app.documents.separated import separated_rows
from app.people.tables import Affiliation, Person, Traeger
from app.rosters.operations import imports, runs
from app.rosters.operations.imports import NewImport
from app.rosters.queries.imports import dry_run, file_of, scope_of
from app.rosters.rules.fields import Field, first_mapping, head_of
from app.rosters.rules.plan import Plan
from app.rosters.tables import RosterImport, RosterState
from tests.cast import Cast

PEOPLE = """Vorname;Nachname;E-Mail;Telefon;Träger;Seite;Funktion
Greta;Grund;greta.grund@example.org;0441 1;Verein Nordlicht;freier Träger;Geschäftsführung
Hanno;Haase;hanno.haase@example.org;;Jugendwerk Nord e.V.;;
"""


async def start(
    cast: Cast, text: str, *, of_group: bool = False, who: str = "anna", mapped: bool = True
) -> UUID:
    """Uploaded and, unless told otherwise, with its columns as recognised."""
    actor, import_id = await cast.actor(who), uuid4()
    group = UUID(str(cast.group.id)) if of_group else None
    cells = separated_rows(text.encode())
    new = NewImport(import_id, cast.body.id, group, "liste.csv", [("", cells)])
    await imports.start(actor, new, now=clock.now())
    if mapped:
        mapping: dict[Field, int] = first_mapping(cells[head_of(cells)])
        await imports.map_columns(actor, import_id, mapping)
    return import_id


async def roster(import_id: UUID) -> RosterImport:
    found = await RosterImport.objects().where(RosterImport.id == import_id).first()
    assert found is not None
    return found


async def plan(import_id: UUID, *, is_office: bool = True) -> Plan:
    found = await roster(import_id)
    scope = scope_of(found, is_office=is_office, today=clock.today())
    return await dry_run(file_of(found), scope)


async def take(
    cast: Cast, import_id: UUID, who: str = "anna", *, now: datetime | None = None
) -> RosterState:
    return await runs.take_over(await cast.actor(who), import_id, now=now or clock.now())


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    """A checked file of the cast's body."""
    world["import_id"] = str(await start(cast, PEOPLE))


async def person_with(email: str) -> Person:
    found = await Person.objects().where(Person.email == email).first()
    assert found is not None
    return found


async def work_of(email: str) -> Affiliation:
    """With its Träger."""
    found = await Affiliation.objects(Affiliation.traeger).where(Affiliation.person.email == email)
    (only,) = found
    return only


async def traeger_called(name: str) -> Traeger:
    """With its Verband."""
    found = await Traeger.objects(Traeger.parent).where(Traeger.name == name).first()
    assert found is not None
    return found

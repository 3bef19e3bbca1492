"""One decision point with its chain, and the ways back to it."""

from datetime import timedelta
from uuid import uuid4

from app.agenda.tables import AgendaLink
from app.core.clock import today
from app.decisions.tables import RegisterEntry
from app.mandates.tables import Mandate, MandateStatus
from app.meetings.tables import AgendaItem
from app.minutes.tables import MinutesStatus
from app.tasks.tables import Task
from app.vorlagen.tables import DecisionPoint
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_step
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.tasks.make import make_task
from tests.vorlagen.make import make_vorlage, points_of


class World:
    point: DecisionPoint
    mandate: Mandate
    item: AgendaItem
    task: Task
    entry: str


async def make_world(cast: Cast, minutes: MinutesStatus = MinutesStatus.SENT) -> World:
    """Point → mandate → step in a TOP with a decision, another TOP, a late task."""
    world = World()
    vorlage = await make_vorlage(cast.body, committee=cast.committee.id)
    world.point = (await points_of(vorlage))[0]
    world.mandate = await make_mandate(cast.group, point=world.point, title="Welche Räume?")
    meeting = await make_held(cast.group, created_at=world.mandate.created_at)
    await make_minutes(meeting, status=minutes)
    world.item = await first_item(meeting)
    decision = await make_decision(world.item, created_at=world.mandate.created_at)
    await make_step(
        world.mandate, to_status=MandateStatus.PROPOSED, sentence="Zwei Räume reichen.",
        meeting=meeting.id, agenda_item=world.item.id,
    )  # fmt: skip
    world.task = await make_task(
        cast.group, mandate=world.mandate.id, agenda_item=world.item.id, title="Räume messen",
        due_on=today() - timedelta(days=1), created_at=world.mandate.created_at,
    )  # fmt: skip
    entry = await RegisterEntry.objects().where(RegisterEntry.decision == decision.id).first()
    assert entry is not None
    world.entry = f"/beschluesse/{entry.id}"
    return world


async def test_the_whole_chain_stands_on_the_page_with_its_links(cast: Cast, visit: Visit) -> None:
    world = await make_world(cast)
    carla = await visit("carla")
    with counted_statements() as statements:
        page = (await carla.get(f"/beschlusspunkte/{world.point.id}")).text
    assert len(statements) <= 6
    for href in (
        f"/vorlagen/{world.point.vorlage}#punkt-{world.point.id}", f"/gruppen/{cast.group.id}",
        f"/auftraege/{world.mandate.id}", f"/sitzungen/{world.item.meeting}#punkt-{world.item.id}",
        world.entry, f"/aufgaben/{world.task.id}",
    ):  # fmt: skip
        assert f'href="{href}"' in page, href
    assert "Zwei Räume reichen." in page
    assert "Die Gruppe empfiehlt zwei Räume." in page
    assert "1 überfällig" in page


async def test_an_item_of_an_agenda_belongs_to_the_chain_without_a_step(
    cast: Cast, visit: Visit
) -> None:
    world = await make_world(cast)
    meeting = await make_held(cast.group, title="4. Sitzung", created_at=world.mandate.created_at)
    item = await first_item(meeting)
    await AgendaLink(id=uuid4(), agenda_item=item.id, mandate=world.mandate.id).save()
    page = (await (await visit("carla")).get(f"/beschlusspunkte/{world.point.id}")).text
    assert "4. Sitzung" in page
    assert f"/sitzungen/{meeting.id}#punkt-{item.id}" in page


async def test_every_page_of_the_chain_leads_back_to_the_paper(cast: Cast, visit: Visit) -> None:
    world = await make_world(cast)
    carla = await visit("carla")
    point = f"/vorlagen/{world.point.vorlage}#punkt-{world.point.id}"
    for path, back in (
        (f"/auftraege/{world.mandate.id}", point),
        (f"/aufgaben/{world.task.id}", point),
        (f"/aufgaben/{world.task.id}", f"/sitzungen/{world.item.meeting}#punkt-{world.item.id}"),
        (f"/aufgaben/{world.task.id}", f"/auftraege/{world.mandate.id}"),
        (world.entry, f"/sitzungen/{world.item.meeting}/protokoll#top-{world.item.id}"),
        (f"/beschluesse/dazu?auftrag={world.mandate.id}", world.entry),
        (f"/vorlagen/{world.point.vorlage}", f"/beschlusspunkte/{world.point.id}"),
        (f"/vorlagen/{world.point.vorlage}", f"/vorlagen/{world.point.vorlage}/fortschritt"),
    ):
        assert f'href="{back}"' in (await carla.get(path)).text, (path, back)


async def test_who_does_not_read_the_group_sees_the_state_and_nothing_else(
    cast: Cast, visit: Visit
) -> None:
    world = await make_world(cast)
    for name in ("jutta", "dirk", "gustav"):
        page = (await (await visit(name)).get(f"/beschlusspunkte/{world.point.id}")).text
        assert "offen" in page, name
        assert f"Auftrag der Gruppe {cast.group.name}" in page, name
        for words in ("Welche Räume?", "Zwei Räume", "Räume messen", f"/gruppen/{cast.group.id}"):
            assert words not in page, (name, words)
    for name in ("frieda",):
        answer = await (await visit(name)).get(f"/beschlusspunkte/{world.point.id}")
        assert answer.status_code == 404, name


async def test_decisions_of_a_draft_are_for_those_who_write_it(cast: Cast, visit: Visit) -> None:
    world = await make_world(cast, MinutesStatus.DRAFT)
    path = f"/beschlusspunkte/{world.point.id}"
    assert world.entry not in (await (await visit("carla")).get(path)).text
    assert world.entry in (await (await visit("paul")).get(path)).text


async def test_a_point_without_work_says_what_to_do_next(cast: Cast, visit: Visit) -> None:
    point = (await points_of(await make_vorlage(cast.body)))[0]
    anna = await visit("anna")
    assert (
        "Aus diesem Punkt ist noch nichts geworden"
        in (await anna.get(f"/beschlusspunkte/{point.id}")).text
    )
    yesterday = today() - timedelta(days=1)
    assert (await anna.get(f"/beschlusspunkte/{point.id}?am={yesterday}")).status_code == 404
    page = (await anna.get(f"/beschlusspunkte/{point.id}?am=2090-01-01")).text
    assert "Dieser Tag liegt in der Zukunft." in page

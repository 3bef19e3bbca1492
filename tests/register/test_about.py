"""Numbers of decisions stand where people look: at the Vorlage, at the mandate, in its timeline."""

import pytest

from app.agenda.tables import AgendaLink
from app.core.clock import now, today
from app.core.words import Visibility
from app.decisions.tables import Implementation, ImplementationStep, RegisterEntry
from app.meetings.tables import AgendaItem
from app.minutes.tables import MinutesStatus
from app.vorlagen.tables import Vorlage
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_origin
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.register.make import entry_of
from tests.vorlagen.make import make_vorlage, points_of

LABEL = f"Beschluss 1/{now().year}"


async def decided_about(
    cast: Cast, status: MinutesStatus = MinutesStatus.SENT
) -> tuple[Vorlage, AgendaItem, RegisterEntry]:
    """The group comes from the Vorlage, which stands at the item."""
    vorlage = await make_vorlage(cast.body, reference="2024/012", committee=cast.committee.id)
    await make_origin(cast.group, (await points_of(vorlage))[0])
    meeting = await make_held(cast.group)
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.vorlage: vorlage.id}).where(AgendaItem.id == item.id)
    entry = await entry_of(await make_decision(item, text="Zwei Räume mieten."))
    await make_minutes(meeting, status=status)
    return vorlage, item, entry


async def note(entry: RegisterEntry, state: Implementation, sentence: str) -> None:
    await ImplementationStep(
        entry=entry.id,
        to_state=state,
        on_day=today(),
        sentence=sentence,
        person_name="Paul Petersen",
    ).save()


async def test_the_page_of_the_paper_asks_for_its_decisions(cast: Cast, visit: Visit) -> None:
    vorlage, _, entry = await decided_about(cast)
    carla, path = await visit("carla"), f"/beschluesse/dazu?vorlage={vorlage.id}"
    assert f'data-hx-get="{path}"' in (await carla.get(f"/vorlagen/{vorlage.id}")).text
    with counted_statements() as statements:
        block = (await carla.get(path, headers=HTMX)).text
    assert 1 <= len(statements) <= 6, statements
    assert "<html" not in block
    assert f'href="/beschluesse/{entry.id}"' in block
    assert LABEL in block
    assert "Zwei Räume mieten." in block


async def test_a_mandate_has_the_decisions_of_items_that_are_about_it(
    cast: Cast, visit: Visit
) -> None:
    vorlage, item, _ = await decided_about(cast)
    await AgendaItem.update({AgendaItem.vorlage: None}).where(AgendaItem.id == item.id)
    mandate = await make_mandate(cast.group, point=(await points_of(vorlage))[1])
    other = await make_mandate(cast.group, title="Anderes")
    await AgendaLink(agenda_item=item.id, mandate=mandate.id).save()
    carla = await visit("carla")
    path = f"/beschluesse/dazu?auftrag={mandate.id}"
    assert f'data-hx-get="{path}"' in (await carla.get(f"/auftraege/{mandate.id}")).text
    for about in (path, f"/beschluesse/dazu?vorlage={vorlage.id}"):
        assert (await carla.get(about)).text.count("Zwei Räume mieten.") == 1
    empty = (await carla.get(f"/beschluesse/dazu?auftrag={other.id}")).text
    assert "Noch ist nichts beschlossen" in empty


@pytest.mark.parametrize(
    ("name", "status"),
    [("dirk", "sent"), ("frieda", "sent"), ("jutta", "sent"), ("carla", "draft")],
)
async def test_who_may_not_read_the_minutes_reads_nothing_here(
    cast: Cast, visit: Visit, name: str, status: str
) -> None:
    vorlage, _, _ = await decided_about(cast, MinutesStatus(status))
    answer = await (await visit(name)).get(f"/beschluesse/dazu?vorlage={vorlage.id}")
    assert answer.status_code == 200
    assert "Zwei Räume" not in answer.text
    assert LABEL not in answer.text


async def test_an_address_that_is_none_is_not_found(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    assert (await carla.get("/beschluesse/dazu?vorlage=x")).status_code == 404
    assert "Noch ist nichts beschlossen" in (await carla.get("/beschluesse/dazu")).text


async def test_what_became_of_a_decision_stands_in_the_timeline(cast: Cast, visit: Visit) -> None:
    vorlage, item, entry = await decided_about(cast)
    await AgendaItem.update({AgendaItem.visibility: Visibility.PUBLIC}).where(
        AgendaItem.id == item.id
    )
    await note(entry, Implementation.PARTLY, "Ein Raum ist gemietet.")
    path = f"/vorlagen/{vorlage.id}/verlauf"
    page = (await (await visit("carla")).get(path)).text
    assert f"{LABEL} empfohlen: Zwei Räume mieten." in page
    assert f"{LABEL}, Umsetzung: teilweise umgesetzt. Ein Raum ist gemietet." in page
    assert f'href="/beschluesse/{entry.id}"' in page
    others = (await (await visit("jutta")).get(path)).text
    assert f"{LABEL}, Umsetzung: teilweise umgesetzt" in others
    assert "Ein Raum ist gemietet" not in others
    assert f"/beschluesse/{entry.id}" not in others


async def test_a_decision_behind_closed_doors_is_for_its_group(cast: Cast, visit: Visit) -> None:
    vorlage, _, entry = await decided_about(cast)
    await note(entry, Implementation.DONE, "Fertig.")
    page = (await (await visit("jutta")).get(f"/vorlagen/{vorlage.id}/verlauf")).text
    assert LABEL not in page

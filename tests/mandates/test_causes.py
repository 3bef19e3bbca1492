"""Each change of state names what caused it, and the way leads back from there."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.core.clock import berlin, today
from app.decisions.tables import Decision, RegisterEntry
from app.mandates.tables import Mandate, MandateStep
from app.meetings.tables import AgendaItem, Meeting
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.mandates.make import make_mandate, make_step
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.tasks.make import make_task


async def decided(cast: Cast, status: str = "sent") -> tuple[Meeting, AgendaItem, Decision, UUID]:
    """With the id of its entry in the register."""
    meeting = await make_held(cast.group)
    item = await first_item(meeting)
    await make_minutes(meeting, status=status)
    decision = await make_decision(item, text="Modell B wird empfohlen.")
    entry = await RegisterEntry.objects().get(RegisterEntry.decision == decision.id)
    assert entry is not None
    return meeting, item, decision, UUID(str(entry.id))


def step(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "to_status": "in_progress", "sentence": "Modell B wird verfolgt.",
        "place": "", "on_day": "", "version": "1", **fields,
    }  # fmt: skip


async def last_step(mandate: Mandate) -> MandateStep:
    found = await MandateStep.objects().where(MandateStep.mandate == mandate.id).order_by(
        MandateStep.at, ascending=False
    ).first()  # fmt: skip
    assert found is not None
    return found


async def test_a_decision_is_offered_and_brings_its_item_and_meeting(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, decision, entry = await decided(cast)
    mandate = await make_mandate(cast.group)
    bernd = await visit("bernd")
    with counted_statements() as statements:
        page = (await bernd.get(f"/auftraege/{mandate.id}")).text
    assert 2 <= len(statements) <= 6
    assert f'value="beschluss:{decision.id}"' in page
    form = step(place=f"beschluss:{decision.id}")
    for _ in range(2):
        assert (await bernd.post(f"/auftraege/{mandate.id}/stand", form)).status_code == 303
    stored = await last_step(mandate)
    assert (stored.decision, stored.agenda_item, stored.meeting) == (
        decision.id,
        item.id,
        meeting.id,
    )
    assert stored.on_day == berlin(meeting.starts_at).date()
    shown = (await (await visit("carla")).get(f"/auftraege/{mandate.id}")).text
    for address in (f"/beschluesse/{entry}", f"/sitzungen/{meeting.id}#punkt-{item.id}"):
        assert f'href="{address}"' in shown
    assert "Anlass: " in shown


async def test_the_way_leads_back_from_the_decision_and_from_the_item(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, decision, entry = await decided(cast)
    mandate = await make_mandate(cast.group, title="Ein Modell finden")
    await make_step(mandate, decision=decision.id, agenda_item=item.id, meeting=meeting.id)
    carla = await visit("carla")
    back = f"/auftraege/bewegt?beschluss={entry}"
    assert f'data-hx-get="{back}"' in (await carla.get(f"/beschluesse/{entry}")).text
    for address in (back, f"/sitzungen/{meeting.id}"):
        page = (await carla.get(address)).text
        assert f'href="/auftraege/{mandate.id}"' in page, address
        assert "Ein Modell finden" in page
    for name in ("dirk", "frieda", "eva"):
        assert "Ein Modell finden" not in (await (await visit(name)).get(back)).text
    assert (await carla.get("/auftraege/bewegt?beschluss=unsinn")).status_code == 404


async def test_a_decision_in_a_draft_is_named_but_opens_only_for_who_writes_it(
    cast: Cast, visit: Visit
) -> None:
    meeting, item, decision, entry = await decided(cast, status="draft")
    mandate = await make_mandate(cast.group)
    await make_step(mandate, decision=decision.id, agenda_item=item.id, meeting=meeting.id)
    for name, opens in (("carla", False), ("paul", True)):
        page = (await (await visit(name)).get(f"/auftraege/{mandate.id}")).text
        assert "Beschluss 1/" in page
        assert (f"/beschluesse/{entry}" in page) is opens, name


async def test_a_decision_of_another_group_moves_nothing(cast: Cast, visit: Visit) -> None:
    foreign = await make_decision(await first_item(await make_held(cast.other_group)))
    mandate = await make_mandate(cast.group)
    bernd = await visit("bernd")
    answer = await bernd.post(
        f"/auftraege/{mandate.id}/stand", step(place=f"beschluss:{foreign.id}")
    )
    assert answer.status_code == 422
    assert await MandateStep.count().where(MandateStep.mandate == mandate.id) == 1


async def test_meetings_of_the_group_that_had_it_before_stay_closed(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.other_group, title="Vertrauliche Runde")
    mandate = await make_mandate(cast.group)
    await make_step(mandate, meeting=meeting.id, agenda_item=(await first_item(meeting)).id)
    page = (await (await visit("carla")).get(f"/auftraege/{mandate.id}")).text
    assert "Sitzung einer anderen Gruppe" in page
    assert "Vertrauliche Runde" not in page
    assert str(meeting.id) not in page


@pytest.mark.parametrize(
    ("typed", "status", "day"),
    [
        ("", 303, None),
        (str(today() - timedelta(days=5)), 303, today() - timedelta(days=5)),
        (str(today() + timedelta(days=2)), 422, None),
        ("31.02.", 422, None),
    ],
)
async def test_the_day_is_what_was_said_and_never_to_come(
    cast: Cast, visit: Visit, typed: str, status: int, day: date | None
) -> None:
    mandate = await make_mandate(cast.group)
    bernd = await visit("bernd")
    answer = await bernd.post(f"/auftraege/{mandate.id}/stand", step(on_day=typed))
    assert answer.status_code == status
    if status == 422:
        assert "Modell B wird verfolgt.</textarea>" in answer.text
    else:
        assert (await last_step(mandate)).on_day == day


async def test_tasks_and_agenda_items_are_linked_from_the_mandate(cast: Cast, visit: Visit) -> None:
    mandate = await make_mandate(cast.group)
    task = await make_task(cast.group, mandate=mandate.id, title="Häuser zählen", status="done")
    page = (await (await visit("carla")).get(f"/auftraege/{mandate.id}")).text
    assert f'href="/aufgaben/{task.id}"' in page
    assert "Häuser zählen" in page
    assert (
        f"/auftraege/{mandate.id}"
        in (await (await visit("carla")).get(f"/aufgaben/{task.id}")).text
    )
    board = (
        await (await visit("carla")).get(f"/gruppen/{cast.group.id}/auftraege?ansicht=tafel")
    ).text
    assert "1 von 1 Aufgabe erledigt" in board

"""Sub-items, kinds and labels: on the agenda's page, in the calendar and wherever TOPs are named."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.groups.tables import AgendaNumbers
from app.meetings.queries.agenda import agenda_of, parent_choices
from app.meetings.queries.preparing import preparing_of
from app.meetings.tables import AgendaItem, ItemKind, Meeting, MeetingStatus
from app.minutes.papers.content import Edition, content_of
from app.minutes.queries import record_of
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import in_two_weeks, make_item, make_meeting
from tests.meetings.test_agenda import item


async def labels(meeting: Meeting) -> dict[str, str]:
    return {row.title: row.label for row in await agenda_of(meeting.id)}


async def agenda(cast: Cast) -> tuple[Meeting, dict[str, AgendaItem]]:
    """1 Bericht · 2 Räume (2.1 Küche, 2.2 Hof) · 3 Ende"""
    meeting = await make_meeting(cast.group, items=())
    made: dict[str, AgendaItem] = {}
    for position, (title, below) in enumerate(
        [("Bericht", ""), ("Räume", ""), ("Küche", "Räume"), ("Hof", "Räume"), ("Ende", "")], 1
    ):
        parent = made[below].id if below else None
        made[title] = await make_item(meeting, title=title, position=position, parent=parent)
    return meeting, made


async def test_sub_items_are_numbered_below_their_item(cast: Cast) -> None:
    meeting, _ = await agenda(cast)
    assert await labels(meeting) == {
        "Bericht": "1", "Räume": "2", "Küche": "2.1", "Hof": "2.2", "Ende": "3",
    }  # fmt: skip
    assert [row.number for row in await agenda_of(meeting.id)] == [1, 2, 3, 4, 5]


async def test_public_and_other_items_are_counted_apart_where_the_group_wants_it(
    cast: Cast, visit: Visit
) -> None:
    meeting, made = await agenda(cast)
    cast.group.agenda_numbers = AgendaNumbers.PARTS
    await cast.group.save()
    public = [made["Bericht"].id, made["Ende"].id]
    await AgendaItem.update({AgendaItem.visibility: "public"}).where(AgendaItem.id.is_in(public))
    assert await labels(meeting) == {
        "Bericht": "Ö 1", "Räume": "N 1", "Küche": "N 1.1", "Hof": "N 1.2", "Ende": "Ö 2",
    }  # fmt: skip
    carla = await visit("carla")
    assert "Ö 2 Ende" in (await carla.get(f"/sitzungen/{meeting.id}")).text
    assert "N 1.2 Hof" in (await carla.get(f"/sitzungen/{meeting.id}.ics")).text.replace(
        "\r\n ", ""
    )
    record = await record_of(UUID(str(meeting.id)))
    assert [part.label for part in record.items] == ["Ö 1", "N 1", "N 1.1", "N 1.2", "Ö 2"]
    assert [heading["heading"] for heading in content_of(record, Edition())["items"]][
        2
    ] == "TOP N 1.1: Küche"


async def test_new_item_goes_below_the_chosen_one_with_its_kind(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    form = item(title="Dach", parent=str(made["Räume"].id), kind="report")
    assert (await anna.post(f"/sitzungen/{meeting.id}/tagesordnung", form)).status_code == 303
    assert (await labels(meeting))["Dach"] == "2.3"
    assert [row.kind for row in await agenda_of(meeting.id) if row.title == "Dach"] == [
        ItemKind.REPORT
    ]
    page = (await anna.get(f"/sitzungen/{meeting.id}")).text
    assert "2.3 Dach" in page
    assert "Bericht · Frau Albers · 30 Min." in page


async def test_item_with_sub_items_moves_with_them(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    path = f"/sitzungen/{meeting.id}/tagesordnung/{made['Räume'].id}/verschieben"
    await anna.get(f"/sitzungen/{meeting.id}/tagesordnung")
    await anna.post(path, {"richtung": "hoch"})
    assert list(await labels(meeting)) == ["Räume", "Küche", "Hof", "Bericht", "Ende"]
    await anna.post(path, {"richtung": "ende"})
    assert list(await labels(meeting)) == ["Bericht", "Ende", "Räume", "Küche", "Hof"]
    await anna.post(path, {"richtung": f"vor:{made['Ende'].id}"})
    assert list(await labels(meeting)) == ["Bericht", "Räume", "Küche", "Hof", "Ende"]


@pytest.mark.parametrize("to", [f"vor:{UUID(int=7)}", "vor:nichts", "quer", ""])
async def test_place_that_does_not_exist_loses_nothing(cast: Cast, visit: Visit, to: str) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    path = f"/sitzungen/{meeting.id}/tagesordnung/{made['Hof'].id}/verschieben"
    assert (await anna.post(path, {"richtung": to})).status_code in {303, 404}
    assert list(await labels(meeting)) == ["Bericht", "Räume", "Küche", "Hof", "Ende"]


async def test_removed_item_leaves_its_sub_items_standing(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    await anna.post(f"/sitzungen/{meeting.id}/tagesordnung/{made['Räume'].id}/entfernen")
    assert await labels(meeting) == {"Bericht": "1", "Küche": "2", "Hof": "3", "Ende": "4"}


async def test_sub_item_is_never_more_open_than_its_item(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    base = f"/sitzungen/{meeting.id}/tagesordnung"
    closed = item(title="Räume", visibility="confidential")
    assert (await anna.post(f"{base}/{made['Räume'].id}", closed)).status_code == 303
    assert {row.title for row in await agenda_of(meeting.id) if row.confidential} == {
        "Räume", "Küche", "Hof",
    }  # fmt: skip
    refused = await anna.post(base, item(parent=str(made["Räume"].id), visibility="public"))
    assert refused.status_code == 422
    assert "ein Unterpunkt darf nicht offener sein" in refused.text
    assert 'value="Haushalt"' in refused.text


async def test_item_with_sub_items_cannot_become_one(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    assert parent_choices(await agenda_of(meeting.id), UUID(str(made["Räume"].id))) == {}
    path = f"/sitzungen/{meeting.id}/tagesordnung/{made['Räume'].id}"
    refused = await anna.post(path, item(parent=str(made["Ende"].id)))
    assert refused.status_code == 422
    assert (await labels(meeting))["Küche"] == "2.1"


async def test_page_tells_when_the_meeting_ends_by_plan(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    meeting, made = await agenda(cast)
    await AgendaItem.update({AgendaItem.minutes: 120}).where(AgendaItem.id == made["Ende"].id)
    page = (await anna.get(f"/sitzungen/{meeting.id}/tagesordnung")).text
    assert "150 von 120 Minuten verplant" in page
    assert "30 Minuten nach dem Ende der Sitzung" in page


async def test_item_after_the_invitations_is_a_supplement_of_its_day(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await anna.post(f"/sitzungen/{meeting.id}/tagesordnung", item())
    marked = [row.supplement for row in await agenda_of(meeting.id)]
    assert marked[:3] == ["", "", ""]
    assert marked[3].startswith("Nachtrag vom ")
    assert marked[3] in (await anna.get(f"/sitzungen/{meeting.id}")).text


async def test_new_meeting_links_the_approval_to_the_meeting_it_names(
    cast: Cast, visit: Visit
) -> None:
    anna = await visit("anna")
    held = await make_meeting(cast.group, status=MeetingStatus.HELD)
    day = f"{held.starts_at:%d.%m.%Y}"
    form = {
        "id": str(uuid4()), "title": "6. Sitzung", "day": f"{in_two_weeks():%Y-%m-%d}",
        "begins": "18:00", "ends": "20:00", "place": "", "room": "", "video_url": "",
        "agenda": f"Begrüßung | 5 Min.\nGenehmigung des Protokolls vom {day}\n- Einwände\nHaushalt",
    }  # fmt: skip
    path = f"/gruppen/{cast.group.id}/sitzungen/neu"
    assert (await anna.post(path, form)).status_code == 303
    rows = await agenda_of(UUID(form["id"]))
    assert [row.label for row in rows] == ["1", "2", "2.1", "3"]
    assert [row.approves_id for row in rows] == [None, held.id, None, None]
    assert (rows[0].minutes, rows[0].kind) == (5, ItemKind.WELCOME)


async def test_only_earlier_meetings_of_the_group_are_offered_for_approval(cast: Cast) -> None:
    early = await make_meeting(cast.group, title="Frühe Sitzung")
    await make_meeting(cast.other_group, title="Fremde Sitzung")
    late = await make_meeting(cast.group, starts_at=early.starts_at + timedelta(days=1))
    await make_meeting(
        cast.group, starts_at=early.starts_at - timedelta(days=1), status=MeetingStatus.CANCELLED
    )
    offered = (await preparing_of(late.id)).earlier
    assert [words.split(" am ")[0] for words in offered.values()] == ["Frühe Sitzung"]
    assert (await preparing_of(early.id)).earlier == {}

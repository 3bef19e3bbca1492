"""One click takes over what is open; twice, it stands there once."""

from datetime import timedelta
from uuid import UUID

from app.agenda.queries.carrying import offer_for
from app.agenda.tables import AgendaLink
from app.core.clock import berlin, now
from app.mandates.tables import MandateStatus
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import Meeting
from app.tasks.tables import Task, TaskPerson
from tests.agenda.make import make_last_meeting, make_mandate, make_task, yesterday
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_item, make_meeting


def path_of(meeting: Meeting) -> str:
    return f"/sitzungen/{meeting.id}/tagesordnung/uebernahme"


async def offered(cast: Cast, meeting: Meeting) -> dict[str, str]:
    return (await offer_for(meeting, cast.group, now())).choices()


async def test_open_things_of_every_kind_are_taken_over_once(cast: Cast, visit: Visit) -> None:
    paul = await visit("paul")
    last = await make_last_meeting(cast, {"Räume": "Wird vertagt.", "Haushalt": "Beraten."})
    held = last["Räume"].meeting
    await make_task(cast, "Liste schreiben", yesterday())
    await make_mandate(cast, "Wer zahlt die Fahrten?")
    meeting = await make_meeting(cast.group)
    page = (await paul.get(path_of(meeting))).text
    assert "4 Einträge übernehmen" in page
    assert "laut Protokoll verschoben" in page
    keys = list(await offered(cast, meeting))
    for _ in range(2):
        assert (await paul.post(path_of(meeting), {"chosen": keys})).status_code == 303
    rows = await agenda_of(UUID(str(meeting.id)))
    titles = [row.title for row in rows]
    assert titles[1].startswith("Genehmigung des Protokolls vom ")
    assert rows[1].approves_id == held
    assert titles[4:] == ["Räume", "Offene Aufgaben", "Stand der Aufträge"]
    words = [(link.word, link.title) for row in rows for link in row.links]
    assert words == [
        ("Fortsetzung aus", "4. Sitzung"), ("Aufgabe", "Liste schreiben"),
        ("Auftrag", "Wer zahlt die Fahrten?"),
    ]  # fmt: skip
    assert await AgendaLink.count() == 3
    assert "Es gibt nichts zu übernehmen" in (await paul.get(path_of(meeting))).text


async def test_only_what_is_open_is_offered(cast: Cast) -> None:
    await make_last_meeting(
        cast, {"Beraten": "Alles gesagt.", "Leer": "", "Später": "nicht behandelt"}
    )
    await make_task(cast, "Ohne Frist", None)
    await make_mandate(cast, "Erledigt", status=MandateStatus.FINALISED)
    meeting = await make_meeting(cast.group)
    words = list((await offered(cast, meeting)).values())
    assert words[1:] == ["Leer", "Später"]


async def test_task_that_sleeps_beyond_the_meeting_is_not_offered(cast: Cast) -> None:
    task = await make_task(cast, "Liste schreiben", yesterday())
    await TaskPerson(task=task.id, person=cast.bernd.id).save()
    meeting = await make_meeting(cast.group)
    offer = await offer_for(meeting, cast.group, now())
    assert [each.note.split(", fällig")[0] for each in offer.tasks] == [
        "Carla Cordes, Bernd Brandt"
    ]
    held_on = berlin(meeting.starts_at).date()
    for day, there in ((held_on, 1), (held_on + timedelta(days=1), 0)):
        await Task.update({Task.starts_on: day}).where(Task.id == task.id)
        assert len((await offer_for(meeting, cast.group, now())).tasks) == there


async def test_items_that_are_there_already_are_used(cast: Cast, visit: Visit) -> None:
    paul = await visit("paul")
    last = await make_last_meeting(cast, {"Räume": "Beraten."})
    meeting = await make_meeting(cast.group)
    title = next(iter((await offered(cast, meeting)).values()))
    await make_item(meeting, title=title, position=4)
    await make_item(meeting, title="Offene Aufgaben", position=5)
    await make_task(cast, "Liste schreiben", yesterday())
    await paul.post(path_of(meeting), {"chosen": list(await offered(cast, meeting))})
    rows = await agenda_of(UUID(str(meeting.id)))
    assert len(rows) == 5
    assert rows[3].approves_id == last["Räume"].meeting
    assert [link.title for link in rows[4].links] == ["Liste schreiben"]


async def test_item_of_the_same_title_goes_on_instead_of_a_second_one(
    cast: Cast, visit: Visit
) -> None:
    paul = await visit("paul")
    await make_last_meeting(cast, {"Räume": "Wird vertagt.", "Ferien": "Wird vertagt."})
    meeting = await make_meeting(cast.group, items=("Begrüßung", "räume"))
    page = (await paul.get(path_of(meeting))).text
    assert page.count("steht schon auf der Tagesordnung und wird nur verknüpft") == 1
    keys = [key for key in await offered(cast, meeting) if key.startswith("punkt:")]
    for _ in range(2):
        await paul.post(path_of(meeting), {"chosen": keys})
    rows = await agenda_of(UUID(str(meeting.id)))
    assert [(row.title, [link.title for link in row.links]) for row in rows] == [
        ("Begrüßung", []), ("räume", ["4. Sitzung"]), ("Ferien", ["4. Sitzung"]),
    ]  # fmt: skip
    assert not [key for key in await offered(cast, meeting) if key.startswith("punkt:")]


async def test_mandate_goes_to_the_item_where_it_was_before(cast: Cast, visit: Visit) -> None:
    paul = await visit("paul")
    last = await make_last_meeting(cast, {"Räume": "Beraten.", "Stand der Aufträge": "Beraten."})
    rooms, other = await make_mandate(cast, "Wer öffnet?"), await make_mandate(cast, "Wer zahlt?")
    await AgendaLink.insert(
        *(AgendaLink(agenda_item=item.id, mandate=rooms.id) for item in last.values())
    )
    await AgendaLink(agenda_item=last["Stand der Aufträge"].id, mandate=other.id).save()
    meeting = await make_meeting(cast.group, items=("Stand der Aufträge", "räume"))
    keys = [key for key in await offered(cast, meeting) if key.startswith("auftrag:")]
    for _ in range(2):
        await paul.post(path_of(meeting), {"chosen": keys})
    rows = await agenda_of(UUID(str(meeting.id)))
    assert [(row.title, [link.title for link in row.links]) for row in rows] == [
        ("Stand der Aufträge", ["Wer zahlt?"]), ("räume", ["Wer öffnet?"]),
    ]  # fmt: skip


async def test_approval_without_a_day_becomes_that_of_the_last_minutes(
    cast: Cast, visit: Visit
) -> None:
    paul = await visit("paul")
    await make_last_meeting(cast, {"Räume": "Beraten."})
    meeting = await make_meeting(cast.group, items=("Genehmigung des letzten Protokolls",))
    keys = list(await offered(cast, meeting))
    await paul.post(path_of(meeting), {"chosen": keys})
    (only,) = await agenda_of(UUID(str(meeting.id)))
    assert only.title.startswith("Genehmigung des Protokolls vom ")
    assert only.approves_id is not None


async def test_nothing_chosen_and_nonsense_take_over_nothing(cast: Cast, visit: Visit) -> None:
    paul = await visit("paul")
    meeting = await make_meeting(cast.group)
    for chosen in ([], ["punkt:nichts", "aufgabe:", "x"]):
        assert (await paul.post(path_of(meeting), {"chosen": chosen})).status_code == 303
    assert len(await agenda_of(UUID(str(meeting.id)))) == 3


async def test_item_leads_to_tasks_and_mandates_and_guests_see_no_link(
    cast: Cast, visit: Visit
) -> None:
    paul = await visit("paul")
    meeting = await make_meeting(cast.group)
    item = (await agenda_of(UUID(str(meeting.id))))[1]
    path = f"/sitzungen/{meeting.id}/tagesordnung/{item.id}/verknuepfungen"
    task = await make_task(cast, "Liste schreiben", None)
    mandate = await make_mandate(cast, "Wer zahlt?")
    assert "Auftrag (Aufgabe): Wer zahlt?" in (await paul.get(path)).text
    both = [f"aufgabe:{task.id}", f"auftrag:{mandate.id}", "aufgabe:nichts"]
    assert (await paul.post(path, {"chosen": both})).status_code == 303
    assert (
        f'href="/aufgaben/{task.id}"'
        in (await (await visit("carla")).get(f"/sitzungen/{meeting.id}")).text
    )
    for_guests = await agenda_of(UUID(str(meeting.id)), confidential=False)
    assert [row.links for row in for_guests] == [(), (), ()]
    await paul.post(path, {"chosen": both[1:2]})
    assert [link.word for link in (await agenda_of(UUID(str(meeting.id))))[1].links] == ["Auftrag"]

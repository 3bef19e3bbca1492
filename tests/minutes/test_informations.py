"""An information stands in the minutes and can become a decision or a task, which keeps its id."""

import asyncio
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.agenda.queries.carrying import offer_for
from app.core.clock import now
from app.core.words import Visibility
from app.decisions.tables import Decision, Outcome, RegisterEntry
from app.groups.tables import Group
from app.meetings.queries.agenda import is_minuted
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.papers.content import Edition, content_of
from app.minutes.papers.excerpt import public_part
from app.minutes.queries import frozen_record, record_of
from app.minutes.tables import Became, Information, Minutes, MinutesStatus
from app.tasks.tables import Task, TaskStep
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import (
    approve,
    make_held,
    make_information,
    make_minutes,
    make_text,
    path_of,
)
from tests.redaction.make import says

SAID = "Der Bericht liegt vor."


async def minuted(cast: Cast, **columns: Any) -> tuple[Meeting, AgendaItem]:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, **columns)
    return meeting, await first_item(meeting)


async def noted(cast: Cast) -> tuple[Meeting, Information, str]:
    """With the address of the information."""
    meeting, item = await minuted(cast)
    row = await make_information(item, SAID)
    return meeting, row, path_of(meeting, f"/informationen/{row.id}")


async def became() -> str:
    (row,) = await Information.objects()
    return str(row.became)


def task_form(cast: Cast, **typed: str) -> dict[str, str]:
    return {"title": "Bericht lesen", "person_id": str(cast.carla.id), "due_on": "", **typed}


async def press(browser: Browser, path: str, **typed: str) -> int:
    return (await browser.post(path, typed)).status_code


async def test_line_with_i_is_an_information_once(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}/zeilen")
    line = {"id": str(uuid4()), "line": f"I: {SAID}"}
    for _ in range(2):
        answer = await paul.post(path, line, headers=HTMX)
        assert answer.status_code == 200
        assert f"Information: {SAID}" in unescape(answer.text)
    rows = [(str(r.id), r.text, r.created_by_name) for r in await Information.objects()]
    assert rows == [(line["id"], SAID, "Paul Petersen")]
    elsewhere = await make_held(cast.group)
    await make_minutes(elsewhere)
    other = path_of(elsewhere, f"/punkte/{(await first_item(elsewhere)).id}/zeilen")
    assert await press(paul, other, **line) == 422, "an id of somewhere else"


async def test_decision_has_the_id_and_the_words_of_the_information(
    cast: Cast, visit: Visit
) -> None:
    meeting, row, path = await noted(cast)
    paul = await visit("paul")
    for _ in range(2):
        assert await press(paul, f"{path}/beschluss") == 303
    (decision,) = await Decision.objects()
    assert (decision.id, decision.text, decision.outcome) == (row.id, SAID, Outcome.RECOMMENDED)
    assert decision.yes is None
    assert await RegisterEntry.count() == 1
    page = unescape((await paul.get(path_of(meeting))).text)
    assert f"Information: {SAID}" not in page
    assert f'id="beschluss-{row.id}"' in page
    assert "hat daraus am" in (await paul.get(path)).text


async def test_task_has_the_id_of_the_information(cast: Cast, visit: Visit) -> None:
    _, row, path = await noted(cast)
    await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}, force=True)
    paul = await visit("paul")
    for _ in range(2):
        assert await press(paul, f"{path}/aufgabe", **task_form(cast, due_on="2030-01-31")) == 303
    (task,) = await Task.objects()
    assert (task.id, task.title, task.person) == (row.id, "Bericht lesen", cast.carla.id)
    assert (task.agenda_item, task.visibility) == (row.agenda_item, Visibility.CONFIDENTIAL)
    assert f"/aufgaben/{row.id}" in (await paul.get(path)).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"person_id": ""}, "Bitte wählen Sie, wer es tut."),
        ({"person_id": str(UUID(int=7))}, "Eintrag aus der Liste"),
        ({"title": " "}, "Bitte schreiben Sie, was zu tun ist."),
        ({"due_on": "morgen"}, "Datum"),
    ],
)
async def test_wrong_task_comes_back_with_its_words(
    cast: Cast, visit: Visit, wrong: dict[str, str], sentence: str
) -> None:
    _, _, path = await noted(cast)
    answer = await (await visit("paul")).post(f"{path}/aufgabe", task_form(cast, **wrong))
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert (wrong.get("title") or "Bericht lesen").strip() in answer.text
    assert await became() == ""


async def test_each_change_can_be_taken_back_and_stands_among_the_versions(
    cast: Cast, visit: Visit
) -> None:
    meeting, row, path = await noted(cast)
    paul = await visit("paul")
    versions = path_of(meeting, f"/punkte/{row.agenda_item}/fassungen")
    for change, typed, word in (
        ("beschluss", {}, "jetzt Beschluss"),
        ("aufgabe", task_form(cast), "jetzt Aufgabe"),
        ("entfernung", {}, "entfernt"),
    ):
        assert await press(paul, f"{path}/{change}", **typed) == 303
        history = (await paul.get(versions)).text
        assert word in history
        assert f'href="{path}"' in history
        assert "Paul Petersen" in history
        assert f"Information: {SAID}" not in unescape((await paul.get(path_of(meeting))).text)
        for _ in range(2):
            assert await press(paul, f"{path}/ruecknahme") == 303
        assert await became() == ""
        assert f"Information: {SAID}" in unescape((await paul.get(path_of(meeting))).text)
    assert [await Decision.count(), await Task.count(), await TaskStep.count()] == [0, 0, 0]
    assert "Was aus Informationen wurde" not in (await paul.get(versions)).text


async def test_what_became_one_thing_does_not_become_another_at_once(
    cast: Cast, visit: Visit
) -> None:
    _, _, path = await noted(cast)
    paul, bernd = await visit("paul"), await visit("bernd")
    for browser in (paul, bernd):
        await browser.get(path)
    found = await asyncio.gather(
        press(paul, f"{path}/beschluss"), press(bernd, f"{path}/aufgabe", **task_form(cast))
    )
    assert sorted(found) == [303, 409]
    assert await Decision.count() + await Task.count() == 1


async def test_task_that_somebody_has_worked_on_stays(cast: Cast, visit: Visit) -> None:
    _, row, path = await noted(cast)
    paul = await visit("paul")
    await press(paul, f"{path}/aufgabe", **task_form(cast))
    await TaskStep(task=row.id, person_name="Carla Cordes", text="Angefangen.").save()
    answer = await paul.post(f"{path}/ruecknahme")
    assert answer.status_code == 409
    assert "An der Aufgabe hat schon jemand gearbeitet." in answer.text
    assert (await Task.count(), await became()) == (1, Became.TASK)


async def test_information_of_another_meeting_is_not_there(cast: Cast, visit: Visit) -> None:
    _, row, _ = await noted(cast)
    foreign = path_of((await minuted(cast))[0], f"/informationen/{row.id}")
    paul = await visit("paul")
    assert (await paul.get(foreign)).status_code == 404
    for rest in ("beschluss", "aufgabe", "entfernung", "ruecknahme"):
        assert await press(paul, f"{foreign}/{rest}", **task_form(cast)) == 404
    assert await became() == ""


async def test_page_asks_six_times_and_approved_minutes_change_no_more(
    cast: Cast, visit: Visit
) -> None:
    meeting, _, path = await noted(cast)
    paul = await visit("paul")
    with counted_statements() as seen:
        assert (await paul.get(path)).status_code == 200
    assert len(seen) <= 6, seen
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    await approve(cast, meeting)
    assert await press(paul, f"{path}/entfernung") == 409
    minutes = await Minutes.objects().first()
    assert minutes is not None
    record = await frozen_record(minutes.id)
    assert [each.text for each in record.items[0].information] == [SAID]
    assert f"Information: {SAID}" in unescape(
        (await (await visit("carla")).get(path_of(meeting))).text
    )
    for ending in ("txt", "docx", "pdf"):
        paper = await paul.get(path_of(meeting, f"/niederschrift.{ending}"))
        assert says(paper.content, f"Information: {SAID}"), ending


async def test_papers_have_it_behind_the_text_and_the_excerpt_only_of_public_items(
    cast: Cast,
) -> None:
    meeting, item = await minuted(cast)
    minutes = await Minutes.objects().first()
    assert minutes is not None
    await make_text(minutes, item, "Es wird gesprochen.")
    await make_information(item, SAID)
    meeting_id = UUID(str(meeting.id))
    record = await record_of(meeting_id)
    told = content_of(record, Edition())["items"][0]
    assert told["text"] == f"Es wird gesprochen.\n\nInformation: {SAID}"
    assert [run.text for block in told["blocks"] for run in block.runs][
        -1
    ] == f"Information: {SAID}"
    excerpt = Edition(public=True)
    assert SAID not in str(content_of(public_part(record), excerpt))
    await AgendaItem.update({AgendaItem.visibility: Visibility.PUBLIC}, force=True)
    assert SAID in str(content_of(public_part(await record_of(meeting_id)), excerpt))


async def test_record_without_any_keeps_the_sum_it_had(cast: Cast) -> None:
    meeting, item = await minuted(cast)
    before = await record_of(UUID(str(meeting.id)))
    assert "information" not in str(before.content())
    row = await make_information(item, SAID)
    assert (await record_of(UUID(str(meeting.id)))).fingerprint != before.fingerprint
    await Information.update({Information.became: Became.NOTHING}).where(Information.id == row.id)
    assert (await record_of(UUID(str(meeting.id)))).fingerprint == before.fingerprint


async def test_item_with_an_information_is_minuted_and_not_offered_again(cast: Cast) -> None:
    _, item = await minuted(cast)
    coming = await make_meeting(cast.group)
    group = await Group.objects().get(Group.id == cast.group.id)
    assert group is not None
    before = {found.id for found in (await offer_for(coming, group, now())).items}
    assert not await is_minuted(UUID(str(item.id)))
    await make_information(item, SAID, became=Became.NOTHING, became_at=now())
    assert await is_minuted(UUID(str(item.id))), "deleting the item would take it along"
    await make_information(item, SAID)
    after = {found.id for found in (await offer_for(coming, group, now())).items}
    assert before - after == {item.id}


async def test_search_finds_it_until_it_is_something_else(cast: Cast, visit: Visit) -> None:
    meeting, row, path = await noted(cast)
    paul = await visit("paul")
    await Information.update({Information.text: "Zwergwiesel sind da."}, force=True)
    assert f"/protokoll#top-{row.agenda_item}" in (await paul.get("/suche?q=Zwergwiesel")).text
    for name in ("carla", "dirk", "gustav"):
        assert "Nichts gefunden" in (await (await visit(name)).get("/suche?q=Zwergwiesel")).text
    await Minutes.update({Minutes.status: MinutesStatus.SENT}).where(Minutes.meeting == meeting.id)
    assert "1 Treffer" in (await (await visit("carla")).get("/suche?q=Zwergwiesel")).text
    await press(paul, f"{path}/beschluss")
    assert "1 Treffer" in (await paul.get("/suche?q=Zwergwiesel")).text, "once, as a decision"

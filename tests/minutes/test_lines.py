"""One field per agenda item: a line becomes a decision, a task or an information."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from app.core import clock
from app.decisions.tables import Decision, Outcome
from app.invitations.tables import Attendance
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.days import day_in_words
from app.tasks.tables import Task
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, path_of


async def minuted(cast: Cast) -> tuple[Meeting, AgendaItem, str]:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    return meeting, item, path_of(meeting, f"/punkte/{item.id}/zeilen")


def typed(line: str, **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "line": line, **more}


async def test_line_with_b_is_a_decision_with_its_votes_once(cast: Cast, visit: Visit) -> None:
    _, item, path = await minuted(cast)
    paul, line = await visit("paul"), typed("B: Zwei Räume werden empfohlen 2/0/1")
    for _ in range(2):
        answer = await paul.post(path, line, headers=HTMX)
        assert answer.status_code == 200
    assert "Beschluss: „Zwei Räume werden empfohlen“, empfohlen, 2 Ja, 0 Nein, 1 Enthaltung" in (
        unescape(answer.text)
    )
    assert f'id="ergebnisse-{item.id}"' in answer.text
    decisions = await Decision.objects()
    assert [(str(d.id), d.text, d.yes, d.no, d.abstentions) for d in decisions] == [
        (line["id"], "Zwei Räume werden empfohlen", 2, 0, 1)
    ]


async def test_votes_that_do_not_add_up_are_taken_with_a_warning_at_the_decision(
    cast: Cast, visit: Visit
) -> None:
    meeting, _, path = await minuted(cast)
    await make_invitation(meeting, cast.bernd, attendance=Attendance.PRESENT)
    paul = await visit("paul")
    taken = await paul.post(path, typed("B: Zwei Räume 7/0/2"), headers=HTMX)
    assert taken.status_code == 200
    warning = "9 Stimmen sind eingetragen, aber nur eine Person mit Stimmrecht ist anwesend."
    assert warning in unescape(taken.text)
    assert [(d.yes, d.no, d.abstentions, d.outcome) for d in await Decision.objects()] == [
        (7, 0, 2, Outcome.RECOMMENDED)
    ]
    assert (await paul.post(path, typed("B: Drei Räume 1/0/0"))).status_code == 303
    assert unescape((await paul.get(path_of(meeting))).text).count("Stimmen sind eingetragen") == 1


async def test_unanimous_means_all_who_are_there(cast: Cast, visit: Visit) -> None:
    meeting, _, path = await minuted(cast)
    for person in (cast.bernd, cast.carla):
        await make_invitation(meeting, person, attendance=Attendance.PRESENT)
    await (await visit("paul")).post(path, typed("Beschluss: Zwei Räume, einstimmig"))
    assert [(d.text, d.yes, d.no) for d in await Decision.objects()] == [("Zwei Räume", 2, 0)]


async def test_date_in_words_is_shown_as_understood_before_it_counts(
    cast: Cast, visit: Visit
) -> None:
    meeting, _, path = await minuted(cast)
    paul, line = await visit("paul"), typed("A: Cordes – Entwurf – bis nächsten Freitag")
    asked = await paul.post(path, line)
    assert asked.status_code == 422
    due = day_in_words("nächsten Freitag", clock.berlin(meeting.starts_at).date())
    assert due is not None
    assert due - clock.berlin(meeting.starts_at).date() <= timedelta(days=7)
    said = f"Aufgabe für Carla Cordes: „Entwurf“, bis Freitag, {due.day}. "
    shown = unescape(asked.text)
    assert f'value="{said}' in shown
    assert "Das Datum stand in Worten" in shown
    assert await Task.count() == 0
    understood = shown.split('name="understood" value="')[1].split('"')[0]
    assert (await paul.post(path, {**line, "understood": understood})).status_code == 303
    assert [(t.title, t.due_on) for t in await Task.objects()] == [("Entwurf", due)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("A: Gärtner – Entwurf – 12.12.", "„Gärtner“ gehört heute nicht zur Gruppe. Möglich sind:"),
        ("B:", "Nach dem Doppelpunkt fehlt noch der Text."),
        ("B: 7/0/2", "Es fehlt, was beschlossen wurde."),
    ],
)
async def test_unclear_lines_come_back_with_a_sentence(
    cast: Cast, visit: Visit, line: str, sentence: str
) -> None:
    _, _, path = await minuted(cast)
    answer = await (await visit("paul")).post(path, typed(line))
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert await Task.count() + await Decision.count() == 0


async def test_names_of_the_group_are_offered_while_typing(cast: Cast, visit: Visit) -> None:
    meeting, _, _ = await minuted(cast)
    shown = (await (await visit("paul")).get(path_of(meeting))).text
    assert '<option value="A: Carla Cordes – ">' in shown
    assert '<option value="A: Cordes, Carla – ">' in shown
    assert "Dirk" not in shown.split('<datalist id="leute">')[1].split("</datalist>")[0]

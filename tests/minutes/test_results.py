"""Decisions with their votes and tasks in one line, written at an agenda item."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.agenda.tables import AgendaLink
from app.core.clock import today
from app.core.words import Visibility
from app.decisions.tables import Decision
from app.invitations.tables import Attendance
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.outbox.tables import OutgoingMail
from app.tasks.tables import Task
from tests.browser import HTMX, Visit
from tests.cast import Cast, make_member, make_person
from tests.invitations.make import make_invitation
from tests.mandates.make import make_mandate
from tests.meetings.make import first_item
from tests.minutes.make import make_decision, make_held, make_minutes, minuted, path_of

WORDING = "Die Gruppe empfiehlt dem Ausschuss, zwei Räume anzumieten."


def decision(**typed: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "version": "0", "text": WORDING, "outcome": "recommended",
        "yes": "2", "no": "0", "abstentions": "1", **typed,
    }  # fmt: skip


async def test_decision_is_recorded_once_with_its_votes(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    await AgendaItem.update({AgendaItem.visibility: Visibility.PUBLIC}, force=True)
    paul, typed = await visit("paul"), decision()
    for _ in range(2):
        answer = await paul.post(path_of(meeting, f"/punkte/{item.id}/beschluesse"), typed)
        assert answer.status_code == 303
    rows = await Decision.objects()
    assert [(d.text, d.yes, d.no, d.abstentions, d.visibility) for d in rows] == [
        (WORDING, 2, 0, 1, Visibility.PUBLIC)
    ]
    page = (await paul.get(path_of(meeting))).text
    assert "2 Ja, 0 Nein, 1 Enthaltung" in page
    assert "empfohlen" in page


async def test_form_says_when_the_committee_will_not_read_the_decision(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await minuted(cast)
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}/beschluesse")
    hint, way = "TOP 1 ist {}: Der Ausschuss bekommt diesen Beschluss nicht zu lesen", "#visibility"
    for status, visibility, hinted, leads in (
        (MeetingStatus.RUNNING, Visibility.INTERNAL, True, True),
        (MeetingStatus.RUNNING, Visibility.CONFIDENTIAL, True, True),
        (MeetingStatus.HELD, Visibility.INTERNAL, True, False),
        (MeetingStatus.RUNNING, Visibility.PUBLIC, False, False),
    ):
        await Meeting.update({Meeting.status: status}).where(Meeting.id == meeting.id)
        await AgendaItem.update({AgendaItem.visibility: visibility}).where(AgendaItem.id == item.id)
        page = (await paul.get(path)).text
        shown = (hint.format(visibility.label) in page, f"/tagesordnung/{item.id}{way}" in page)
        assert shown == (hinted, leads), (status, visibility)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"yes": "-1"}, "Bitte eine Zahl ab 0 angeben"),
        ({"yes": "drei"}, "Bitte eine ganze Zahl angeben"),
        ({"text": " "}, "Bitte schreiben Sie, was die Gruppe empfiehlt"),
        ({"outcome": "decided"}, "Bitte einen Eintrag aus der Liste wählen"),
        ({"yes": "99999999999"}, "Bitte eine Zahl ab 0 angeben"),
    ],
)
async def test_wrong_decision_comes_back_with_its_words(
    cast: Cast, visit: Visit, typed: dict[str, str], sentence: str
) -> None:
    meeting, item = await minuted(cast)
    given = decision(no="1", abstentions="0", **typed) if "yes" in typed else decision(**typed)
    answer = await (await visit("paul")).post(
        path_of(meeting, f"/punkte/{item.id}/beschluesse"), given
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert given["text"].strip() in answer.text
    assert f'value="{given["yes"]}"' in answer.text
    assert await Decision.count() == 0


async def test_more_votes_than_people_are_saved_with_a_warning_at_the_decision(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await minuted(cast)
    for person, attendance in (
        (cast.bernd, "present"),
        (cast.carla, "excused"),
        (cast.gustav, "present"),
    ):
        await make_invitation(meeting, person, attendance=Attendance(attendance))
    paul, path = await visit("paul"), path_of(meeting, f"/punkte/{item.id}/beschluesse")
    await paul.get(path)
    typed = decision(yes="2", abstentions="0")
    saved = await paul.post(path, typed, headers=HTMX)
    warning = "2 Stimmen sind eingetragen, aber nur eine Person mit Stimmrecht ist anwesend."
    assert (saved.status_code, warning in saved.text) == (200, True)

    known = path_of(meeting, f"/beschluesse/{typed['id']}")
    changed = await paul.post(known, {**typed, "yes": "3", "version": "1"}, headers=HTMX)
    assert (changed.status_code, "3 Stimmen sind eingetragen" in changed.text) == (200, True)
    assert [(d.yes, d.version) for d in await Decision.objects()] == [(3, 2)]
    right = await paul.post(known, {**typed, "yes": "1", "version": "2"}, headers=HTMX)
    assert (right.status_code, "eingetragen, aber" in right.text) == (200, False)


async def test_committee_decides(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.committee)
    await make_minutes(meeting)
    item = await first_item(meeting)
    typed = decision(outcome="decided", yes="1", abstentions="0")
    path = path_of(meeting, f"/punkte/{item.id}/beschluesse")
    assert (await (await visit("anna")).post(path, typed)).status_code == 303
    (made,) = await Decision.objects()
    assert (made.agenda_item, made.outcome, made.yes) == (item.id, "decided", 1)


async def test_stale_change_of_a_decision_shows_both(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    known = await make_decision(item, text="Inzwischen anders", version=2)
    paul, path = await visit("paul"), path_of(meeting, f"/beschluesse/{known.id}")
    mine = decision(version="1")
    stale = await paul.post(path, mine)
    assert stale.status_code == 409
    assert "Inzwischen anders" in stale.text
    assert WORDING in stale.text
    assert 'name="version" value="2"' in stale.text
    assert (await Decision.objects().first()).text == "Inzwischen anders"  # type: ignore[union-attr]

    assert (await paul.post(path, {**mine, "version": "2"})).status_code == 303
    assert (await paul.post(path, {**mine, "version": "2"})).status_code == 303
    changed = await Decision.objects().first()
    assert changed is not None
    assert (changed.text, changed.version) == (WORDING, 3)


async def test_decision_can_be_removed_twice(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    known = await make_decision(item)
    paul = await visit("paul")
    for _ in range(2):
        answer = await paul.post(path_of(meeting, f"/beschluesse/{known.id}/entfernung"))
        assert answer.status_code == 303
    assert await Decision.count() == 0


async def test_decision_of_another_meeting_is_404(cast: Cast, visit: Visit) -> None:
    meeting, _ = await minuted(cast)
    other = await make_decision(await first_item(await make_held(cast.group)))
    paul = await visit("paul")
    for rest in (f"/beschluesse/{other.id}", f"/beschluesse/{other.id}/entfernung"):
        assert (await paul.post(path_of(meeting, rest), decision())).status_code == 404
    assert await Decision.count() == 1


async def test_task_in_one_line_is_given_once_and_quietly(cast: Cast, visit: Visit) -> None:
    meeting, item = await minuted(cast)
    due = today() + timedelta(days=10)
    typed = {"id": str(uuid4()), "line": f"A: Cordes – Entwurf Budget – {due:%d.%m.%Y}"}
    paul = await visit("paul")
    for _ in range(2):
        answer = await paul.post(path_of(meeting, f"/punkte/{item.id}/zeilen"), typed)
        assert answer.status_code == 303
    tasks = await Task.objects()
    assert [(t.title, t.person, t.due_on, t.agenda_item) for t in tasks] == [
        ("Entwurf Budget", cast.carla.id, due, item.id)
    ]
    assert await OutgoingMail.count() == 0, "the person learns of it with the minutes"
    assert "Entwurf Budget" in (await paul.get(path_of(meeting))).text


@pytest.mark.parametrize(("linked", "belongs"), [(0, False), (1, True), (2, False)])
async def test_task_of_an_item_about_one_mandate_belongs_to_it(
    cast: Cast, visit: Visit, linked: int, *, belongs: bool
) -> None:
    """So that the chain from the decision point to the task holds without a second look."""
    meeting, item = await minuted(cast)
    mandates = [await make_mandate(cast.group, title=f"Frage {n}") for n in range(linked)]
    for mandate in mandates:
        await AgendaLink(agenda_item=item.id, mandate=mandate.id).save()
    paul = await visit("paul")
    typed = {"id": str(uuid4()), "line": "A: Cordes – Entwurf Budget"}
    await paul.post(path_of(meeting, f"/punkte/{item.id}/zeilen"), typed)
    (task,) = await Task.objects()
    assert task.mandate == (mandates[0].id if belongs else None)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Meier – Entwurf Budget – 12.12.", "„Meier“ gehört heute nicht zur Gruppe"),
        ("Brandt – Entwurf – 12.12.", "„Brandt“ kann Bernd Brandt oder Claudia Brandt sein"),
        ("Entwurf Budget", "Wer es tut und was zu tun ist"),
        ("Cordes – Entwurf – 31.02.", "gibt es nicht"),
        ("", "Bitte schreiben Sie zum Beispiel „A: Name – Aufgabe – Datum“"),
    ],
)
async def test_unclear_line_comes_back_with_its_words(
    cast: Cast, visit: Visit, line: str, sentence: str
) -> None:
    meeting, item = await minuted(cast)
    await make_member(cast.group, await make_person(cast.body, "Claudia", "Brandt"))
    answer = await (await visit("paul")).post(
        path_of(meeting, f"/punkte/{item.id}/zeilen"), {"id": str(uuid4()), "line": line}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{line}"' in answer.text
    assert await Task.count() == 0

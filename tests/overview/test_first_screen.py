"""The start page says what waits for its reader, and leads nowhere they may not go."""

from datetime import timedelta

import pytest

from app.core import clock
from app.groups.tables import Membership
from app.invitations.tables import Answer, Invitation
from app.meetings.tables import MeetingStatus
from app.overview.rules.start import waiting
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting
from tests.tasks.make import make_task

TWO = (
    "Zwei Einladungen warten auf Ihre Antwort, 13 Aufgaben sind überfällig"
    " und zwei Protokolle können Sie prüfen."
)


@pytest.mark.parametrize(
    ("answers", "overdue", "minutes", "sentence"),
    [
        (0, 0, 0, "Alle Einladungen sind beantwortet, nichts ist überfällig."),
        (1, 0, 0, "Eine Einladung wartet auf Ihre Antwort."),
        (0, 1, 1, "Eine Aufgabe ist überfällig und ein Protokoll können Sie prüfen."),
        (2, 13, 2, TWO),
    ],
)  # fmt: skip
def test_one_sentence_says_what_waits(
    answers: int, overdue: int, minutes: int, sentence: str
) -> None:
    assert waiting(answers=answers, overdue=overdue, minutes=minutes) == sentence


async def test_member_answers_from_the_start_page(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await make_invitation(meeting, cast.carla)
    yesterday = clock.today() - timedelta(days=1)
    await make_task(cast.group, person=cast.carla.id, due_on=yesterday)
    carla = await visit("carla")
    start = await carla.get("/")
    assert "Eine Einladung wartet auf Ihre Antwort und eine Aufgabe ist überfällig." in start.text
    action = f"/sitzungen/{meeting.id}/antwort"
    assert f'action="{action}"' in start.text
    assert (await carla.post(action, {"antwort": "ja"})).status_code == 303
    stored = await Invitation.objects().get(Invitation.person == cast.carla.id)
    assert stored is not None
    assert stored.answer == Answer.ACCEPTED
    start = await carla.get("/")
    assert action not in start.text
    assert "zugesagt" in start.text


async def test_guest_sees_the_meeting_only_as_long_as_the_page_opens(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED)
    await make_invitation(meeting, cast.gustav)
    gustav = await visit("gustav")
    assert f"/sitzungen/{meeting.id}" in (await gustav.get("/")).text
    assert (await gustav.get(f"/sitzungen/{meeting.id}")).status_code == 200
    await Membership.delete().where(Membership.person == cast.gustav.id)
    assert f"/sitzungen/{meeting.id}" not in (await gustav.get("/")).text
    assert (await gustav.get(f"/sitzungen/{meeting.id}")).status_code == 404


async def test_answer_to_the_date_that_was_sent_last_is_not_missing(
    cast: Cast, visit: Visit
) -> None:
    """The meeting's own number may be ahead of what was sent."""
    meeting = await make_meeting(cast.group, status=MeetingStatus.INVITED, sequence=2)
    await make_invitation(
        meeting, cast.carla, answer=Answer.ACCEPTED, answered_sequence=1, sent_sequence=1
    )
    carla = await visit("carla")
    start = await carla.get("/")
    assert "Alle Einladungen sind beantwortet, nichts ist überfällig." in start.text
    await Invitation.update({Invitation.sent_sequence: 2}, force=True)
    start = await carla.get("/")
    assert "Eine Einladung wartet auf Ihre Antwort." in start.text
    assert "Ihre Antwort fehlt" in start.text


async def test_leader_of_one_group_creates_a_meeting_there(cast: Cast, visit: Visit) -> None:
    assert f"/gruppen/{cast.group.id}/sitzungen/neu" in (await (await visit("bernd")).get("/")).text

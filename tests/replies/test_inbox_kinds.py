"""Kinds of mail that tests/replies/test_inbox.py leaves out: of a series, automatic, and none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import now
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.outbox.tables import OutgoingMail
from app.replies.tables import Outcome
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.replies.letters import answer_of, arrive
from tests.replies.waiting import about, make_mail
from tests.replies.world import answers, invited, series_invited, stored_mail

LIST = "/posteingang"


async def test_an_out_of_office_note_waits_for_nobody_and_is_no_answer(
    cast: Cast, visit: Visit
) -> None:
    invitation, meeting = await invited(cast)
    note = answer_of(invitation, meeting, headers=("Auto-Submitted: auto-replied",))
    received = await arrive(note)
    assert received.outcome == Outcome.AUTOMATIC
    anna = await visit("anna")
    page = (await anna.get(LIST)).text
    assert "Zu entscheiden (0)" in page
    assert "Erledigt (1)" in page
    page = (await anna.get(f"{LIST}?liste=erledigt")).text
    assert "automatische Antwort" in page
    assert "Ein Programm hat geantwortet, kein Mensch." in page
    assert "Wieder öffnen" not in page
    page = (await anna.get(f"{LIST}/{received.mail_id}")).text
    assert "Antwort übernehmen" not in page
    assert (await anna.post(f"{LIST}/{received.mail_id}/uebernehmen")).status_code == 409
    assert await answers([invitation]) == [Answer.OPEN]
    assert await OutgoingMail.count() == 0


async def test_a_held_answer_to_a_series_counts_for_all_coming_meetings(
    cast: Cast, visit: Visit
) -> None:
    row, series, _, each = await series_invited(cast)
    answer = answer_of(row, series, partstat="DECLINED")
    received = await arrive(replace(answer, sender="fremd@example.net"))
    assert received.outcome == Outcome.HELD
    bernd = await visit("bernd")
    page = (await bernd.get(LIST)).text
    assert "ganze Reihe" in page
    assert "Geschickt hat sie fremd@example.net." in page
    assert await answers(each) == [Answer.OPEN] * 6
    await bernd.post(f"{LIST}/{received.mail_id}/uebernehmen")
    assert await answers(each) == [Answer.DECLINED] * 6
    found = await SeriesInvitation.objects().get(SeriesInvitation.id == row.id)
    assert found is not None
    assert found.answer == Answer.DECLINED


async def test_who_asks_to_come_to_a_series_is_invited_to_every_coming_meeting(
    cast: Cast, visit: Visit
) -> None:
    row, series, meetings, _ = await series_invited(cast)
    line = f"ATTENDEE;CN=Paul;PARTSTAT=ACCEPTED:mailto:{cast.paul.email}"
    received = await arrive(answer_of(row, series, attendee_line=line, sender=cast.paul.email))
    assert received.outcome == Outcome.REQUEST
    bernd = await visit("bernd")
    assert "Paul Petersen möchte teilnehmen" in (await bernd.get(LIST)).text
    await bernd.post(f"{LIST}/{received.mail_id}/einladen")
    found = await Invitation.objects().where(Invitation.person == cast.paul.id)
    assert {each.meeting for each in found} == {meeting.id for meeting in meetings}


async def test_a_deputy_for_a_meeting_that_is_over_is_refused_with_a_sentence(
    cast: Cast, visit: Visit
) -> None:
    invitation, meeting = await invited(cast, starts_at=now() - timedelta(days=2))
    mail = await make_mail(
        cast.body, Outcome.DELEGATION, partstat="DELEGATED", other_name="Paul",
        other_address=cast.paul.email, **await about(meeting, invitation),
    )  # fmt: skip
    anna = await visit("anna")
    answer = await anna.post(f"{LIST}/{mail.id}/einladen")
    assert answer.status_code == 422
    assert "Die Sitzung ist vorbei." in answer.text
    assert (await stored_mail(mail.id)).settled_at is None
    assert (await anna.post(f"{LIST}/{mail.id}/ablehnen")).status_code == 303
    assert (await stored_mail(mail.id)).settled_how == "refused"


async def test_a_refused_deputy_leaves_the_answer_open_and_may_come_back(
    cast: Cast, visit: Visit
) -> None:
    invitation, meeting = await invited(cast)
    mail = await make_mail(
        cast.body, Outcome.DELEGATION, partstat="DELEGATED", other_name="Paul", sequence=0,
        other_address=cast.paul.email, **await about(meeting, invitation),
    )  # fmt: skip
    bernd = await visit("bernd")
    await bernd.post(f"{LIST}/{mail.id}/ablehnen")
    await bernd.post(f"{LIST}/{mail.id}/zurueck")
    await bernd.post(f"{LIST}/{mail.id}/einladen")
    assert (await stored_mail(mail.id)).settled_how == "invited"
    refused = await bernd.post(f"{LIST}/{mail.id}/zurueck")
    assert refused.status_code == 409
    assert await OutgoingMail.count() == 1, "the deputy's invitation"


@pytest.mark.parametrize("outcome", [Outcome.LETTER, Outcome.QUARANTINE])
async def test_what_is_only_read_may_be_opened_again(
    cast: Cast, visit: Visit, outcome: Outcome
) -> None:
    mail = await make_mail(cast.body, outcome)
    anna = await visit("anna")
    assert (await anna.post(f"{LIST}/{mail.id}/gelesen")).status_code == 303
    assert "Wieder öffnen" in (await anna.get(f"{LIST}/{mail.id}")).text
    await anna.post(f"{LIST}/{mail.id}/zurueck")
    assert (await stored_mail(mail.id)).settled_at is None


async def test_an_empty_inbox_says_where_the_answers_are(cast: Cast, visit: Visit) -> None:
    bernd = await visit("bernd")
    page = (await bernd.get(LIST)).text
    assert "Klare Antworten stehen unter „Erledigt“ und bei der Sitzung." in page
    page = (await bernd.get(f"{LIST}?liste=erledigt")).text
    assert "Noch ist keine Antwort per E-Mail gekommen." in page
    assert (await bernd.get(f"{LIST}/zahl", headers=HTMX)).text.strip() == ""

"""A date is chosen: one meeting, everybody asked is invited."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core.clock import now, today
from app.core.errors import RuleViolation
from app.groups.tables import Group
from app.invitations.tables import Answer, Invitation
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import Meeting, MeetingStatus
from app.outbox.tables import MailState
from app.polls.operations.deciding import choose_date
from app.polls.tables import Poll, PollDate, PollStatus, PollVoter, Vote
from app.web.filters import tag
from tests.browser import Browser, Visit
from tests.cast import Cast, make_member, make_person
from tests.invitations.post import letters as invitations
from tests.meetings.make import make_meeting
from tests.polls.make import again, at, dates_in, link_of, make_poll, make_voter, say
from tests.polls.post import in_days, letters, meeting_of, new_poll


async def answered(cast: Cast, **columns: Any) -> Poll:
    """Carla says yes to the first date, Bernd if need be, Ina, who is no member, no."""
    cast.people["ina"] = await make_person(cast.body, "Ina", "Beck")
    poll = await make_poll(cast.group, room="Raum 204", **columns)
    await say(await make_voter(poll, cast.bernd, needed=True), Vote.IF_NEED_BE, None, None)
    await say(await make_voter(poll, cast.carla), Vote.YES, None, None)
    await say(await make_voter(poll, cast.ina), Vote.NO, Vote.YES, None)
    return poll


async def answers(meeting: Meeting) -> dict[str, Answer]:
    rows = await Invitation.select(Invitation.person.given_name, Invitation.answer).where(
        Invitation.meeting == meeting.id
    )
    return {row["person.given_name"]: Answer(row["answer"]) for row in rows}


async def choose(browser: Browser, poll: Poll, number: int = 0) -> int:
    path = f"/terminabfragen/{poll.id}/festlegung"
    date = (await dates_in(poll))[number]
    page = await browser.get(f"{path}?termin={date.id}")
    assert page.status_code == 200
    assert f'name="termin" value="{date.id}"' in page.text
    return (await browser.post(path, {"termin": str(date.id)})).status_code


async def test_chosen_date_becomes_the_meeting_with_the_usual_agenda(
    cast: Cast, visit: Visit
) -> None:
    await Group.update({Group.agenda_template: "Begrüßung\nRäume"}).where(Group.id == cast.group.id)
    poll = await answered(cast)
    assert await choose(await visit("bernd"), poll) == 303
    stored = await again(poll)
    meeting, date = await meeting_of(stored), (await dates_in(poll))[0]
    assert (meeting.starts_at, meeting.ends_at) == (date.starts_at, date.ends_at)
    assert (meeting.title, meeting.place, meeting.room) == ("5. Sitzung", "Kreishaus", "Raum 204")
    assert meeting.status == MeetingStatus.INVITED
    assert stored.status == PollStatus.DECIDED
    titles = [row.title for row in await agenda_of(UUID(str(meeting.id)))]
    assert titles[0] == "Begrüßung"
    assert "Räume" in titles


async def test_everybody_asked_is_invited_also_guests_and_who_said_no(
    cast: Cast, visit: Visit
) -> None:
    poll = await answered(cast)
    await choose(await visit("bernd"), poll)
    meeting = await meeting_of(await again(poll))
    assert await answers(meeting) == dict.fromkeys(("Bernd", "Carla", "Ina"), Answer.OPEN)
    sent = await invitations(meeting)
    assert sorted(mail.row.recipient_name for mail in sent) == [
        "Bernd Brandt",
        "Carla Cordes",
        "Ina Beck",
    ]
    assert all(mail.row.kind == "invitation_sent" for mail in sent)


async def test_yes_counts_as_acceptance_only_where_the_poll_says_so(
    cast: Cast, visit: Visit
) -> None:
    poll = await answered(cast, yes_is_acceptance=True)
    bernd = await visit("bernd")
    page = await bernd.get(f"/terminabfragen/{poll.id}/festlegung")
    assert page.text.count("gilt als zugesagt") == 1
    await choose(bernd, poll)
    meeting = await meeting_of(await again(poll))
    assert await answers(meeting) == {
        "Bernd": Answer.OPEN, "Carla": Answer.ACCEPTED, "Ina": Answer.OPEN,
    }  # fmt: skip
    carla = (await invitations(meeting, cast.id("carla")))[0]
    assert str(carla.attendee.params["PARTSTAT"]) == "ACCEPTED"


async def test_chosen_twice_and_another_date_later_it_stays_one_meeting(
    cast: Cast, visit: Visit
) -> None:
    poll = await answered(cast)
    bernd = await visit("bernd")
    assert await choose(bernd, poll) == 303
    path = f"/terminabfragen/{poll.id}/festlegung"
    for date in await dates_in(poll):
        assert (await bernd.post(path, {"termin": str(date.id)})).status_code == 303
    assert await Meeting.count() == 1
    assert len(await invitations(await meeting_of(await again(poll)))) == 3


async def test_two_who_choose_at_the_same_moment_make_one_meeting(cast: Cast) -> None:
    poll = await answered(cast)
    first, second, _ = await dates_in(poll)
    anna, bernd = await cast.actor("anna"), await cast.actor("bernd")
    made = await asyncio.gather(
        choose_date(anna, UUID(str(poll.id)), UUID(str(first.id)), now=now()),
        choose_date(bernd, UUID(str(poll.id)), UUID(str(second.id)), now=now()),
    )
    assert made[0][0] == made[1][0]
    assert sorted(count for _, count in made) == [0, 3]
    assert await Meeting.count() == 1


async def test_questions_that_still_wait_never_leave_after_the_choice(
    cast: Cast, visit: Visit
) -> None:
    bernd, form = await visit("bernd"), new_poll(cast, "bernd", "carla")
    path = f"/gruppen/{cast.group.id}/terminabfragen/neu"
    await bernd.get(path)
    assert (await bernd.post(path, form)).status_code == 303
    poll = await Poll.objects().first()
    assert poll is not None
    assert await choose(bernd, poll) == 303
    assert {mail.row.state for mail in await letters(poll.id)} == {MailState.DROPPED}


async def test_a_past_date_a_foreign_one_and_none_are_refused(cast: Cast, visit: Visit) -> None:
    poll, other = await answered(cast), await make_poll(cast.group)
    bernd = await visit("bernd")
    path = f"/terminabfragen/{poll.id}/festlegung"
    await bernd.get(path)
    foreign = (await dates_in(other))[0]
    assert (await bernd.post(path, {"termin": str(foreign.id)})).status_code == 404
    assert (await bernd.post(path, {"termin": "unsinn"})).status_code == 404
    assert (await bernd.post(path, {})).status_code == 422
    first = (await dates_in(poll))[0]
    await PollDate.update({PollDate.starts_at: now()}).where(PollDate.id == first.id)
    late = await bernd.post(path, {"termin": str(first.id)})
    assert late.status_code == 422
    assert "schon vorbei" in late.text
    assert await Meeting.count() == 0


async def test_withdrawn_poll_makes_no_meeting(cast: Cast, visit: Visit) -> None:
    poll = await answered(cast, status=PollStatus.CANCELLED)
    bernd = await visit("bernd")
    await bernd.get("/sitzungen")
    date = (await dates_in(poll))[0]
    path = f"/terminabfragen/{poll.id}/festlegung"
    assert (await bernd.post(path, {"termin": str(date.id)})).status_code in {409, 422}
    assert await Meeting.count() == 0


async def test_afterwards_page_and_link_lead_to_the_meeting(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    poll = await answered(cast)
    await choose(await visit("bernd"), poll)
    meeting = await meeting_of(await again(poll))
    page = await (await visit("carla")).get(f"/terminabfragen/{poll.id}")
    assert f'href="/sitzungen/{meeting.id}"' in page.text
    voter = await PollVoter.objects().where(PollVoter.person == cast.carla.id).first()
    assert voter is not None
    date = (await dates_in(poll))[0]
    told = f"Der Termin steht fest: {tag(date.starts_at)}, 09:00–11:00 Uhr."
    assert told in (await anonymous.get(link_of(voter))).text
    await Meeting.update({Meeting.status: MeetingStatus.CANCELLED}).where(Meeting.id == meeting.id)
    later = (await anonymous.get(link_of(voter))).text
    assert "steht fest" not in later
    assert "ist abgesagt." in later


async def test_when_nobody_is_asked_any_more_there_is_nobody_to_invite(cast: Cast) -> None:
    poll = await make_poll(cast.group)
    date = (await dates_in(poll))[0]
    anna = await cast.actor("anna")
    with pytest.raises(RuleViolation, match="niemand mehr"):
        await choose_date(anna, UUID(str(poll.id)), UUID(str(date.id)), now=now())
    assert await Meeting.count() == 0


async def test_free_times_are_proposed_around_other_meetings_of_the_members(
    cast: Cast, visit: Visit
) -> None:
    monday = (7 - today().weekday()) + 14  # days from today
    await make_meeting(cast.other_group, starts_at=at(monday, 8))  # nobody of the group goes there
    busy = await make_meeting(cast.committee, starts_at=at(monday + 1, 8))
    await make_member(cast.committee, cast.carla)
    assert busy.ends_at - busy.starts_at == timedelta(hours=2)
    form = new_poll(
        cast, "carla", aktion="vorschlagen", first=in_days(monday), last=in_days(monday + 1),
        weekdays=["0", "1"], earliest="09:00", latest="17:00",
    )  # fmt: skip
    bernd = await visit("bernd")
    path = f"/gruppen/{cast.group.id}/terminabfragen/neu"
    await bernd.get(path)
    page = (await bernd.post(path, form)).text
    rows = [part.split("</fieldset>")[0] for part in page.split(">Termin ")[1:]]
    found = {in_days(monday): "09:00", in_days(monday + 1): "10:00"}
    for day, begins in found.items():
        assert any(f'value="{day}"' in row and f'value="{begins}"' in row for row in rows)
    assert "Es geht um Räume." in page
    assert await Poll.count() == 0
    nothing = {**form, "earliest": "09:00", "latest": "10:00"}
    refused = await bernd.post(path, nothing)
    assert refused.status_code == 422
    assert "kein gemeinsamer freier Termin" in refused.text
    assert (await bernd.post(path, {**form, "first": ""})).status_code == 422

"""Points 52 to 54: which meeting of a series, which of two answers, and the same mail twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import berlin
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.meetings.tables import Meeting
from app.outbox.tables import OutgoingMail
from app.replies.operations.judging import NO_INSTANCE
from app.replies.tables import InboundMail, Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies.letters import answer_of, arrive, later, mixed
from tests.replies.world import answers, invited, series_invited

YES, NO, OPEN = "accepted", "declined", "open"
FORMS = (
    "RECURRENCE-ID:{utc:%Y%m%dT%H%M%SZ}",
    "RECURRENCE-ID;TZID=Europe/Berlin:{wall:%Y%m%dT%H%M%S}",
    "RECURRENCE-ID;TZID=W. Europe Standard Time:{wall:%Y%m%dT%H%M%S}",
    'RECURRENCE-ID;TZID="Mitteleuropäische Zeit":{wall:%Y%m%dT%H%M%S}',
    "RECURRENCE-ID;TZID=Customized Time Zone:{wall:%Y%m%dT%H%M%S}",
    "RECURRENCE-ID;VALUE=DATE-TIME:{wall:%Y%m%dT%H%M%S}",
    "RECURRENCE-ID;VALUE=DATE:{wall:%Y%m%d}",
)


@pytest.mark.parametrize("form", FORMS)
async def test_point_52_every_form_of_recurrence_id_hits_the_same_meeting(
    cast: Cast, form: str
) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    at = meetings[4].recurrence_at
    assert at is not None
    line = form.format(utc=at, wall=berlin(at))
    answer = answer_of(invitation, series, partstat="DECLINED", lines=(line,))
    received = await arrive(answer)
    assert received.outcome == Outcome.APPLIED, received
    assert await answers(rows) == [OPEN, OPEN, OPEN, OPEN, NO, OPEN]


async def test_point_52_a_moved_meeting_is_known_by_its_original_start(cast: Cast) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    moved = meetings[1]
    day = timedelta(days=1)
    await Meeting.update(
        {Meeting.starts_at: moved.starts_at + day, Meeting.ends_at: moved.ends_at + day}
    ).where(Meeting.id == moved.id)
    line = f"RECURRENCE-ID:{moved.recurrence_at:%Y%m%dT%H%M%SZ}"
    assert (await arrive(answer_of(invitation, series, lines=(line,)))).outcome == Outcome.APPLIED
    assert await answers(rows) == [OPEN, YES, OPEN, OPEN, OPEN, OPEN]


async def test_point_52_a_day_with_two_meetings_of_the_series_names_neither(cast: Cast) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    at = meetings[1].recurrence_at
    assert at is not None
    await Meeting.update({Meeting.recurrence_at: at + timedelta(hours=5)}).where(
        Meeting.id == meetings[2].id
    )
    line = f"RECURRENCE-ID;VALUE=DATE:{berlin(at):%Y%m%d}"
    received = await arrive(answer_of(invitation, series, lines=(line,)))
    assert (received.outcome, received.reason) == (Outcome.IGNORED, NO_INSTANCE)
    assert set(await answers(rows)) == {OPEN}


@pytest.mark.parametrize("value", ["20990101T100000Z", "gestern", "20270230T100000Z"])
async def test_an_unknown_instance_is_ignored_and_logged(cast: Cast, value: str) -> None:
    invitation, series, _, rows = await series_invited(cast)
    received = await arrive(answer_of(invitation, series, lines=(f"RECURRENCE-ID:{value}",)))
    assert received.outcome == Outcome.IGNORED
    assert set(await answers(rows)) == {OPEN}


async def test_a_reply_to_the_series_keeps_newer_answers_to_single_meetings(cast: Cast) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    line = f"RECURRENCE-ID:{meetings[2].recurrence_at:%Y%m%dT%H%M%SZ}"
    single = answer_of(invitation, series, partstat="DECLINED", lines=(line,), stamp=later(-5))
    await arrive(single)
    await arrive(answer_of(invitation, series, stamp=later(-30)))
    assert await answers(rows) == [YES, YES, NO, YES, YES, YES]
    whole = await SeriesInvitation.objects().first()
    assert whole is not None
    assert whole.answer == Answer.ACCEPTED
    await arrive(answer_of(invitation, series, partstat="TENTATIVE", stamp=later(-1)))
    assert set(await answers(rows)) == {"tentative"}


async def test_an_answer_to_the_series_says_nothing_about_a_meeting_moved_after_it(
    cast: Cast,
) -> None:
    invitation, series, _, rows = await series_invited(cast)
    await Invitation.update({Invitation.sent_sequence: 1}).where(Invitation.id == rows[3].id)
    await SeriesInvitation.update({SeriesInvitation.sent_stamp: later(-10)}, force=True)
    await arrive(answer_of(invitation, series, stamp=later(-20)))
    assert await answers(rows) == [YES, YES, YES, OPEN, YES, YES]
    await arrive(answer_of(invitation, series, stamp=later(-5)))
    assert set(await answers(rows)) == {YES}


async def test_google_answers_series_and_instances_in_one_mail(cast: Cast) -> None:
    invitation, series, meetings, rows = await series_invited(cast)
    answer = answer_of(invitation, series, stamp=later(-3))
    others = [
        replace(
            answer, partstat="DECLINED", stamp=later(-2),
            lines=(f"RECURRENCE-ID:{meetings[at].recurrence_at:%Y%m%dT%H%M%SZ}",),
        )
        for at in (1, 3)
    ]  # fmt: skip
    assert (await arrive(answer, answer.mail(*others))).outcome == Outcome.APPLIED
    assert await answers(rows) == [YES, NO, YES, NO, YES, YES]


async def test_point_53_an_answer_to_an_earlier_state_is_kept_as_old(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await Invitation.update({Invitation.sent_sequence: 2}).where(Invitation.id == invitation.id)
    assert (await arrive(answer_of(invitation, meeting, sequence="1"))).outcome == Outcome.OLD
    row = await stored(invitation)
    assert (row.answer, row.answered_sequence) == (Answer.ACCEPTED, 1)  # shown as veraltet
    current = answer_of(invitation, meeting, partstat="DECLINED", sequence="2", stamp=later(-9))
    assert (await arrive(current)).outcome == Outcome.APPLIED
    late = answer_of(invitation, meeting, sequence="1", stamp=later(-1))
    assert (await arrive(late)).outcome == Outcome.OLD
    assert (await stored(invitation)).answer == Answer.DECLINED


async def test_point_53_an_older_stamp_changes_nothing(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await arrive(answer_of(invitation, meeting, partstat="DECLINED", stamp=later(-2)))
    assert (await arrive(answer_of(invitation, meeting, stamp=later(-20)))).outcome == Outcome.OLD
    assert (await stored(invitation)).answer == Answer.DECLINED


@pytest.mark.parametrize("sequence", ["7", "", "eins", "-1", "99999999999999"])
async def test_a_higher_or_broken_sequence_counts_as_current(cast: Cast, sequence: str) -> None:
    invitation, meeting = await invited(cast)
    received = await arrive(answer_of(invitation, meeting, sequence=sequence))
    assert received.outcome == Outcome.APPLIED
    assert (await stored(invitation)).answered_sequence == 0


async def test_point_54_the_same_mail_twice_has_one_effect(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, stamp=later(-5))
    raw = answer.mail()
    first = await arrive(answer, raw)
    second = await arrive(answer, raw)
    assert (first.outcome, second.outcome) == (Outcome.APPLIED, Outcome.DUPLICATE)
    assert second.mail_id == first.mail_id
    same_id = raw.replace(b"Subject:", b"X-Umweg: ja\r\nSubject:")
    assert (await arrive(answer, same_id)).outcome == Outcome.DUPLICATE
    assert (await arrive(answer)).outcome == Outcome.DUPLICATE  # a new Message-ID, the same answer
    assert await OutgoingMail.count() == 0
    assert await InboundMail.count() == 3


async def test_point_54_the_copy_as_attachment_is_no_second_answer(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = mixed(
        answer.head(),
        ("Content-Type: text/calendar; method=REPLY", answer.ics()),
        ("Content-Type: application/ics; name=antwort.ics", answer.ics()),
    )
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    assert await InboundMail.count() == 1


async def test_a_turned_answer_is_told_to_the_invited_person(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    await arrive(answer_of(invitation, meeting, stamp=later(-5)))
    assert await OutgoingMail.count() == 0
    await arrive(answer_of(invitation, meeting, partstat="DECLINED"))
    (letter,) = await OutgoingMail.objects()
    assert (letter.kind, letter.recipient_address) == ("reply_turned", invitation.address)
    assert letter.subject.startswith("Ihre Antwort ist jetzt: abgesagt")

"""Points 55 to 57: who is not invited, who proposes another time, who sends somebody else."""

import pytest

from app.core.actor import Actor
from app.core.clock import now
from app.invitations.tables import Answer, Invitation, SeriesInvitation
from app.outbox.tables import OutgoingMail
from app.replies.operations import settle
from app.replies.tables import Outcome
from tests.calendar_check import check
from tests.cast import Cast
from tests.invitations.post import Letter
from tests.invitations.sent import stored
from tests.mails import read_mail
from tests.replies import shapes
from tests.replies.letters import Answer as Sent
from tests.replies.letters import answer_of, arrive, later
from tests.replies.world import everything, invited, series_invited, stored_mail

KIM = "mailto:kim@example.org"
DELEGATED = f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="{KIM}":mailto:{{}}'


def office(cast: Cast) -> Actor:
    return Actor(
        person_id=cast.anna.id, name="Anna Albers", office_of=frozenset({cast.body.id}),
        bodies=frozenset({cast.body.id}),
    )  # fmt: skip


async def test_point_55_who_is_not_invited_stands_on_the_list_and_is_never_added(
    cast: Cast,
) -> None:
    invitation, meeting = await invited(cast)
    line = 'ATTENDEE;CN="Kim Krause";PARTSTAT=ACCEPTED:mailto:kim@example.org'
    before = await everything()
    received = await arrive(answer_of(invitation, meeting, attendee_line=line))
    assert received.outcome == Outcome.REQUEST
    row = await stored_mail(received.mail_id)
    assert (row.other_name, row.other_address) == ("Kim Krause", "kim@example.org")
    assert (row.meeting, row.body) == (meeting.id, cast.body.id)
    assert await everything() == before
    assert await OutgoingMail.count() == 0


@pytest.mark.parametrize("whole_series", [False, True])
async def test_point_56_a_counter_is_a_proposal_and_its_refusal_a_declinecounter(
    cast: Cast, *, whole_series: bool
) -> None:
    answer: Sent
    if whole_series:
        row, series, _, _ = await series_invited(cast)
        answer, uid = answer_of(row, series), series.uid
    else:
        invitation, meeting = await invited(cast)
        answer, uid = answer_of(invitation, meeting), meeting.uid
    before = await everything()
    counter = shapes.outlook_counter(uid, answer.attendee, "TENTATIVE")
    raw = answer.around(counter).replace(b"method=REPLY", b"method=COUNTER")
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.PROPOSAL
    assert received.mail_id is not None
    held = await stored_mail(received.mail_id)
    assert f"{held.proposed_starts_at:%Y-%m-%dT%H:%M}" == "2027-01-14T09:00"
    assert held.comment == "Donnerstag passt mir besser"
    assert await everything() == before
    await settle.reject_proposal(office(cast), received.mail_id, "Der Raum ist belegt.", now=now())
    (row_out,) = await OutgoingMail.objects()
    letter = Letter(row_out, read_mail(row_out.mime))
    check(letter.ics)
    assert letter.calendar["method"] == "DECLINECOUNTER"
    assert (letter.event["uid"], letter.event["comment"]) == (uid, "Der Raum ist belegt.")
    assert b"VTIMEZONE" not in letter.ics
    assert answer.recipient is not None
    assert answer.recipient in str(letter.event["organizer"])
    assert "Der Raum ist belegt." in letter.part("plain")
    assert "Donnerstag, 14. Januar 2027" in letter.part("html")
    assert await everything() == before


@pytest.mark.parametrize(
    "line",
    [
        DELEGATED,
        "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=kim@example.org:mailto:{}",
        f'{DELEGATED}\r\nATTENDEE;CN=Kim;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{{}}":{KIM}',
        f'ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:{{}}":{KIM}',
    ],
)
async def test_point_57_a_delegation_is_a_proposal(cast: Cast, line: str) -> None:
    invitation, meeting = await invited(cast)
    written = line.replace("{}", invitation.address)
    before = await everything()
    received = await arrive(answer_of(invitation, meeting, attendee_line=written))
    assert received.outcome == Outcome.DELEGATION, received
    assert (await stored_mail(received.mail_id)).other_address == "kim@example.org"
    assert await everything() == before
    assert received.mail_id is not None
    await settle.refuse(office(cast), received.mail_id, now=now())
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_a_refresh_sends_the_present_state_at_most_once_an_hour(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    refresh = answer_of(invitation, meeting, method="REFRESH", declared="REFRESH")
    assert (await arrive(refresh)).outcome == Outcome.IGNORED
    assert await OutgoingMail.count() == 0  # the invitation has just gone out
    await Invitation.update({Invitation.sent_stamp: later(-61)}, force=True)
    for stamp in (later(-3), later(-2)):
        again = answer_of(invitation, meeting, method="REFRESH", declared="REFRESH", stamp=stamp)
        await arrive(again)
    (row,) = await OutgoingMail.objects()
    assert (row.kind, row.recipient_address) == ("invitation_sent", invitation.address)


async def test_a_refresh_of_a_series_sends_the_whole_of_it(cast: Cast) -> None:
    invitation, series, _, _ = await series_invited(cast)
    await SeriesInvitation.update({SeriesInvitation.sent_stamp: later(-61)}, force=True)
    refresh = answer_of(invitation, series, method="REFRESH", declared="REFRESH")
    await arrive(refresh)
    (row,) = await OutgoingMail.objects()
    letter = Letter(row, read_mail(row.mime))
    assert letter.event["uid"] == series.uid
    assert letter.event["rrule"]["COUNT"] == [6]

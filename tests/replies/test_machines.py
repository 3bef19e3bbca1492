"""Points 61 and 62, and winmail.dat: mails that are no answer, and one that hides its answer."""

import pytest

from app.invitations.tables import Answer
from app.outbox.tables import OutgoingMail
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies.letters import answer_of, arrive, mixed, packed
from tests.replies.tnef import winmail
from tests.replies.world import everything, invited, stored_mail


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", "ADD", "DECLINECOUNTER", ""])
async def test_point_61_meetings_of_others_never_change_data(cast: Cast, method: str) -> None:
    invitation, meeting = await invited(cast)
    before = await everything()
    times = ("DTSTART:20270301T090000Z", "DTEND:20270301T100000Z", "STATUS:CANCELLED")
    answer = answer_of(invitation, meeting, method=method, declared=method or None, lines=times)
    assert (await arrive(answer)).outcome == Outcome.IGNORED
    assert await everything() == before
    assert await OutgoingMail.count() == 0


AUTOMATIC = [
    "Auto-Submitted: auto-replied (Abwesenheit)",
    "X-Autoreply: yes",
    "X-Autorespond: Abwesend",
    "Precedence: auto_reply",
    "Return-Path: <>",
]


@pytest.mark.parametrize("header", AUTOMATIC)
@pytest.mark.parametrize("with_calendar", [True, False])
async def test_point_62_out_of_office_never_counts_and_is_never_answered(
    cast: Cast, header: str, *, with_calendar: bool
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, headers=(header,))
    text = "\r\n".join([*answer.head(), "", "Ich bin bis Montag nicht im Büro."]).encode()
    received = await arrive(answer, answer.mail() if with_calendar else text)
    assert received.outcome == Outcome.AUTOMATIC
    assert (await stored(invitation)).answer == Answer.OPEN
    assert await OutgoingMail.count() == 0


async def test_point_62_a_bounce_with_our_invitation_in_it_is_no_answer(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    head = [line for line in answer.head() if not line.startswith("From:")]
    report = mixed(
        [*head, "From: MAILER-DAEMON@mx.example.org"],
        ("Content-Type: text/plain", b"Die E-Mail konnte nicht zugestellt werden."),
        ("Content-Type: message/delivery-status", b"Action: failed\r\n"),
        ("Content-Type: message/rfc822", answer.mail()),
    ).replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status")
    assert (await arrive(answer, report)).outcome == Outcome.AUTOMATIC
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_an_answer_inside_a_forwarded_mail_is_somebody_elses_word(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = mixed(
        answer.head(),
        ("Content-Type: text/plain; charset=utf-8", b"zur Kenntnis"),
        ("Content-Type: message/rfc822", answer.mail()),
    )
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.LETTER
    assert (await stored_mail(received.mail_id)).comment == "zur Kenntnis"
    assert (await stored(invitation)).answer == Answer.OPEN


async def test_googles_own_program_may_send_a_persons_answer(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, headers=("Auto-Submitted: auto-generated",))
    assert (await arrive(answer)).outcome == Outcome.APPLIED


@pytest.mark.parametrize(
    ("message_class", "expected"),
    [
        ("IPM.Schedule.Meeting.Resp.Pos", Answer.ACCEPTED),
        ("IPM.Schedule.Meeting.Resp.Neg", Answer.DECLINED),
        ("IPM.Schedule.Meeting.Resp.Tent", Answer.TENTATIVE),
        ("IPM.Microsoft Schedule.MtgRespN", Answer.DECLINED),
    ],
)
async def test_the_answer_in_winmail_dat_counts(
    cast: Cast, message_class: str, expected: Answer
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = mixed(
        answer.head(),
        ("Content-Type: text/plain", b""),
        (
            "Content-Type: application/ms-tnef; name=winmail.dat",
            winmail(meeting.uid, message_class),
        ),
    )
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.APPLIED, received
    assert (await stored(invitation)).answer == expected


@pytest.mark.parametrize(
    "content", [winmail("u", "IPM.Note"), b"kein TNEF", winmail("u")[:90], b""]
)
async def test_another_winmail_dat_waits_with_a_hint_to_the_link(
    cast: Cast, content: bytes
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = packed([*answer.head(), "Content-Type: application/ms-tnef",
                  "Content-Transfer-Encoding: base64"], content)  # fmt: skip
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.QUARANTINE
    assert "Bitte nutzen Sie den Link in der Einladung." in received.reason

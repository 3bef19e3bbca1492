"""Points 49 to 51 of docs/kalender.md: replies as known programs write them."""

from collections.abc import Callable
from dataclasses import replace
from quopri import encodestring

import pytest

from app.invitations.tables import Answer
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.invitations.sent import stored
from tests.replies import shapes
from tests.replies.letters import answer_of, arrive
from tests.replies.world import invited

Shape = Callable[[str, str, str], bytes]
MEANT = {
    "ACCEPTED": Answer.ACCEPTED,
    "DECLINED": Answer.DECLINED,
    "TENTATIVE": Answer.TENTATIVE,
}
COMMENTS: dict[Shape, str] = {
    shapes.google: "bin ab elf da",
    shapes.exchange: "Ich bin ab elf Uhr da.",
}


@pytest.mark.parametrize("partstat", MEANT)
@pytest.mark.parametrize("shape", [shapes.google, shapes.apple, shapes.thunderbird, shapes.notes])
async def test_point_49_answers_in_the_shape_of_each_program_are_applied(
    cast: Cast, shape: Shape, partstat: str
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = answer.around(shape(meeting.uid, invitation.address, partstat))
    received = await arrive(answer, raw)
    assert received.outcome == Outcome.APPLIED, received
    row = await stored(invitation)
    assert row.answer == MEANT[partstat]
    assert row.comment == COMMENTS.get(shape, "")


async def test_point_50_exchange_without_organizer_is_applied(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting)
    raw = answer.around(shapes.exchange(meeting.uid, invitation.address, "TENTATIVE"))
    assert b"ORGANIZER" not in shapes.exchange("u", "a", "b")
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    row = await stored(invitation)
    assert (row.answer, row.comment) == (Answer.TENTATIVE, "Ich bin ab elf Uhr da.")


@pytest.mark.parametrize(
    "attendee_line",
    [
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:{}",
        "ATTENDEE;PARTSTAT=ACCEPTED:MailTo:{}",
        "ATTENDEE;PARTSTAT=ACCEPTED:{}",
        'ATTENDEE;PARTSTAT="ACCEPTED":mailto:{}',
        "attendee;partstat=accepted:mailto:{}",
        'ATTENDEE;CN="Cordes; Carla: Amt, 1";PARTSTAT=Accepted:mailto:{}',
    ],
)
async def test_point_51_odd_spellings_of_the_answer_are_applied(
    cast: Cast, attendee_line: str
) -> None:
    invitation, meeting = await invited(cast)
    line = attendee_line.format(invitation.address)
    answer = answer_of(invitation, meeting, attendee_line=line)
    assert (await arrive(answer)).outcome == Outcome.APPLIED
    assert (await stored(invitation)).answer == Answer.ACCEPTED


async def test_point_51_lines_may_end_in_lf_alone_and_be_quoted_printable(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, lines=("COMMENT:früher",))
    ics = answer.ics().replace(b"\r\n", b"\n")
    head = [
        *answer.head(), "Content-Type: text/calendar; method=REPLY; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
    ]  # fmt: skip
    raw = "\r\n".join([*head, "", ""]).encode() + encodestring(ics)
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    assert (await stored(invitation)).comment == "früher"


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "unbekannt-8"])
async def test_point_51_a_comment_in_latin_1_is_read_whatever_is_declared(
    cast: Cast, charset: str
) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, lines=("COMMENT:für später",))
    ics = answer.ics().decode().encode("latin-1")
    head = [
        *answer.head(), f"Content-Type: text/calendar; method=REPLY; charset={charset}",
        "Content-Transfer-Encoding: 8bit",
    ]  # fmt: skip
    raw = "\r\n".join([*head, "", ""]).encode() + ics
    assert (await arrive(answer, raw)).outcome == Outcome.APPLIED
    assert (await stored(invitation)).comment == "für später"


async def test_the_answer_is_never_read_from_the_summary(cast: Cast) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, partstat="NEEDS-ACTION")
    said = replace(answer, lines=("SUMMARY:Zugesagt: Sitzung",))
    assert (await arrive(said)).outcome == Outcome.IGNORED
    assert (await stored(invitation)).answer == Answer.OPEN

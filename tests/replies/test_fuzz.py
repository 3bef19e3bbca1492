"""Whatever stands in a mail: never an exception, always an outcome, and no invitation changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.replies.reading import READER
from app.replies.rules.decoded import Decoded, from_json, to_json
from app.replies.rules.mime import read_mail
from app.replies.rules.sorting import sorted_out
from app.replies.tables import Outcome
from tests.cast import Cast
from tests.replies import shapes
from tests.replies.letters import Answer, answer_of, arrive
from tests.replies.world import everything, invited

ANSWER = Answer(
    uid="u@example.org", attendee="c@example.org", sender="c@example.org", recipient=None
)
SHAPES = [
    ANSWER.around(shape("u@example.org", "c@example.org", "ACCEPTED"))
    for shape in (shapes.google, shapes.apple, shapes.exchange, shapes.notes, shapes.thunderbird)
]
LINE = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VCALENDAR", "END:VCALENDAR", "METHOD:REPLY", "UID:u",
     "ATTENDEE;PARTSTAT=ACCEPTED:mailto:c@example.org", "SEQUENCE:0", "DTSTAMP:20270101T000000Z",
     "RECURRENCE-ID;TZID=X:20270101T000000", "COMMENT:ü\\n", "BEGIN:VALARM", 'ATTENDEE;CN="',
     "RRULE:FREQ=SECONDLY", " ", "\x00", 'UID;X="a:b":u', "DTSTART;VALUE=DATE:20270101"]
)  # fmt: skip


def is_sane(found: Decoded) -> bool:
    sorted_as = sorted_out(found)
    return from_json(to_json(found)) == found and (
        sorted_as is None or sorted_as.outcome in set(Outcome)
    )


@settings(max_examples=150)
@given(st.lists(LINE | st.text(max_size=40), max_size=40))
def test_any_lines_of_a_calendar_are_read_or_refused(lines: list[str]) -> None:
    assert is_sane(READER.read(ANSWER.around("\r\n".join(lines).encode("utf-8", "replace"))))


@settings(max_examples=150)
@given(st.sampled_from(SHAPES), st.integers(0, 3000), st.binary(max_size=60), st.integers(0, 60))
def test_any_damage_to_a_mail_is_read_or_refused(
    raw: bytes, at: int, junk: bytes, length: int
) -> None:
    assert is_sane(READER.read(raw[:at] + junk + raw[at + length :]))


@settings(max_examples=150)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    assert is_sane(READER.read(raw))


HEADER = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=80)


@settings(max_examples=150)
@given(HEADER, HEADER, HEADER)
def test_any_headers_are_read(sender: str, subject: str, message_id: str) -> None:
    lines = [f"From: {sender}", f"Subject: {subject}", f"Message-ID: {message_id}", "", "Text"]
    assert is_sane(read_mail("\r\n".join(lines).encode()))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
async def test_damaged_mails_are_stored_and_never_harm(clean: None, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, 1500))
    junk = data.draw(st.binary(min_size=1, max_size=40))
    raw = SHAPES[data.draw(st.integers(0, 4))]
    assert (await arrive(ANSWER, raw[:at] + junk + raw[at:])).outcome in set(Outcome)


@pytest.mark.parametrize("field", ["uid", "attendee", "sequence", "partstat"])
async def test_control_characters_reach_no_column(cast: Cast, field: str) -> None:
    invitation, meeting = await invited(cast)
    before = await everything()
    received = await arrive(answer_of(invitation, meeting, **{field: "a\x00b\x85c"}))
    assert received.outcome in set(Outcome)
    assert received.outcome != Outcome.APPLIED or field == "sequence"
    assert field == "sequence" or await everything() == before

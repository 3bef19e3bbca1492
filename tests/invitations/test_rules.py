from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.invitations import rules

ID = UUID("6f1c2a34-9a0b-4d55-8d0f-0a5b6c7d8e9f")
NOON = datetime(2027, 1, 12, 12, 0, 0, 700_000, tzinfo=UTC)


def test_stamps_rise_by_whole_seconds_even_when_the_clock_stands_still() -> None:
    first = rules.next_stamp(None, NOON)
    assert first == NOON.replace(microsecond=0)
    assert rules.next_stamp(first, NOON) == first + timedelta(seconds=1)
    assert rules.next_stamp(first, NOON - timedelta(hours=1)) == first + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("meeting", "sent", "significant", "expected"),
    [
        (0, None, False, 0),
        (2, None, False, 2),
        (0, 0, False, 0),
        (1, 0, True, 1),
        (0, 1, False, 1),  # taken off with 1, invited again
        (1, 1, True, 2),  # and then the meeting moves
    ],
)
def test_sequence_to_send(meeting: int, sent: int | None, significant: bool, expected: int) -> None:
    assert rules.sequence_to_send(meeting, sent, significant=significant) == expected


@pytest.mark.parametrize(
    ("answered", "sent", "stale"), [(None, 0, False), (0, 0, False), (0, 1, True), (1, 1, False)]
)
def test_answer_to_an_earlier_date_is_stale(answered: int | None, sent: int, stale: bool) -> None:
    assert rules.is_stale(answered, sent) is stale


def test_message_ids_differ_and_fit_a_line_for_a_long_domain() -> None:
    domain = "spurwerk.jugendhilfe.kreis.example.org"
    stamps = [rules.next_stamp(None, NOON)]
    stamps += [stamps[0] + timedelta(seconds=n) for n in (1, 40_000_000)]
    found = [rules.message_id(rules.Numbered(ID, NOON, 12, stamp), domain) for stamp in stamps]
    assert len(set(found)) == 3
    assert max(len(each) for each in found) <= 77
    assert all(each.startswith(f"<inv.{ID.hex[:16]}") for each in found)


def test_tokens_of_the_two_purposes_differ() -> None:
    reply, answer = rules.reply_token(ID), rules.answer_token(ID)
    assert reply != answer
    assert {len(reply), len(answer)} == {32}
    assert reply == rules.reply_token(ID) == reply.lower()


def test_date_to_answer_by_is_left_out_when_the_meeting_is_near() -> None:
    assert rules.answer_until(NOON + timedelta(days=14), NOON) == NOON + timedelta(days=9)
    assert rules.answer_until(NOON + timedelta(days=5), NOON) is None


@pytest.mark.parametrize(("month", "word"), [(1, "MEZ"), (7, "MESZ")])
def test_time_zone_in_words(month: int, word: str) -> None:
    assert rules.zone_word(NOON.replace(month=month)) == word

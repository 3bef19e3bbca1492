"""Deadlines, links, guests: pure rules."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from app.core.errors import Gone, RuleViolation
from app.polls.rules import life
from app.polls.rules.guests import MAX_GUESTS, Guest, guests_in
from app.polls.tables import Poll, PollStatus

DAY = timedelta(days=1)


def poll(status: PollStatus = PollStatus.OPEN, until: date = date(2026, 12, 1)) -> Poll:
    return Poll(
        group=uuid4(), title="5. Sitzung", status=status, answers_until=life.end_of_day(until)
    )


def test_deadline_is_the_last_second_of_the_berlin_day() -> None:
    assert life.end_of_day(date(2026, 12, 1)) == datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)
    assert life.end_of_day(date(2026, 7, 1)) == datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "after", "is_open"),
    [
        (PollStatus.OPEN, timedelta(0), True),
        (PollStatus.OPEN, timedelta(seconds=1), False),
        (PollStatus.CLOSED, -DAY, False),
        (PollStatus.DECIDED, -DAY, False),
        (PollStatus.CANCELLED, -DAY, False),
    ],
)
def test_answers_count_until_the_deadline_while_it_runs(
    status: PollStatus, after: timedelta, is_open: bool
) -> None:
    asked = poll(status)
    assert life.is_open(asked, asked.answers_until + after) is is_open


def test_link_works_one_day_longer_to_read_and_never_after_a_withdrawal() -> None:
    asked = poll()
    life.check_link(asked, asked.answers_until + DAY)
    with pytest.raises(Gone, match="ist vorbei"):
        life.check_link(asked, asked.answers_until + DAY + timedelta(seconds=1))
    with pytest.raises(Gone, match="zurückgezogen"):
        life.check_link(poll(PollStatus.CANCELLED), asked.answers_until - DAY)


@pytest.mark.parametrize(
    ("until", "first", "words"),
    [
        ("2026-11-30", "2026-12-10", "Vergangenheit"),
        ("2026-12-11", "2026-12-10", "nicht nach dem ersten Termin am 10.12.2026"),
    ],
)
def test_deadline_lies_between_today_and_the_first_date(until: str, first: str, words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        life.check_deadline(date.fromisoformat(until), date.fromisoformat(first), date(2026, 12, 1))


def test_deadline_may_be_today_or_the_day_of_the_first_date() -> None:
    today = date(2026, 12, 1)
    life.check_deadline(today, today, today)
    life.check_deadline(date(2026, 12, 10), date(2026, 12, 10), today)


def test_reminder_is_due_on_the_morning_before_for_whom_was_asked_earlier() -> None:
    since = life.day_of_reminder(life.end_of_day(date(2026, 12, 8)))
    assert since == datetime(2026, 12, 7, 7, tzinfo=UTC)
    early, on_the_day = since - 3 * DAY, since - timedelta(hours=1)
    assert life.is_due(early, None, since)
    assert life.is_due(early, since - 2 * DAY, since)
    assert not life.is_due(early, since, since)
    assert not life.is_due(on_the_day, None, since)


def test_token_of_a_poll_is_none_of_another_purpose() -> None:
    from app.invitations.rules import answer_token

    one = uuid4()
    assert life.vote_token(one) == life.vote_token(one) != answer_token(one)
    assert len(life.vote_token(one)) == 32


@pytest.mark.parametrize(
    ("line", "guest"),
    [
        ("Ina Beck, Ina.Beck@Example.org", Guest("Ina", "Beck", "ina.beck@example.org")),
        ("Ina Maria Beck <ina@example.org>", Guest("Ina Maria", "Beck", "ina@example.org")),
        ("  Ina   Beck ; ina@example.org ", Guest("Ina", "Beck", "ina@example.org")),
        ("Jörg Müß, jörg@example.org", None),
        ("Ina Beck, ina@bücher.example", Guest("Ina", "Beck", "ina@xn--bcher-kva.example")),
    ],
)
def test_guest_is_a_name_and_an_address(line: str, guest: Guest | None) -> None:
    if guest is None:
        with pytest.raises(ValueError, match="Zeile 1"):
            guests_in(line)
    else:
        assert guests_in(line) == [guest]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ina Beck, ina@example.org\nBeck, b@example.org", "Zeile 2: Es fehlt der Vorname"),
        ("Ina Beck ina@example.org", "Zeile 1: Bitte schreiben Sie"),
        ("Ina Beck, keine-adresse", "Zeile 1"),
        ("Ina\x07 Beck, ina@example.org", "Zeile 1: Bitte prüfen Sie den Namen"),
        ("Ina Beck, i@example.org\r\nIna Bock, I@example.org", "Zeile 2: Die Adresse"),
        ("A B, a@example.org\n" * (MAX_GUESTS + 1), "höchstens 30"),
        (f"{'x' * 120} Beck, ina@example.org", "prüfen Sie den Namen"),
    ],
)
def test_wrong_lines_are_named(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        guests_in(text)


def test_no_line_no_guest() -> None:
    assert guests_in(" \r\n\n") == []
    assert time(8) == life.REMINDERS_FROM

"""Which date suits best, as a table."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.polls.rules.best import Ballot, Best, Offered, best_of, tallies
from app.polls.tables import Vote

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
VOTES = {"j": Vote.YES, "z": Vote.IF_NEED_BE, "n": Vote.NO}
DATES = [
    Offered(UUID(int=n), NOW + timedelta(days=n), NOW + timedelta(days=n, hours=2))
    for n in range(1, 5)
]


def ballot(name: str, said: str, *, needed: bool = False) -> Ballot:
    """said: a letter for each date; a dot is open."""
    given = {date.id: VOTES[sign] for date, sign in zip(DATES, said, strict=False) if sign != "."}
    return Ballot(name, needed, given)


def best(*ballots: Ballot, now: datetime = NOW) -> Best:
    width = max(len(DATES[:4]), 0)
    return best_of(tallies(DATES[:width], ballots), ballots, now)


def number(found: Best) -> int | None:
    return found.tally.date.id.int if found.tally else None


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        (("jnnn", "jjnn", "njnn"), 1),  # two yes on both: the earlier
        (("jjnn", "njnn", "jjnn"), 2),  # most yes
        (("jjnn", "zznn", "nznn"), 2),  # as many yes, more if need be
        (("jj..", "zz..", "n..."), 2),  # as many yes and if need be, fewer no
        (("nnnz", "nnn.", "nnnn"), 4),  # nobody says yes, one if need be
        (("....", "....", "...."), None),
        (("nnnn", "nnnn", "nnnn"), None),
    ],
)
def test_most_yes_then_most_if_need_be_then_fewest_no_then_the_earliest(
    said: tuple[str, ...], chosen: int | None
) -> None:
    assert number(best(*(ballot(f"Person {n}", word) for n, word in enumerate(said)))) == chosen


@pytest.mark.parametrize(
    ("chair", "chosen"), [("jnnn", 1), ("nzjn", 3), ("nznn", 2), ("nnnn", None), ("....", None)]
)
def test_without_the_chair_no_date_is_the_best(chair: str, chosen: int | None) -> None:
    others = [ballot("Carla Cordes", "jjjj"), ballot("Paul Petersen", "jjjj")]
    assert number(best(ballot("Bernd Brandt", chair, needed=True), *others)) == chosen


def test_reason_counts_names_who_must_be_able_and_who_is_missing() -> None:
    found = best(
        ballot("Bernd Brandt", "jnnn", needed=True), ballot("Carla", "jnnn"),
        ballot("Paul", "znnn"), ballot("Eva", ".nnn"),
    )  # fmt: skip
    assert found.reason == (
        "Zwei können, eine Person zur Not, niemand sagt Nein. Bernd Brandt kann. "
        "Eine Person hat dazu noch nichts gesagt."
    )


def test_reason_says_so_when_the_earlier_of_two_equal_dates_won() -> None:
    found = best(ballot("Carla", "jj.."), ballot("Paul", "jj.."))
    assert number(found) == 1
    assert "ist dieser der früheste" in found.reason


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("....", "Bernd Brandt muss können und hat noch nicht zu allen Terminen geantwortet."),
        ("nnnn", "An keinem der Termine kann, wer können muss: Bernd Brandt."),
    ],
)
def test_without_a_best_date_the_reason_names_who_is_missing(said: str, words: str) -> None:
    assert best(ballot("Bernd Brandt", said, needed=True), ballot("Carla", "jjjj")).reason == words


def test_nobody_has_answered_and_nobody_can_are_different_sentences() -> None:
    assert best(ballot("Carla", "....")).reason == "Noch hat niemand geantwortet."
    assert best(ballot("Carla", "nn..")).reason.startswith("Zu keinem der Termine")


def test_past_dates_are_never_the_best() -> None:
    after_second = DATES[1].starts_at + timedelta(hours=1)
    assert number(best(ballot("Carla", "jjj."), now=after_second)) == 3
    assert best(ballot("Carla", "jjjj"), now=NOW + timedelta(days=9)).reason.endswith("vorbei.")

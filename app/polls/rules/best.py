"""Which date suits best, and why; pure.

Who is needed must be able (yes or if need be); then most yes, most if need be, fewest no, earliest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.polls.tables import Vote
from app.web.filters import zahl


@dataclass(frozen=True)
class Offered:
    """One date of a poll; UTC."""

    id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Ballot:
    """What one person said. A date that is missing in `votes` is open."""

    name: str
    needed: bool
    votes: Mapping[UUID, Vote]


@dataclass(frozen=True)
class Tally:
    """One date with its count. unable: needed people who cannot; unknown: who have not said."""

    date: Offered
    yes: int
    if_need_be: int
    no: int
    open: int
    unable: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def possible(self) -> bool:
        return not self.unable and not self.unknown

    @property
    def able(self) -> int:
        return self.yes + self.if_need_be

    @property
    def rank(self) -> tuple[int, int, int, datetime]:
        """The smallest is the best."""
        return (-self.yes, -self.if_need_be, self.no, self.date.starts_at)

    @property
    def words(self) -> str:
        """3 Ja, 1 zur Not, 2 Nein, 1 offen"""
        counted = f"{self.yes} Ja, {self.if_need_be} zur Not, {self.no} Nein"
        return f"{counted}, {self.open} offen" if self.open else counted


@dataclass(frozen=True)
class Best:
    """date None: nothing to recommend; `reason` says why, in sentences, in both cases."""

    tally: Tally | None
    reason: str


def tallies(dates: Iterable[Offered], ballots: Sequence[Ballot]) -> list[Tally]:
    """In the order of time."""
    ordered = sorted(dates, key=lambda date: (date.starts_at, date.ends_at))
    return [_tally(date, ballots) for date in ordered]


def _tally(date: Offered, ballots: Sequence[Ballot]) -> Tally:
    votes = [ballot.votes.get(date.id) for ballot in ballots]
    needed = [(ballot.name, ballot.votes.get(date.id)) for ballot in ballots if ballot.needed]
    return Tally(
        date=date,
        yes=votes.count(Vote.YES),
        if_need_be=votes.count(Vote.IF_NEED_BE),
        no=votes.count(Vote.NO),
        open=votes.count(None),
        unable=tuple(name for name, vote in needed if vote == Vote.NO),
        unknown=tuple(name for name, vote in needed if vote is None),
    )


def best_of(counted: Sequence[Tally], ballots: Sequence[Ballot], now: datetime) -> Best:
    """Of the dates still to come."""
    coming = [tally for tally in counted if tally.date.starts_at > now]
    if not coming:
        return Best(None, "Alle vorgeschlagenen Termine sind vorbei.")
    answered = [tally for tally in coming if tally.able]
    if not answered:
        return Best(None, _nobody(coming))
    possible = sorted((tally for tally in answered if tally.possible), key=lambda t: t.rank)
    if not possible:
        return Best(None, _without_needed(answered))
    first, *others = possible
    parts = [_counted(first), _needed(ballots), _tie(first, others), _missing(first)]
    return Best(first, " ".join(part for part in parts if part))


def _nobody(coming: Sequence[Tally]) -> str:
    if all(tally.open and not tally.no for tally in coming):
        return "Noch hat niemand geantwortet."
    return "Zu keinem der Termine hat bisher jemand Ja oder Zur Not gesagt."


def _without_needed(answered: Sequence[Tally]) -> str:
    waiting = [tally for tally in answered if tally.unknown and not tally.unable]
    if waiting:
        names = sorted({name for tally in waiting for name in tally.unknown})
        return f"{_listed(names)} muss können und hat noch nicht zu allen Terminen geantwortet."
    names = sorted({name for tally in answered for name in tally.unable})
    return f"An keinem der Termine kann, wer können muss: {_listed(names)}."


def _counted(tally: Tally) -> str:
    can = "Eine Person kann" if tally.yes == 1 else f"{zahl(tally.yes).capitalize()} können"
    parts = [can if tally.yes else "Niemand sagt Ja"]
    if tally.if_need_be:
        one = tally.if_need_be == 1
        parts.append("eine Person zur Not" if one else f"{zahl(tally.if_need_be)} zur Not")
    no = {0: "niemand sagt Nein", 1: "eine Person sagt Nein"}
    parts.append(no.get(tally.no, f"{zahl(tally.no)} sagen Nein"))
    return ", ".join(parts) + "."


def _needed(ballots: Sequence[Ballot]) -> str:
    names = sorted(ballot.name for ballot in ballots if ballot.needed)
    if not names:
        return ""
    return f"{_listed(names)} kann." if len(names) == 1 else f"{_listed(names)} können."


def _tie(first: Tally, others: Sequence[Tally]) -> str:
    same = [tally for tally in others if tally.rank[:3] == first.rank[:3]]
    return "Von den gleich guten Terminen ist dieser der früheste." if same else ""


def _missing(tally: Tally) -> str:
    if not tally.open:
        return ""
    if tally.open == 1:
        return "Eine Person hat dazu noch nichts gesagt."
    return f"{zahl(tally.open).capitalize()} haben dazu noch nichts gesagt."


def _listed(names: Sequence[str]) -> str:
    """Anna, Bernd und Carla"""
    *rest, last = names
    return f"{', '.join(rest)} und {last}" if rest else last

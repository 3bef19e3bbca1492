"""What a handover is: choices, the plan that follows from them, and when the plan no longer holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.words import Word
from app.groups.tables import LEADING, Role, Standing


class Part(Word):
    ROLE = "role", "die Rolle in der Gruppe"
    TASKS = "tasks", "offene Aufgaben"
    MEETINGS = "meetings", "künftige Sitzungen"
    DRAFTS = "drafts", "Protokolle im Entwurf und angefangene Listen"


class After(Word):
    MEMBER = "member", "bleibt Mitglied der Gruppe"
    LEAVES = "leaves", "scheidet aus der Gruppe aus"


@dataclass(frozen=True, kw_only=True)
class Human:
    """`spoken`: without title, as minutes and mails name them."""

    id: UUID
    name: str
    spoken: str
    email: str
    blocked: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """`standing` counts only for who is not in the group yet."""

    giver: Human
    taker: Human
    starts_on: date
    after: After
    standing: Standing
    parts: frozenset[Part]

    @property
    def last_day(self) -> date:
        return self.starts_on - timedelta(days=1)


@dataclass(frozen=True)
class Seat:
    membership_id: UUID
    role: Role
    standing: Standing


@dataclass(frozen=True)
class Thing:
    """A task, a draft: what it is called, and more about it."""

    id: UUID
    name: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingMove:
    """`tells`: who gets an update because their mail names the one who hands over."""

    id: UUID
    title: str
    starts_at: datetime
    invites: bool
    withdraws: bool
    tells: tuple[Human, ...] = ()

    @property
    def mails(self) -> int:
        return self.invites + self.withdraws + len(self.tells)


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """All that happens in one group; `role`: what the taker becomes, None where nothing changes.

    `contact`: who stands as the contact in every invitation; empty: the one who invites.
    """

    group_id: UUID
    group_name: str
    contact: str
    role: Role | None = None
    giver_seat: Seat | None = None
    taker_seat: Seat | None = None
    until: date | None = None  # of a new membership, where another one follows
    tasks: tuple[Thing, ...] = ()
    meetings: tuple[MeetingMove, ...] = ()
    minutes: tuple[Thing, ...] = ()
    rosters: tuple[Thing, ...] = ()
    left_behind: int = 0  # things that the taker, not in the group today, could not open
    still_invited: int = 0  # meetings to which who leaves stays invited

    @property
    def is_empty(self) -> bool:
        moving = self.tasks or self.minutes or self.rosters
        return not (self.role or moving or any(move.mails for move in self.meetings))


def role_to_pass(giver: Seat | None, taker: Seat | None, *, is_office: bool) -> Role | None:
    """The giver's leading role; who hands over for the office makes somebody Koordination."""
    if giver is None:
        has_one = taker is not None and taker.role in LEADING
        return Role.KOORDINATION if is_office and not has_one else None
    return giver.role


def fingerprint(plans: Iterable[GroupPlan], choice: Choice) -> str:
    """Of what the preview showed; it changes with anything the handover would do."""
    return sha256(
        repr((choice, sorted(plans, key=lambda plan: plan.group_id))).encode()
    ).hexdigest()


def check_is_as_seen(seen: str, plans: list[GroupPlan], choice: Choice) -> None:
    """Raises RuleViolation."""
    if fingerprint(plans, choice) != seen:
        raise RuleViolation(
            "Inzwischen hat sich etwas geändert. Bitte sehen Sie sich noch einmal an, was "
            "geschieht, und übergeben Sie dann."
        )


def check_day(starts_on: date, today: date) -> None:
    """Raises ValueError with a German sentence."""
    if starts_on < today:
        raise ValueError("Eine Übergabe gilt frühestens ab heute.")
    if starts_on > today + timedelta(days=366):
        raise ValueError("Bitte wählen Sie einen Tag im nächsten Jahr oder früher.")

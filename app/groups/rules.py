import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import RuleViolation
from app.groups.tables import Group, GroupStatus
from app.people.tables import Side

ENDED = (GroupStatus.FINISHED, GroupStatus.DISSOLVED)
NUMBERS = (
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
AT_START = re.compile(rf"(?:(\d{{1,2}})|(eine?n?)|({'|'.join(NUMBERS)}))\s", re.IGNORECASE)
ANYWHERE = re.compile(rf"\b({'|'.join(NUMBERS)})\b", re.IGNORECASE)
NOT_A_TOTAL = re.compile(
    r"\b(?:je|jede\w*|jeweils|pro|mindestens|höchstens|bis zu|maximal)\b", re.IGNORECASE
)
SEAT_LENGTH = 300  # of the column


class OverlappingMembership(RuleViolation):
    """Belongs to the field of the period, not to the whole form."""


@dataclass(frozen=True)
class Period:
    """Both days inclusive; until None: open."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)

    def overlaps(self, other: "Period") -> bool:
        return self.since <= (other.until or date.max) and other.since <= (self.until or date.max)


@dataclass(frozen=True)
class Sitting:
    """One person on a seat; deputies and guests fill none."""

    seat: str
    name: str
    period: Period


@dataclass(frozen=True)
class SeatState:
    """wanted None: the sentence does not say how many in a way that we can count."""

    rule: str
    wanted: int | None
    names: tuple[str, ...]
    open_since: date | None = None

    @property
    def open(self) -> int:
        if self.wanted is None:
            return 0 if self.names else 1
        return max(0, self.wanted - len(self.names))


@dataclass(frozen=True)
class Parity:
    """Voting members by the side of the Träger they sit for."""

    public: int
    free: int
    other: int

    @property
    def total(self) -> int:
        return self.public + self.free + self.other

    @property
    def has_sides(self) -> bool:
        return self.public + self.free > 0

    @property
    def even(self) -> bool:
        return self.public == self.free


def first_status(starts_on: date | None, today: date) -> GroupStatus:
    """A group that starts later is planned until the office says that it works."""
    later = starts_on is not None and starts_on > today
    return GroupStatus.PLANNED if later else GroupStatus.ACTIVE


def check_parent(parent: Group | None, *, body_id: object) -> None:
    """Raises RuleViolation when the group above is gone or belongs to another body."""
    if parent is None or parent.body != body_id:
        raise RuleViolation("Die übergeordnete Gruppe gibt es hier nicht. Bitte wählen Sie neu.")


def last_day_of_group(
    status: GroupStatus, starts_on: date | None, ends_on: date | None, today: date
) -> date | None:
    """A group that is over has a last day: today, if nobody says another.

    Raises RuleViolation when it would end before it began.
    """
    if ends_on is None and status in ENDED:
        ends_on = max(today, starts_on or today)
    if ends_on and starts_on and ends_on < starts_on:
        raise RuleViolation(f"Das Ende liegt vor dem Beginn ({starts_on:%d.%m.%Y}).")
    return ends_on


def former_names(former: str, old: str, new: str) -> str:
    """One a line, the newest first; a name that is in use again is not a former one."""
    if old == new:
        return former
    kept = [name for name in former.splitlines() if name not in {old, new}]
    return "\n".join([old, *kept])


def check_no_overlap(wanted: Period, others: list[Period]) -> None:
    """Raises OverlappingMembership: nobody sits in one group twice at the same time."""
    for other in others:
        if wanted.overlaps(other):
            end = f"bis {other.until:%d.%m.%Y}" if other.until else "ohne Ende"
            raise OverlappingMembership(
                f"Diese Person ist hier schon Mitglied: ab {other.since:%d.%m.%Y}, {end}. Bitte "
                "beenden Sie zuerst jene Mitgliedschaft oder wählen Sie einen anderen Zeitraum."
            )


def check_deputy(deputy_of: UUID | None, own: UUID, members: set[UUID]) -> None:
    """members: memberships of the same group. Raises RuleViolation."""
    if deputy_of is not None and (deputy_of == own or deputy_of not in members):
        raise RuleViolation("Vertreten werden kann nur eine andere Person aus dieser Gruppe.")


def seats_of(seat_rules: str) -> list[str]:
    return [line.strip() for line in seat_rules.splitlines() if line.strip()]


def seats_wanted(rule: str) -> int | None:
    """3 for "drei Mitglieder des Ausschusses"; None where the sentence only sets a bound or a share."""
    if NOT_A_TOTAL.search(rule):
        return None
    if found := AT_START.match(rule.strip('„“"… ')):
        return int(found[1]) if found[1] else 1 if found[2] else _number(found[3])
    words = ANYWHERE.findall(rule)
    return _number(words[0]) if len(words) == 1 else None


def _number(word: str) -> int:
    return NUMBERS.index(word.lower()) + 2


def seat_states(seat_rules: str, sittings: list[Sitting], on: date) -> list[SeatState]:
    return [_seat_state(rule, sittings, on) for rule in seats_of(seat_rules)]


def _seat_state(rule: str, sittings: list[Sitting], on: date) -> SeatState:
    mine = [sitting for sitting in sittings if sitting.seat == rule[:SEAT_LENGTH]]
    names = tuple(sitting.name for sitting in mine if sitting.period.holds(on))
    left = [s.period.until for s in mine if s.period.until and s.period.until < on]
    state = SeatState(rule, seats_wanted(rule), names)
    return SeatState(rule, state.wanted, names, max(left, default=None)) if state.open else state


def parity(sides: list[Side | None]) -> Parity:
    public, free = sides.count(Side.PUBLIC), sides.count(Side.FREE)
    return Parity(public, free, len(sides) - public - free)

import re
from dataclasses import dataclass
from datetime import date

from app.groups.rules.periods import Period
from app.people.tables import Side

NUMBERS = (
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
AT_START = re.compile(rf"(?:(\d{{1,2}})|(eine?n?)|({'|'.join(NUMBERS)}))\s", re.IGNORECASE)
ANYWHERE = re.compile(rf"\b({'|'.join(NUMBERS)})\b", re.IGNORECASE)
NOT_A_TOTAL = re.compile(
    r"\b(?:je|jede\w*|jeweils|pro|mindestens|höchstens|bis zu|maximal)\b", re.IGNORECASE
)
SEAT_LENGTH = 300  # of the column


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

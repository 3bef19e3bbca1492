"""Who is in the room right now: enough of them to decide, and for which side they sit; pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from app.groups.tables import Group, Quorum, Standing
from app.invitations.tables import Attendance
from app.minutes.papers.content import ABLE, PRESENCE
from app.minutes.record import Attendee, Record
from app.people.tables import Side


@dataclass(frozen=True)
class Presence:
    """`needed`: votes without which nothing is decided; None where the group has no such rule.

    `public` and `free`: votes that are there, by the side of the Träger they sit for.
    """

    here: int
    invited: int
    votes: int
    voters: int
    guests: int
    public: int
    free: int
    needed: int | None
    judged: bool  # a committee is made up by law, nobody asks there whether both sides are as many

    @property
    def may_decide(self) -> bool | None:
        """None: no rule says."""
        return None if self.needed is None else self.votes >= self.needed

    @property
    def missing(self) -> int:
        return max((self.needed or 0) - self.votes, 0)

    @property
    def parity(self) -> str:
        """Empty while neither side is there."""
        if not self.public + self.free:
            return ""
        odd = ", nicht paritätisch" if self.judged and self.public != self.free else ""
        return f"{self.public} öffentlich, {self.free} frei{odd}"


def presence_of(record: Record, group: Group, *, now: datetime) -> Presence:
    """At `now`; before the meeting at its begin, afterwards at its end."""
    begin, end = record.began_at or record.starts_at, record.ended_at or record.ends_at
    at = max(begin, min(now, end))
    there = [person for person in record.who_was(Attendance.PRESENT) if _is_here(person, at)]
    able = [person for person in there if person.standing in ABLE]
    sides = Counter(person.side for person in able)
    return Presence(
        here=len(there),
        invited=len(record.attendees),
        votes=min(len(able), record.voters),
        voters=record.voters,
        guests=sum(_is_guest(person) for person in there),
        public=sides[Side.PUBLIC],
        free=sides[Side.FREE],
        needed=needed(group, record.voters),
        judged=not record.decides,
    )


def needed(group: Group, voters: int) -> int | None:
    match group.quorum:
        case Quorum.HALF:
            return voters // 2 + 1
        case Quorum.NUMBER:
            return group.quorum_number
        case _:
            return None


def _is_here(person: Attendee, at: datetime) -> bool:
    came = person.came_at is None or person.came_at <= at
    return came and (person.left_at is None or person.left_at > at)


def _is_guest(person: Attendee) -> bool:
    return person.standing in {"", Standing.GUEST}


def presence_in(record: Record) -> list[tuple[str, list[Attendee]]]:
    """The people of the record by how they were there; without what holds for nobody."""
    return [(label, people) for code, label in PRESENCE if (people := record.who_was(code))]

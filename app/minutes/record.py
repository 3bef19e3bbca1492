"""The content of minutes as one frozen value: shown, typeset, kept as revision, compared by hash."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from app.core import clock
from app.core.errors import NotFound
from app.core.words import Visibility
from app.decisions.rules import doubt_about, votes_in_words
from app.decisions.tables import Outcome
from app.groups.tables import COMMITTEES, GroupKind, Role, Standing
from app.invitations.tables import Attendance
from app.minutes.clocks import spoken
from app.minutes.parts import FilePart, InformationPart, TaskPart

Json = dict[str, Any]
LEADING = (Role.LEITUNG, Role.MODERATION)
LATER: Json = {  # what records did not hold from the beginning, and its value there
    "came_at": None, "left_at": None, "side": "", "role": "", "began_at": None, "ended_at": None,
    "visibility": None, "rich": "", "number": "", "files": [], "information": [], "spoken": [],
    "others": [],
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Attendee:
    invitation_id: UUID
    name: str
    traeger: str
    deputy: str  # who came instead, as the answer named them
    standing: str  # "" for somebody who is no member
    attendance: Attendance
    came_at: datetime | None = None
    left_at: datetime | None = None
    side: str = ""  # of the Träger; "" for nobody's
    role: str = ""  # in the group; "" for somebody who is no member

    @classmethod
    def of(cls, row: Json) -> Self:
        came_at, left_at = row.get("came_at"), row.get("left_at")
        typed = {
            "invitation_id": UUID(row["invitation_id"]),
            "attendance": Attendance(row["attendance"]),
            "came_at": datetime.fromisoformat(came_at) if came_at else None,
            "left_at": datetime.fromisoformat(left_at) if left_at else None,
        }
        return cls(**{**row, **typed})

    @property
    def note(self) -> str:
        """Träger, what kind of member, who stood in, and from when until when."""
        standing = Standing(self.standing).label if self.standing else "ohne Sitz"
        leads = Role(self.role).label if self.role in LEADING else ""
        parts = [self.traeger, leads, "" if self.standing == Standing.VOTING else standing]
        parts.append(f"vertreten durch {self.deputy}" if self.deputy else "")
        parts += [f"ab {clock.berlin(self.came_at):%H:%M} Uhr"] if self.came_at else []
        parts += [f"bis {clock.berlin(self.left_at):%H:%M} Uhr"] if self.left_at else []
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, kw_only=True)
class DecisionPart:
    id: UUID
    text: str
    outcome: Outcome
    yes: int | None
    no: int | None
    abstentions: int | None
    version: int
    number: str = ""  # in the register: 12/2026; records frozen before it say nothing
    visibility: Visibility | None = None  # None: frozen before anybody noted it

    @classmethod
    def of(cls, row: Json) -> Self:
        noted = row.get("visibility")
        typed = {
            "id": UUID(str(row["id"])),
            "outcome": Outcome(row["outcome"]),
            "visibility": Visibility(noted) if noted else None,
        }
        return cls(**{**row, **typed})

    @property
    def given(self) -> int:
        return sum(count or 0 for count in (self.yes, self.no, self.abstentions))

    @property
    def votes(self) -> str:
        return votes_in_words(self.yes, self.no, self.abstentions)


@dataclass(frozen=True, kw_only=True)
class ItemPart:
    id: UUID
    number: int  # its place in the agenda
    label: str  # as the group numbers its items: "3", "3.1", "Ö 3"
    title: str
    visibility: Visibility
    text: str
    rich: str = ""  # source of the editor; empty: plain
    version: int  # 0: nothing written yet
    changed_by: str
    changed_at: datetime | None
    decisions: tuple[DecisionPart, ...]
    tasks: tuple[TaskPart, ...]
    information: tuple[InformationPart, ...] = ()
    spoken: tuple[tuple[datetime, datetime], ...] = ()  # where the group wants it; from, until

    @classmethod
    def of(cls, row: Json) -> Self:
        changed_at = row["changed_at"]
        typed = {
            "id": UUID(row["id"]),
            "label": row.get("label") or str(row["number"]),
            "visibility": Visibility(row["visibility"]),
            "changed_at": datetime.fromisoformat(changed_at) if changed_at else None,
            "decisions": tuple(DecisionPart.of(d) for d in row["decisions"]),
            "tasks": tuple(TaskPart.of(t) for t in row["tasks"]),
            "information": tuple(InformationPart.of(i) for i in row.get("information", ())),
            "spoken": tuple(
                (datetime.fromisoformat(a), datetime.fromisoformat(b))
                for a, b in row.get("spoken", ())
            ),
        }
        return cls(**{**row, **typed})

    @property
    def times(self) -> str:
        """Besprochen 10:12 bis 10:30 Uhr"""
        said = spoken(self.spoken)
        return f"{said[:1].upper()}{said[1:]}"

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.information or self.decisions or self.tasks)

    @property
    def mark(self) -> str:
        """Another one when its decisions, tasks or information are others than before."""
        return _mark(self.decisions, self.tasks, self.information)


@dataclass(frozen=True, kw_only=True)
class Record:
    """Times are UTC. `voters`: all who had a vote on the day, present or not."""

    meeting_id: UUID
    meeting_title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    group_id: UUID
    group_name: str
    group_kind: GroupKind
    body_name: str
    taken_by: str
    voters: int
    attendees: tuple[Attendee, ...]
    items: tuple[ItemPart, ...]
    approved_on: date | None = None
    approved_by: str = ""
    began_at: datetime | None = None  # as the buttons noted it, or the minute-taker
    ended_at: datetime | None = None
    files: tuple[FilePart, ...] = ()

    @classmethod
    def of(cls, content: Json) -> Self:
        approved_on = content.get("approved_on")
        began_at, ended_at = content.get("began_at"), content.get("ended_at")
        typed = {
            "meeting_id": UUID(content["meeting_id"]),
            "group_id": UUID(content["group_id"]),
            "starts_at": datetime.fromisoformat(content["starts_at"]),
            "ends_at": datetime.fromisoformat(content["ends_at"]),
            "group_kind": GroupKind(content["group_kind"]),
            "attendees": tuple(Attendee.of(a) for a in content["attendees"]),
            "items": tuple(ItemPart.of(i) for i in content["items"]),
            "files": tuple(FilePart.of(f) for f in content.get("files", ())),
            "approved_on": date.fromisoformat(approved_on) if approved_on else None,
            "began_at": datetime.fromisoformat(began_at) if began_at else None,
            "ended_at": datetime.fromisoformat(ended_at) if ended_at else None,
        }
        return cls(**{**content, **typed})

    def content(self) -> Json:
        """What JSON can hold; Record.of gives the same record back.

        What nobody noted is left out: records frozen before there was any of it keep their hash.
        """
        content = dict(json.loads(json.dumps(asdict(self), default=plain)))
        items = content["items"]
        decisions = [decision for item in items for decision in item["decisions"]]
        for item in [item for item in items if item["label"] == str(item["number"])]:
            del item["label"]
        tasks = [task for item in items for task in item["tasks"]]
        for part in (content, *content["attendees"], *items, *decisions, *tasks):
            for name in [name for name, none in LATER.items() if part.get(name, 0) == none]:
                del part[name]
        return content

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that was written, without who approved it and when."""
        unsigned = replace(self, approved_on=None, approved_by="").content()
        canonical = json.dumps(unsigned, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def held_on(self) -> date:
        return clock.berlin(self.starts_at).date()

    @property
    def decides(self) -> bool:
        """A committee; every other group recommends."""
        return self.group_kind in COMMITTEES

    def who_was(self, attendance: Attendance) -> list[Attendee]:
        return [a for a in self.attendees if a.attendance == attendance]

    @property
    def present(self) -> int:
        return len(self.who_was(Attendance.PRESENT))

    @property
    def attendance_known(self) -> bool:
        return any(a.attendance != Attendance.UNKNOWN for a in self.attendees)

    @property
    def voters_present(self) -> int:
        """Deputies vote for whom they stand in; before anybody noted who is there, all might be."""
        if not self.attendance_known:
            return self.voters
        able = (Standing.VOTING, Standing.DEPUTY)
        there = sum(a.standing in able for a in self.who_was(Attendance.PRESENT))
        return min(there, self.voters)

    def doubts_about(self, item: ItemPart) -> tuple[str, ...]:
        """For each of its decisions why the votes cannot be right with those who were there, or ""."""
        voters, counted = self.voters_present, self.attendance_known
        return tuple(doubt_about(each.given, voters, counted=counted) for each in item.decisions)

    @property
    def people_mark(self) -> str:
        """Another one when somebody comes, goes or keeps the minutes."""
        return _mark(self.attendees, self.voters, self.taken_by, self.began_at, self.ended_at)

    def item(self, item_id: UUID) -> ItemPart:
        """404 for an item of another meeting."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise NotFound

    def decision(self, decision_id: UUID) -> tuple[ItemPart, DecisionPart]:
        """With the item it was taken on; 404 for a decision of another meeting."""
        for item in self.items:
            for decision in item.decisions:
                if decision.id == decision_id:
                    return item, decision
        raise NotFound


def _mark(*values: object) -> str:
    """The same in every process."""
    return hashlib.blake2b(repr(values).encode(), digest_size=6).hexdigest()


def plain(value: Any) -> str:
    """For JSON."""
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)

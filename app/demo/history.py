"""Rows of the demo, written straight into the tables: history has no buttons to press."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.core import clock
from app.core.settings import settings
from app.core.words import Visibility
from app.decisions.tables import Decision
from app.demo.people import address
from app.groups.tables import Group, Membership, Role
from app.mandates.tables import Mandate, MandateStep
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus
from app.people.tables import Affiliation, Body, Person
from app.reading.parse import parse
from app.tasks.tables import Task, TaskStatus
from app.vorlagen.tables import Consultation, DecisionPoint, Vorlage, VorlageStatus

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Reading:
    text: str
    paper: dict[str, Any]
    evidence: dict[str, Any]


def read_paper(name: str) -> Reading:
    text = (FOLDER / name).read_text(encoding="utf-8")
    result = parse(text, file=name)
    evidence = {key: vars(found) for key, found in result.evidence.items()}
    return Reading(text, dict(result.paper), evidence)


@dataclass(frozen=True)
class History:
    today: date

    def day(self, days: int) -> date:
        """So many days from today, moved to a weekday."""
        found = self.today + timedelta(days=days)
        return found + timedelta(days={5: 2, 6: 1}.get(found.weekday(), 0))

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        return clock.from_wall_clock(self.day(days), time(hour, minute))


async def add_person(body: Body, given: str, family: str) -> Person:
    title, _, plain = given.rpartition(" ")
    person = Person(
        body=body.id,
        given_name=plain,
        family_name=family,
        title=title,
        email=address(given, family),
    )
    await person.save()
    return person


async def add_affiliation(person: Person, traeger_id: UUID, function: str) -> None:
    await Affiliation(person=person.id, traeger=traeger_id, function=function).save()


async def add_member(group: Group, person: Person, since: date, **columns: Any) -> Membership:
    membership = Membership(
        group=group.id, person=person.id, since=since, **{"role": Role.MITGLIED, **columns}
    )
    await membership.save()
    return membership


async def add_vorlage(
    reading: Reading, body: Body, committee: Group, bodies: dict[str, Group]
) -> tuple[Vorlage, list[DecisionPoint]]:
    paper = reading.paper
    vorlage = Vorlage(
        body=body.id,
        committee=committee.id,
        reference=paper["reference"],
        title=paper["title"],
        paper_type=paper["paper_type"]["raw"],
        dated_on=date.fromisoformat(paper["date"]),
        lead_unit=paper["lead_unit"],
        status=VorlageStatus.DELIBERATED,
        paper=json.dumps(paper, ensure_ascii=False),
        reading=json.dumps(paper, ensure_ascii=False),
        evidence=json.dumps(reading.evidence, ensure_ascii=False),
        source_text=reading.text,
        source_sha256=sha256(reading.text.encode()).hexdigest(),
    )
    await vorlage.save()
    for step in paper["consultations"]:
        await _add_consultation(vorlage, step, bodies)
    points = [
        DecisionPoint(
            vorlage=vorlage.id, position=number, marker=point["marker"] or "",
            depth=point["depth"], text=point["text"],
        )
        for number, point in enumerate(paper["proposal"]["points"], 1)
    ]  # fmt: skip
    await DecisionPoint.insert(*points)
    return vorlage, points


async def _add_consultation(
    vorlage: Vorlage, step: dict[str, Any], bodies: dict[str, Group]
) -> None:
    known = bodies.get(step["committee"])
    role, result = step["role"] or {}, step["result"] or {}
    await Consultation(
        vorlage=vorlage.id,
        position=step["position"],
        committee_name=step["committee"],
        committee=known.id if known else None,
        role_raw=role.get("raw", ""),
        role_code=role.get("code", ""),
        held_on=date.fromisoformat(step["date"]) if step["date"] else None,
        meeting_title=step["meeting_title"] or "",
        result_raw=result.get("raw", ""),
        result_code=result.get("code", ""),
    ).save()


async def add_meeting(
    group: Group, title: str, start: datetime, items: tuple[str, ...], **columns: Any
) -> tuple[Meeting, list[AgendaItem]]:
    """Two hours and a half; past ones are held."""
    past = start < clock.now()
    meeting = Meeting(
        group=group.id,
        title=title,
        starts_at=start,
        ends_at=start + timedelta(minutes=150),
        uid=f"{uuid4()}@{settings().mail_domain}",
        **{
            "status": MeetingStatus.HELD if past else MeetingStatus.PLANNED,
            "place": "Kreishaus, Großer Sitzungssaal",
            **columns,
        },
    )
    await meeting.save()
    agenda = [
        AgendaItem(meeting=meeting.id, position=number, title=item, minutes=20)
        for number, item in enumerate(items, 1)
    ]
    await AgendaItem.insert(*agenda)
    return meeting, agenda


async def add_minutes(
    meeting: Meeting, texts: list[tuple[AgendaItem, str]], status: MinutesStatus, **columns: Any
) -> Minutes:
    minutes = Minutes(
        meeting=meeting.id, status=status, taken_by="Miriam Yıldız",
        created_at=meeting.starts_at, **columns,
    )  # fmt: skip
    await minutes.save()
    await MinutesItem.insert(
        *(
            MinutesItem(
                minutes=minutes.id, agenda_item=item.id, text=text,
                changed_by_name="Miriam Yıldız", changed_at=meeting.ends_at,
            )
            for item, text in texts
        )
    )  # fmt: skip
    return minutes


async def add_decision(
    item: AgendaItem, text: str, votes: tuple[int, int, int], visibility: Visibility
) -> None:
    item.visibility = visibility
    await item.save([AgendaItem.visibility])
    yes, no, abstentions = votes
    await Decision(
        agenda_item=item.id, text=text, yes=yes, no=no, abstentions=abstentions,
        visibility=visibility,
    ).save()  # fmt: skip


async def add_mandate(
    group: Group, point: DecisionPoint | None, title: str, *steps: tuple[str, str, datetime],
    **columns: Any,
) -> Mandate:  # fmt: skip
    """steps: (state, sentence, when); the first state follows "open"."""
    mandate = Mandate(
        group=group.id, decision_point=point.id if point else None, title=title,
        status=steps[-1][0] if steps else "open", **columns,
    )  # fmt: skip
    await mandate.save()
    was = "open"
    for state, sentence, at in steps:
        await MandateStep(
            mandate=mandate.id, from_status=was, to_status=state, sentence=sentence, at=at,
            person_name="Claudia Brandt",
        ).save()  # fmt: skip
        was = state
    return mandate


async def add_task(
    group: Group, item: AgendaItem | None, person: Person, title: str, due_on: date, **columns: Any
) -> None:
    await Task(
        group=group.id,
        agenda_item=item.id if item else None,
        person=person.id,
        title=title,
        due_on=due_on,
        **{"status": TaskStatus.OPEN, **columns},
    ).save()

"""Sessions of committees, as far as public papers tell of them, with what they tell of the agenda."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from app.core import clock
from app.oparl.rules import addresses
from app.oparl.rules.papers import Step
from app.oparl.rules.shapes import Json, Stamp, Stamps, inside, moment, shown, urls
from app.oparl.tables import Kind


@dataclass(frozen=True)
class SessionRow:
    """`steps`: at least one, all of the same committee and day. `begins_at`: by the wall clock."""

    id: UUID
    committee_id: UUID
    committee_name: str
    held_on: date
    title: str
    place: str
    begins_at: time | None
    steps: tuple[Step, ...]


def meeting(stamp: Stamp, row: SessionRow, stamps: Stamps) -> Json:
    """Where nobody has said when it begins, the day begins at 00:00."""
    items = [(stamps.get((Kind.AGENDA_ITEM, step.id)), step) for step in row.steps]
    ordered = sorted(
        ((mark, step) for mark, step in items if mark), key=lambda pair: _place(pair[0])
    )
    titles = [row.title, *(step.meeting_title for _, step in ordered)]
    place = stamps.get((Kind.LOCATION, row.id))
    done = any(step.result for step in row.steps)
    return shown(
        stamp,
        name=next(filter(None, titles), f"Sitzung {row.committee_name}"),
        meetingState="durchgeführt" if done else "terminiert",
        start=moment(datetime.combine(row.held_on, row.begins_at or time(), tzinfo=clock.BERLIN)),
        location=inside(location(place, row), "meetings") if place else None,
        organization=urls(Kind.ORGANIZATION, [row.committee_id]),
        agendaItem=[inside(agenda_item(mark, step), "meeting") for mark, step in ordered],
    )


def location(stamp: Stamp, row: SessionRow) -> Json:
    return shown(stamp, description=row.place, meetings=urls(Kind.MEETING, [row.id]))


def _place(stamp: Stamp) -> int:
    return stamp.place or 0


def agenda_item(stamp: Stamp, step: Step) -> Json:
    result = step.result
    return shown(
        stamp,
        meeting=addresses.of(Kind.MEETING, step.session_id) if step.session_id else None,
        number=step.agenda_number,
        order=_place(stamp),
        name=step.paper_title,
        public=step.public,
        consultation=addresses.of(Kind.CONSULTATION, step.id),
        result=result["raw"] if result else None,
        resolutionText=step.resolution_text if step.public is not False else None,
    )

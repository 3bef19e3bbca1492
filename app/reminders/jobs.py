"""Once per day in Berlin, at seven or as soon as the server is up again, until the evening."""

import logging
from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import system
from app.meetings.paper import Agenda, agenda_for
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.meetings import meeting_head
from app.reminders import operations
from app.reminders.queries import bundles as queries
from app.reminders.rules.bundle import Bundle, run_key
from app.reminders.rules.days import is_open

log = logging.getLogger("spurwerk.reminders")


async def send_due(now: datetime | None = None) -> int:
    """For the worker. One statement when today's run is over."""
    now = now or clock.now()
    day = clock.berlin(now).date()
    if not is_open(now) or await queries.said([run_key(day)]):
        return 0
    sent = await run(now)
    await operations.note_run(now)
    return sent


async def run(now: datetime, *, dry_run: bool = False) -> int:
    """For the command line too: how many people are reminded."""
    told, papers = 0, Papers()
    for bundle in await queries.bundles(now):
        fresh = bundle.without(await queries.said(bundle.keys))
        if dry_run:
            told += not fresh.is_empty
        elif not fresh.is_empty:
            told += await _remind(fresh, papers, now)
    return told


async def _remind(bundle: Bundle, papers: "Papers", now: datetime) -> bool:
    """Whose mail cannot be made, is tried on the next day and keeps nobody from theirs."""
    try:
        return await operations.remind(system(), bundle, await papers.of(bundle), now=now)
    except Exception:
        log.exception("a reminder could not be made")
        return False


class Papers:
    """Agendas of one run, each set once for members and once for guests."""

    def __init__(self) -> None:
        self._made: dict[tuple[UUID, bool], Agenda] = {}

    async def of(self, bundle: Bundle) -> dict[UUID, Agenda]:
        return {
            item.meeting_id: await self._agenda(item.meeting_id, member=item.member)
            for item in bundle.meetings
        }

    async def _agenda(self, meeting_id: UUID, *, member: bool) -> Agenda:
        key = (meeting_id, member)
        if key not in self._made:
            rows = await agenda_of(meeting_id)
            self._made[key] = await agenda_for(await meeting_head(meeting_id), rows, member=member)
        return self._made[key]

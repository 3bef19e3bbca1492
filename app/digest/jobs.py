"""Who gets a digest now; a few lines around the operations."""

from datetime import datetime
from itertools import groupby
from uuid import UUID

from app.core import clock
from app.core.errors import RuleViolation
from app.digest.operations.running import Run, Tell
from app.digest.queries.due import due, postpone
from app.digest.queries.news import committees
from app.digest.queries.people import AT_A_TIME
from app.groups.tables import Group

IN_THE_FUTURE = (
    "Der Zeitpunkt liegt in der Zukunft: Was bis dahin geschieht, würde nie mehr gemeldet. "
    "Bitte nur mit --dry-run."
)
NO_SUCH_COMMITTEE = "Diesen Ausschuss gibt es nicht."


async def send_due(now: datetime | None = None) -> bool:
    """For the worker: a page of those whose time to look has come; True if there are more.

    One statement when it has for nobody.
    """
    now = now or clock.now()
    page = await due(now)
    if not page:
        return False
    wanted = [each for each in page if each.key]
    found = await committees(list({each.committee_id for each in wanted})) if wanted else []
    by_id, failed = {committee.id: committee for committee in found}, set[UUID]()
    for committee_id, those in groupby(wanted, key=lambda each: each.committee_id):
        if committee_id in by_id:
            keys = {each.subscription_id: each.key or "" for each in those}
            going = await Run.of(by_id[committee_id], now, failed=failed, people=page[0].waiting)
            await going.to_those(keys)
    await postpone(page, failed, now)
    return len(page) == AT_A_TIME


async def run(
    committee: Group, now: datetime, *, dry_run: bool, tell: Tell | None = None, people: int = 0
) -> tuple[int, int]:
    """For the command line: everybody, whatever the rhythm; (with news, recipients)."""
    going = await Run.of(committee, now, people=people)
    return await going.to_everybody(dry_run=dry_run, tell=tell)


async def committees_to_tell(
    committee_id: UUID | None, now: datetime, *, dry_run: bool
) -> list[Group]:
    """For the command line: one or all. Raises RuleViolation."""
    if now > clock.now() and not dry_run:
        raise RuleViolation(IN_THE_FUTURE)
    found = await committees([committee_id] if committee_id else None)
    if committee_id and not found:
        raise RuleViolation(NO_SUCH_COMMITTEE)
    return found

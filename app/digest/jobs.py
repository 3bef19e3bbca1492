"""Who gets a digest now; a few lines around the operation."""

from datetime import datetime
from uuid import UUID

from app.core import clock
from app.core.actor import system
from app.core.errors import RuleViolation
from app.digest import operations, queries, rules
from app.groups.tables import Group


async def send_due(now: datetime | None = None) -> int:
    """For the worker: everybody whose occasion has come. Two statements when it has for nobody."""
    now, sent = now or clock.now(), 0
    for committee_id, keys in (await queries.due(now)).items():
        (committee,) = await queries.committees(committee_id)
        news, people = await queries.news_and_recipients(committee, now)
        for person in people:
            if key := keys.get(person.subscription_id):
                sent += await operations.send_digest(
                    system(), person, news, until=now - rules.SETTLED, key=key
                )
    return sent


async def run(committee: Group, now: datetime, *, dry_run: bool) -> tuple[int, int]:
    """For the command line: everybody, whatever the rhythm; (with news, recipients)."""
    news, people = await queries.news_and_recipients(committee, now)
    until, told = now - rules.SETTLED, 0
    for person in people:
        if dry_run:
            told += not rules.build(news, since=person.watermark, until=until).is_empty
        else:
            told += await operations.send_digest(system(), person, news, until=until)
    return told, len(people)


async def run_all(
    committee_id: UUID | None, now: datetime, *, dry_run: bool
) -> list[tuple[str, int, int]]:
    """(committee, with news, recipients) for one or all; raises RuleViolation for none."""
    committees = await queries.committees(committee_id)
    if not committees:
        raise RuleViolation("Diesen Ausschuss gibt es nicht.")
    return [(found.name, *await run(found, now, dry_run=dry_run)) for found in committees]

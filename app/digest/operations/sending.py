"""Each person's digest is one transaction: row, mail, marks, and the occasion that is served."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.digest import access, mails
from app.digest.operations.choosing import thread_of
from app.digest.queries.people import OwnTasks, Recipient
from app.digest.rules.marks import advanced, kinds_in, marks_of
from app.digest.rules.news import DigestContent, Edition, with_tasks
from app.digest.rules.occasions import keeps_waiting, look_again
from app.digest.rules.stored import as_json
from app.digest.tables import Kind, Subscription
from app.outbox import operations as outbox
from app.people.tables import Person

# Not waiting for the disk: with the power the whole digest is lost and told again. A mail that leaves
# was claimed before, and that commit takes this one to the disk with it.
# All of the person: an own task belongs to no committee, so its mark is the same in all of them.
LOCK = """
SELECT id, watermark, told_papers, told_mandates, told_decisions, told_reports, told_tasks, told_meetings,
  left_out, served, ended_at
FROM subscription, (SELECT set_config('synchronous_commit', 'off', true)) AS without_waiting
WHERE person = {} ORDER BY id FOR UPDATE OF subscription
"""
SERVE = "UPDATE subscription SET served = {}, look_at = {} WHERE id = {}"
TELL = """
WITH told AS (
  UPDATE subscription SET watermark = {}, told_papers = {}, told_mandates = {},
    told_decisions = {}, told_reports = {}, told_tasks = {}, told_meetings = {}
  WHERE id = {} RETURNING id, person, told_tasks
), elsewhere AS (
  UPDATE subscription s SET told_tasks = told.told_tasks FROM told
  WHERE s.person = told.person AND s.id <> told.id
)
INSERT INTO digest (id, subscription, since, until, content)
SELECT {}, id, {}, {}, {}::jsonb FROM told
"""


@dataclass(frozen=True)
class Slot:
    """Why and when: `key` is the occasion, empty where somebody wants it now."""

    now: datetime
    key: str = ""
    not_before: datetime | None = None


@opens_transaction
async def send_digest(
    actor: Actor, recipient: Recipient, edition: Edition, slot: Slot, tasks: OwnTasks | None = None
) -> bool:
    """True if there was something new. With a key: at most once for that occasion."""
    rows = await Subscription.raw(LOCK, recipient.person_id)
    mine = next((row for row in rows if row["id"] == recipient.subscription_id), None)
    if mine is None or mine["ended_at"] or (slot.key and slot.key == mine["served"]):
        return False
    marks = marks_of(mine) | {Kind.TASKS: max(marks_of(row)[Kind.TASKS] for row in rows)}
    part = edition.part(marks, kinds_in(mine["left_out"]))
    content = part.content
    if slot.key:
        await _serve(recipient, slot, mine["served"], told=not content.is_empty)
    if content.is_empty:
        return False
    own = tasks or OwnTasks()
    content = with_tasks(content, own.shown, own.more, marks[Kind.TASKS])
    told = advanced(marks, edition.until)
    await Subscription.raw(
        TELL, min(told.values()), *(told[kind] for kind in Kind), recipient.subscription_id,
        uuid4(), content.since, content.until, as_json(content),
    )  # fmt: skip
    await audit.record(actor, "digest.sent", recipient.subscription_id, body_id=edition.body_id)
    words = mails.Words(edition, content, part.written)
    mail = mails.digest_sent(recipient, words, thread_of(recipient.subscription_id))
    await outbox.enqueue([mail], not_before=slot.not_before)
    return True


@inside_transaction
async def _serve(recipient: Recipient, slot: Slot, served: str, *, told: bool) -> None:
    """Before a session the occasion stays open until there is something to tell."""
    done = told or not keeps_waiting(recipient.chosen.rhythm)
    await Subscription.raw(
        SERVE, slot.key if done else served, look_again(recipient.chosen, slot.now),
        recipient.subscription_id,
    )  # fmt: skip


@opens_transaction
async def send_test(
    actor: Actor, group_id: UUID, test_id: UUID, edition: Edition, content: DigestContent
) -> None:
    """To the one who asks, and nobody else; no mark moves. Once per `test_id`."""
    group = await access.committee_to_inform(actor, group_id)
    person = await Person.objects().get(Person.id == actor.person_id)
    assert person is not None
    mail = mails.digest_tested(person, mails.Words(edition, content, {}), test_id)
    if await outbox.enqueue([mail]):
        await audit.record(actor, "digest.tested", group.id, body_id=group.body)

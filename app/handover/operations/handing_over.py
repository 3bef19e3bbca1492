"""One person hands over to another, in one group or in several at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.groups.access import group_to_change
from app.groups.tables import Group, Role, Standing
from app.handover import mails, rules
from app.handover.operations.seats import pass_role
from app.handover.queries import people
from app.handover.queries.plans import plan_of
from app.handover.rules import Choice, GroupPlan
from app.invitations.operations.passing_on import PassingOn, pass_on
from app.invitations.queries.candidates import Candidate
from app.minutes.tables import Minutes
from app.outbox import operations as outbox
from app.people.queries.bodies import stored_body
from app.rosters.tables import RosterImport
from app.tasks.tables import Task, TaskPerson, TaskStep


@dataclass(frozen=True, kw_only=True)
class Order:
    """`once`: the form's id; `seen`: fingerprint of the preview."""

    once: UUID
    seen: str
    groups: list[UUID]
    choice: Choice


@opens_transaction
async def hand_over(actor: Actor, order: Order, *, now: datetime) -> None:
    """The same form a second time changes nothing.

    Raises RuleViolation when something has changed since the preview.
    """
    choice = order.choice
    groups = [await group_to_change(actor, each) for each in sorted(order.groups)]
    if await people.is_done(order.once, now, actor.person_id):
        return
    plans = [await plan_of(group, choice, now=now) for group in groups]
    rules.check_is_as_seen(order.seen, plans, choice)
    if all(plan.is_empty for plan in plans):
        raise RuleViolation("Davon gibt es nichts zu übergeben.")
    for group, plan in zip(groups, plans, strict=True):
        await pass_role(actor, group, plan, choice)
        await _pass_tasks(actor, plan, choice, now)
        await _pass_drafts(plan, choice)
        await _pass_meetings(actor, plan, choice, now)
        await _record(actor, group, plan, order)
    await _tell(actor, groups[0].body, plans, order, now)


async def _pass_tasks(actor: Actor, plan: GroupPlan, choice: Choice, now: datetime) -> None:
    """Each with a line in its history; links mailed to the giver fit no more."""
    ids = [task.id for task in plan.tasks]
    if not ids:
        return
    await _replace(ids, choice.giver.id, choice.taker.id)
    steps = [
        TaskStep(
            id=uuid4(),
            task=task_id,
            person=actor.person_id,
            person_name=actor.name,
            text=f"Übergeben von {choice.giver.spoken} an {choice.taker.spoken}",
            at=now,
        )
        for task_id in ids
    ]
    await TaskStep.insert(*steps)


async def _replace(ids: list[UUID], giver: UUID, taker: UUID) -> None:
    """Also where both were responsible: then the taker is so once."""
    beside = TaskPerson.task.is_in(ids)
    await TaskPerson.delete().where(beside, TaskPerson.person == taker)
    firsts = Task.select(Task.id).where(Task.id.is_in(ids), Task.person == taker)
    held = [row["id"] for row in await firsts]
    if held:
        await TaskPerson.delete().where(TaskPerson.task.is_in(held), TaskPerson.person == giver)
    await TaskPerson.update({TaskPerson.person: taker}).where(beside, TaskPerson.person == giver)
    await Task.update({Task.person: taker}).where(Task.id.is_in(ids), Task.person == giver)
    await Task.update({Task.version: Task.version + 1}).where(Task.id.is_in(ids))


async def _pass_drafts(plan: GroupPlan, choice: Choice) -> None:
    if plan.minutes:
        await Minutes.update({Minutes.taken_by: choice.taker.spoken}).where(
            Minutes.id.is_in([each.id for each in plan.minutes])
        )
    if plan.rosters:
        await RosterImport.update({RosterImport.created_by: choice.taker.id}).where(
            RosterImport.id.is_in([each.id for each in plan.rosters])
        )


async def _pass_meetings(actor: Actor, plan: GroupPlan, choice: Choice, now: datetime) -> None:
    for move in plan.meetings:
        if move.mails:
            passing = PassingOn(
                sender=choice.taker.spoken,
                invite=_candidate(plan, choice) if move.invites else None,
                withdraw=choice.giver.id if move.withdraws else None,
                tell=bool(move.tells),
            )
            await pass_on(actor, move.id, passing, now=now)


def _candidate(plan: GroupPlan, choice: Choice) -> Candidate:
    taker, seat = choice.taker, plan.taker_seat
    return Candidate(
        person_id=taker.id,
        name=taker.name,
        address=taker.email,
        traeger="",
        role=plan.role or (seat.role if seat else Role.MITGLIED),
        standing=seat.standing if seat else Standing(choice.standing),
        since=choice.starts_on,
        preselected=True,
        invited=False,
    )


async def _record(actor: Actor, group: Group, plan: GroupPlan, order: Order) -> None:
    choice = order.choice
    await audit.record(
        actor, "group.handed_over", group.id, body_id=group.body, once=order.once,
        giver=choice.giver.id, taker=choice.taker.id, since=choice.starts_on, role=plan.role,
        tasks=len(plan.tasks), meetings=len(plan.meetings),
        drafts=len(plan.minutes) + len(plan.rosters),
    )  # fmt: skip


async def _tell(
    actor: Actor, body_id: UUID, plans: list[GroupPlan], order: Order, now: datetime
) -> None:
    """Both, except who did it themselves or is shut out."""
    body = await stored_body(body_id)
    touched = [plan for plan in plans if not plan.is_empty]
    await outbox.enqueue(
        mails.group_handed_over(
            mails.Handed(
                to=to, choice=order.choice, plans=touched, body=body, by=actor.name,
                once=order.once, today=berlin(now).date(),
            )
        )
        for to in (order.choice.taker, order.choice.giver)
        if to.id != actor.person_id and not to.blocked
    )  # fmt: skip

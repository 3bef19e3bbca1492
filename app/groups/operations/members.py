from datetime import date, datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import opens_transaction
from app.core.errors import NotFound
from app.groups.access import group_to_change, membership_of
from app.groups.forms.members import MembershipData, NewMember
from app.groups.rules import periods
from app.groups.tables import Group, Membership
from app.people.forms import AffiliationData
from app.people.operations import persons
from app.people.queries import affiliations_of
from app.people.rules import TRAEGER_ELSEWHERE, check_same_body
from app.people.tables import Person, Traeger


@opens_transaction
async def add_member(actor: Actor, group_id: UUID, new: NewMember, *, now: datetime) -> UUID:
    """The membership's id; the same id a second time changes nothing.

    Raises EmailTaken, OverlappingMembership, RuleViolation for a Träger or a deputy from elsewhere.
    """
    group = await group_to_change(actor, group_id)
    known = await Membership.objects().where(Membership.id == new.id).first()
    if known is not None:
        if known.group != group_id:
            raise NotFound
        return known.id
    given = new.membership
    person_id = await _person_of(actor, group, new, now=now)
    membership = Membership(id=new.id, group=group_id, person=person_id, since=given.since)
    await _fill(membership, given, group)
    if given.traeger_id is None:
        membership.traeger = await _only_traeger(person_id)
    await membership.save()
    await audit.record(
        actor, "membership.begun", new.id, body_id=group.body, group=group_id, role=given.role
    )
    return new.id


async def _person_of(actor: Actor, group: Group, new: NewMember, *, now: datetime) -> UUID:
    if new.person is not None:
        person = await persons.add_person(actor, uuid4(), group.body, new.person, now=now)
        if traeger_id := new.membership.traeger_id:
            await persons.affiliate(actor, person, AffiliationData(traeger_id=traeger_id))
        return person.id
    chosen = await Person.objects().where(Person.id == new.person_id).first()
    check_same_body(chosen and chosen.body, group.body, "Diese Person gibt es hier nicht.")
    assert chosen is not None
    return chosen.id


async def _only_traeger(person_id: UUID) -> UUID | None:
    """Whom somebody sits for when nobody says: clear only with one current Träger."""
    current = [row for row in await affiliations_of(person_id) if row.until is None]
    return current[0].traeger_id if len(current) == 1 else None


async def _fill(membership: Membership, given: MembershipData, group: Group) -> None:
    """Checks against the other memberships of the locked group, then takes over the columns."""
    others = await Membership.objects().where(
        Membership.group == group.id, Membership.id != membership.id
    )
    periods.check_no_overlap(
        periods.Period(given.since, given.until),
        [
            periods.Period(other.since, other.until)
            for other in others
            if other.person == membership.person
        ],
    )
    periods.check_deputy(given.deputy_of, membership.id, {other.id for other in others})
    if given.traeger_id is not None:
        traeger = await Traeger.objects().where(Traeger.id == given.traeger_id).first()
        check_same_body(traeger and traeger.body, group.body, TRAEGER_ELSEWHERE)
    membership.role, membership.standing, membership.seat = given.role, given.standing, given.seat
    membership.since, membership.until = given.since, given.until
    membership.traeger, membership.deputy_of = given.traeger_id, given.deputy_of
    membership.invite_by_default = given.invite_by_default


@opens_transaction
async def change_member(
    actor: Actor, group_id: UUID, membership_id: UUID, given: MembershipData
) -> None:
    """Raises OverlappingMembership, RuleViolation for a Träger or a deputy from elsewhere."""
    group = await group_to_change(actor, group_id)
    membership = await membership_of(group_id, membership_id)
    await _fill(membership, given, group)
    await membership.save()
    await audit.record(
        actor, "membership.changed", membership_id, body_id=group.body, group=group_id,
        role=given.role, until=given.until,
    )  # fmt: skip


@opens_transaction
async def end_member(
    actor: Actor, group_id: UUID, membership_id: UUID, *, now: datetime
) -> date | None:
    """The last day, today at the latest; None if it had not begun and is gone altogether."""
    group = await group_to_change(actor, group_id)
    membership = await membership_of(group_id, membership_id)
    today = berlin(now).date()
    if membership.since > today:
        await Membership.delete().where(Membership.id == membership_id)
        await audit.record(
            actor, "membership.withdrawn", membership_id, body_id=group.body, group=group_id
        )
        return None
    if membership.until is None or membership.until > today:
        membership.until = today
        await membership.save([Membership.until])
        await audit.record(
            actor, "membership.ended", membership_id, body_id=group.body, group=group_id
        )
    return membership.until

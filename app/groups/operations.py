from datetime import date, datetime
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import NotFound, StaleVersion
from app.groups import queries, rules
from app.groups.access import group_to_change, membership_of
from app.groups.forms import GroupChange, GroupData, MembershipData, NewMember
from app.groups.tables import Group, Membership
from app.people.access import check_office
from app.people.forms import AffiliationData
from app.people.operations import persons
from app.people.queries import affiliations_of
from app.people.rules import TRAEGER_ELSEWHERE, check_same_body
from app.people.tables import Person, Traeger

CHANGEABLE = [
    Group.name, Group.status, Group.version, Group.former_names, Group.ends_on, Group.purpose,
    Group.seat_rules, Group.objection_days, Group.agenda_template,
]  # fmt: skip


@inside_transaction
async def add_group(actor: Actor, data: GroupData, *, now: datetime) -> Group:
    """The same id a second time changes nothing and gives the first group.

    Raises RuleViolation when the parent belongs to another body.
    """
    check_office(actor, data.body_id)
    if data.parent_id is not None:
        parent = await Group.objects().where(Group.id == data.parent_id).first()
        rules.check_parent(parent, body_id=data.body_id)
    group = Group(
        id=data.id,
        body=data.body_id,
        name=data.name,
        kind=data.kind,
        parent=data.parent_id,
        purpose=data.purpose,
        seat_rules=data.seat_rules,
        starts_on=data.starts_on,
        status=rules.first_status(data.starts_on, berlin(now).date()),
        created_at=now,
    )
    if not await Group.insert(group).on_conflict(action="DO NOTHING"):
        return await _already_there(data)
    await audit.record(actor, "group.created", group.id, body_id=data.body_id, kind=data.kind)
    return group


async def _already_there(data: GroupData) -> Group:
    group = await Group.objects().where(Group.id == data.id).first()
    if group is None or group.body != data.body_id:
        raise NotFound
    return group


@opens_transaction
async def create_group(actor: Actor, data: GroupData, *, now: datetime) -> Group:
    return await add_group(actor, data, now=now)


@opens_transaction
async def change_group(actor: Actor, group_id: UUID, change: GroupChange, *, now: datetime) -> None:
    """Only the office. Raises StaleVersion, or RuleViolation for an end before the beginning."""
    group = await group_to_change(actor, group_id)
    check_office(actor, group.body)
    if group.version != change.version:
        raise StaleVersion(await _who_was_faster(group_id))
    renamed = group.name != change.name
    group.former_names = rules.former_names(group.former_names, group.name, change.name)
    group.ends_on = rules.last_day_of_group(
        change.status, group.starts_on, change.ends_on, berlin(now).date()
    )
    group.name, group.status, group.version = change.name, change.status, group.version + 1
    group.purpose, group.seat_rules = change.purpose, change.seat_rules
    group.objection_days, group.agenda_template = change.objection_days, change.agenda_template
    await group.save(CHANGEABLE)
    await audit.record(
        actor, "group.changed", group_id, body_id=group.body, status=change.status, renamed=renamed
    )


async def _who_was_faster(group_id: UUID) -> str:
    change = await queries.last_change(group_id)
    who, when = (change[0], f" um {berlin(change[1]):%H:%M} Uhr") if change else ("Jemand", "")
    return f"{who} hat diese Gruppe{when} geändert. Beide Fassungen stehen nebeneinander."


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
    rules.check_no_overlap(
        rules.Period(given.since, given.until),
        [
            rules.Period(other.since, other.until)
            for other in others
            if other.person == membership.person
        ],
    )
    rules.check_deputy(given.deputy_of, membership.id, {other.id for other in others})
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

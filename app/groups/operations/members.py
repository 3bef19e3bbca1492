from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import opens_transaction
from app.core.errors import NotFound, RuleViolation, StaleVersion
from app.groups.access import group_to_change, membership_of
from app.groups.forms.members import MembershipData, NewMember
from app.groups.queries.roster import roster
from app.groups.rules import memberships, periods
from app.groups.rules.memberships import Sitter
from app.groups.tables import CompositionRule, Group, Membership
from app.outbox import operations as outbox
from app.people.forms.affiliations import AffiliationData
from app.people.operations import persons
from app.people.operations.affiliations import affiliate
from app.people.queries.affiliations import affiliations_of
from app.people.rules import TRAEGER_ELSEWHERE, check_same_body
from app.people.tables import Person, Traeger

PLAIN = ("role", "standing", "since", "until", "rule", "seat", "deputy_of", "invite_by_default")
STALE = "Inzwischen hat jemand anders diese Mitgliedschaft geändert."
RULE_ELSEWHERE = "Diesen Sitz gibt es hier nicht. Bitte wählen Sie neu."


@opens_transaction
async def add_member(actor: Actor, group_id: UUID, new: NewMember, *, now: datetime) -> UUID:
    """The membership's id; the same id a second time changes nothing.

    Raises EmailTaken, OverlappingMembership, WrongField and RuleViolation.
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
    await _fill(actor, membership, given, group)
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
            await affiliate(actor, person, AffiliationData(traeger_id=traeger_id))
        return person.id
    chosen = await Person.objects().where(Person.id == new.person_id).first()
    check_same_body(chosen and chosen.body, group.body, "Diese Person gibt es hier nicht.")
    assert chosen is not None
    return chosen.id


async def _only_traeger(person_id: UUID) -> UUID | None:
    """Whom somebody sits for when nobody says: clear only with one current Träger."""
    current = [row for row in await affiliations_of(person_id) if row.until is None]
    return current[0].traeger_id if len(current) == 1 else None


async def _fill(actor: Actor, membership: Membership, given: MembershipData, group: Group) -> None:
    """Checks against the other memberships of the locked group, then takes over the columns."""
    period = periods.Period(given.since, given.until)
    members = await roster(group.id, given.since)
    others = [row.sitter for row in members if row.membership_id != membership.id]
    wanted = Sitter(
        id=membership.id, person=membership.person, name="", role=given.role,
        standing=given.standing, period=period, rule=given.rule, deputy_of=given.deputy_of,
    )  # fmt: skip
    memberships.check_inside_group(period, group.ends_on)
    mine = [other.period for other in others if other.person == wanted.person]
    periods.check_no_overlap(period, mine)
    ended = _ended_chairs(wanted, others, given)
    others = [ended.get(other.id, other) for other in others]
    await _check_seat(wanted, others, group)
    memberships.check_deputy(wanted, others)
    if given.traeger_id is not None:
        traeger = await Traeger.objects().where(Traeger.id == given.traeger_id).first()
        check_same_body(traeger and traeger.body, group.body, TRAEGER_ELSEWHERE)
    for chair in ended.values():
        await _end_chair(actor, chair, group)
    _take_over(membership, given)


def _take_over(membership: Membership, given: MembershipData) -> None:
    for name in PLAIN:
        setattr(membership, name, getattr(given, name))
    membership.traeger = given.traeger_id


def _ended_chairs(
    wanted: Sitter, others: list[Sitter], given: MembershipData
) -> dict[UUID, Sitter]:
    """Who leads the group until the day before; raises WrongField where that was not asked for."""
    chairs = memberships.chairs_beside(wanted, others)
    if chairs and not given.end_former_chair:
        raise memberships.two_chairs(chairs[0])
    return {chair.id: memberships.end_of_chair(chair, given.since) for chair in chairs}


async def _check_seat(wanted: Sitter, others: list[Sitter], group: Group) -> None:
    if wanted.rule is None:
        return
    rule = await CompositionRule.objects().where(CompositionRule.id == wanted.rule).first()
    if rule is None or rule.group != group.id:
        raise RuleViolation(RULE_ELSEWHERE)
    memberships.check_seat_is_free(wanted, others, memberships.places_of(rule))


async def _end_chair(actor: Actor, chair: Sitter, group: Group) -> None:
    until = chair.period.until
    await Membership.update(
        {Membership.until: until, Membership.version: Membership.version + 1}
    ).where(Membership.id == chair.id)
    await outbox.drop_of_leaver(chair.person, group.id)
    await audit.record(
        actor, "membership.ended", chair.id, body_id=group.body, group=group.id, until=until
    )


@opens_transaction
async def change_member(
    actor: Actor, group_id: UUID, membership_id: UUID, given: MembershipData, *, version: int
) -> None:
    """The same change sent twice is one.

    Raises StaleVersion, OverlappingMembership, WrongField and RuleViolation.
    """
    group = await group_to_change(actor, group_id)
    membership = await membership_of(group_id, membership_id)
    before = _values(membership)
    if before == {name: getattr(given, name) for name in PLAIN} | {"traeger": given.traeger_id}:
        return
    if membership.version != version:
        raise StaleVersion(STALE)
    await _fill(actor, membership, given, group)
    membership.version = version + 1
    await membership.save()
    await outbox.drop_of_leaver(membership.person, group_id)
    await audit.record(
        actor, "membership.changed", membership_id, body_id=group.body, group=group_id,
        changes=_changes(before, _values(membership)),
    )  # fmt: skip


def _values(membership: Membership) -> dict[str, Any]:
    return {name: getattr(membership, name) for name in (*PLAIN, "traeger")}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Column → (old, new); of words only that they have changed: the log holds no texts."""
    changed = [name for name in after if before[name] != after[name]]
    return {name: None if name == "seat" else (before[name], after[name]) for name in changed}


@opens_transaction
async def end_member(
    actor: Actor, group_id: UUID, membership_id: UUID, *, at_once: bool = False, now: datetime
) -> date | None:
    """The last day: today, or at once yesterday; None if there is no such day and it is gone."""
    group = await group_to_change(actor, group_id)
    membership = await membership_of(group_id, membership_id)
    last_day = berlin(now).date() - timedelta(days=1 if at_once else 0)
    if membership.since > last_day:
        await Membership.delete().where(Membership.id == membership_id)
        await outbox.drop_of_leaver(membership.person, group_id)
        await audit.record(
            actor, "membership.withdrawn", group_id, body_id=group.body, group=group_id,
            membership=membership_id, person=membership.person,
        )  # fmt: skip
        return None
    if membership.until is None or membership.until > last_day:
        membership.until = last_day
        membership.version += 1
        await membership.save([Membership.until, Membership.version])
        await outbox.drop_of_leaver(membership.person, group_id)
        await audit.record(
            actor, "membership.ended", membership_id, body_id=group.body, group=group_id,
            until=last_day,
        )  # fmt: skip
    return membership.until

"""Who sits in a group: taken in, changed, ended by those who lead it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation, StaleVersion
from app.core.paging import PER_PAGE, page_number, pages_of
from app.groups import access
from app.groups.forms.day import DayForm
from app.groups.forms.members import (
    MemberOffers,
    MembershipEditForm,
    MembershipForm,
    NewMemberForm,
)
from app.groups.operations import members as operations
from app.groups.queries import heads, roster
from app.groups.queries.history import changes_of
from app.groups.queries.seats import seat_choices
from app.groups.rules.memberships import WrongField
from app.groups.rules.periods import OverlappingMembership, Period
from app.groups.tables import Group, Insight, Membership
from app.people.queries import choices as people
from app.people.rules import EmailTaken
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, go_to_path, page


async def _offers(group: Group, row: Membership | None = None) -> MemberOffers:
    """row: the membership that is edited; without one, for a new one."""
    today = clock.today()
    members = await roster.roster(group.id, today)
    own, deputy_of, rule = (row.id, row.deputy_of, row.rule) if row else (None, None, None)
    return MemberOffers(
        traeger=await people.traeger_choices(group.body),
        deputies=roster.deputy_choices(members, today, own, deputy_of),
        rules=await seat_choices(group.id, today, rule),
        chairs={
            str(one.person_id): one.name
            for one in members
            if one.sitter.is_chair and one.membership_id != own and not one.period.is_over(today)
        },
        people={} if row else await people.person_choices(group.body),
    )


@get("/gruppen/{group_id:uuid}/mitglieder", name="groups:members")
async def list_members(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], seite: FromQuery[str] = "1"
) -> Response[str]:
    """All memberships over time, or those of one day (stichtag)."""
    group = await access.group_to_read(actor, group_id)
    today, day = clock.today(), DayForm(request.query_params)
    on = day.stichtag.data if day.validate() else None
    head, everybody = await heads.group_head(group), await roster.roster(group_id, on or today)
    shown = roster.seen_by(actor, group, everybody, today)
    rows = [row for row in shown if on is None or row.period.holds(on)]
    pages = pages_of(len(rows))
    number = min(page_number(seite), pages)
    may_lead = access.may_lead(actor, group)
    return page(
        request, "groups/members.html", area="gruppen", body_name=head.body_name, head=head,
        rows=rows[PER_PAGE * (number - 1) : PER_PAGE * number], number=number, pages=pages,
        hidden=access.insight_of(actor, group) == Insight.LEADING, day=day, on=on,
        changes=await changes_of(group_id, everybody) if may_lead else [], may_lead=may_lead,
        is_office=group.body in actor.office_of,
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/mitglieder/neu", name="groups:member:new")
async def new_member(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], sitz: FromQuery[str] = ""
) -> Response[str]:
    """Sitz: id of a rule to choose beforehand."""
    group = await access.group_to_lead(actor, group_id)
    form: Any = NewMemberForm.fresh(
        role="mitglied", standing="voting", since=clock.today(), rule=sitz,
        invite_by_default=True,
    )  # fmt: skip
    form.offer(await _offers(group))
    return await _new_member_page(request, group, form, status=200)


async def _new_member_page(
    request: AnyRequest, group: Group, form: NewMemberForm, *, status: int
) -> Response[str]:
    head = await heads.group_head(group)
    return page(
        request, "groups/member_new.html", block="formular", status=status, area="gruppen",
        body_name=head.body_name, head=head, form=form,
    )  # fmt: skip


@post("/gruppen/{group_id:uuid}/mitglieder/neu", name="groups:member:add")
async def add_member(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await access.group_to_lead(actor, group_id)
    form = NewMemberForm(await form_data(request))
    form.offer(await _offers(group))
    if form.validate():
        try:
            membership_id = await operations.add_member(
                actor, group_id, form.cleaned(), now=clock.now()
            )
        except EmailTaken as refusal:
            form.email.errors = [str(refusal)]
        except OverlappingMembership as refusal:
            form.person_id.errors = [str(refusal)]
        except RuleViolation as refusal:
            _refuse(form, refusal)
        else:
            row = await access.membership_of(group_id, membership_id)
            return _to_meetings(request, row, form, "Das Mitglied ist aufgenommen.")
    return await _new_member_page(request, group, form, status=422)


def _refuse(form: MembershipForm, refusal: RuleViolation) -> None:
    """The sentence to its field, or above the form."""
    if isinstance(refusal, WrongField):
        form[refusal.field].errors = [str(refusal)]
    else:
        form.form_errors.append(str(refusal))


@dataclass(frozen=True)
class Seat:
    """One membership with what its page shows around it."""

    group: Group
    row: Membership
    member: roster.MemberRow
    offers: MemberOffers


async def _seat(actor: Actor, group_id: UUID, membership_id: UUID) -> Seat:
    group = await access.group_to_lead(actor, group_id)
    row = await access.membership_of(group_id, membership_id)
    members = await roster.roster(group_id, clock.today())
    member = next(one for one in members if one.membership_id == membership_id)
    return Seat(group, row, member, await _offers(group, row))


async def _member_page(
    request: AnyRequest, seat: Seat, form: MembershipEditForm, status: int, conflict: str = ""
) -> Response[str]:
    head = await heads.group_head(seat.group)
    stored = MembershipEditForm.of(seat.row)
    stored.offer(seat.offers)
    return page(
        request, "groups/member.html", status=status, area="gruppen", body_name=head.body_name,
        head=head, form=form, member=seat.member, conflict=conflict,
        theirs=form.beside(stored) if conflict else [],
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}", name="groups:member:show")
async def show_member(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    membership_id: FromPath[UUID],
) -> Response[str]:
    seat = await _seat(actor, group_id, membership_id)
    form = MembershipEditForm.of(seat.row)
    form.offer(seat.offers)
    return await _member_page(request, seat, form, 200)


@post("/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}", name="groups:member:change")
async def change_member(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    membership_id: FromPath[UUID],
) -> Response[Any]:
    seat = await _seat(actor, group_id, membership_id)
    form = MembershipEditForm(await form_data(request))
    form.offer(seat.offers)
    if form.validate():
        try:
            await operations.change_member(
                actor, group_id, membership_id, form.membership(), version=form.seen_version
            )
        except StaleVersion as conflict:
            seat = await _seat(actor, group_id, membership_id)
            return await _member_page(request, seat, form, 409, str(conflict))
        except OverlappingMembership as refusal:
            form.since.errors = [str(refusal)]
        except RuleViolation as refusal:
            _refuse(form, refusal)
        else:
            return _after_change(request, actor, seat, form)
    return await _member_page(request, seat, form, 422)


def _after_change(
    request: AnyRequest, actor: Actor, seat: Seat, form: MembershipForm
) -> Response[Any]:
    """On to the coming meetings only where the period has changed, or somebody else's ended."""
    message, given = "Die Mitgliedschaft ist geändert.", form.membership()
    over = Period(given.since, given.until).is_over(clock.today())
    if over and _gives_up_the_lead(actor, seat.group, seat.row):
        return go_to(request, "groups:list", message=message)
    same = (seat.row.since, seat.row.until) == (given.since, given.until)
    if same and not given.end_former_chair:
        return go_to(request, "groups:show", group_id=seat.group.id, message=message)
    return _to_meetings(request, seat.row, form, message)


def _gives_up_the_lead(actor: Actor, group: Group, row: Membership) -> bool:
    """Whoever ends their own membership may no longer open the group."""
    return bool(row.person == actor.person_id and group.body not in actor.office_of)


def _to_meetings(
    request: AnyRequest, row: Membership, form: MembershipForm | None, message: str
) -> Response[Any]:
    """Asks about the coming meetings of this person, then of the chair whose time has ended."""
    ended = form.chairs if form and form.end_former_chair.data else {}
    address = address_of(
        request.app, "invitations:joining", group_id=row.group, member_id=row.person
    ) + "".join(f"?danach={person_id}" for person_id in [*ended][:1])
    return go_to_path(request, address, message=message)


@post("/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}/ende", name="groups:member:end")
async def end_member(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    membership_id: FromPath[UUID],
) -> Response[Any]:
    """wann=sofort: the last day was yesterday."""
    at_once = (await form_data(request)).get("wann") == "sofort"
    group = await access.group_to_lead(actor, group_id)
    row = await access.membership_of(group_id, membership_id)
    last_day = await operations.end_member(
        actor, group_id, membership_id, at_once=at_once, now=clock.now()
    )
    message = (
        f"Letzter Tag der Mitgliedschaft: {last_day:%d.%m.%Y}. In der Liste aller Mitgliedschaften "
        "können Sie das ändern."
        if last_day
        else "Die Mitgliedschaft ist gestrichen."
    )
    if at_once and _gives_up_the_lead(actor, group, row):
        return go_to(request, "groups:list", message=message)
    return _to_meetings(request, row, None, message)


ROUTES = [list_members, new_member, add_member, show_member, change_member, end_member]

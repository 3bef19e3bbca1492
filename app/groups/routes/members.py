"""Who sits in a group: taken in, changed, ended by those who lead it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups import access
from app.groups.forms.members import MemberOffers, MembershipForm, NewMemberForm
from app.groups.operations import members as operations
from app.groups.queries import heads, roster
from app.groups.rules.periods import OverlappingMembership
from app.groups.tables import Group, Membership
from app.people import queries as people
from app.people.rules import EmailTaken
from app.web.forms import form_data
from app.web.sessions import CurrentActor
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]


async def _offers(group: Group) -> MemberOffers:
    members = await roster.roster(group.id, clock.today())
    return MemberOffers(
        traeger=await people.traeger_choices(group.body),
        deputies=roster.deputy_choices(members, clock.today(), None),
        seat_rules=group.seat_rules,
        people=await people.person_choices(group.body),
    )


@get("/gruppen/{group_id:uuid}/mitglieder/neu", name="groups:member:new")
async def new_member(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], sitz: FromQuery[str] = ""
) -> Response[str]:
    """Sitz: a seat rule to choose beforehand."""
    group = await access.group_to_lead(actor, group_id)
    form: Any = NewMemberForm.fresh(
        role="mitglied", standing="voting", since=clock.today(), seat_rule=sitz,
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
            await operations.add_member(actor, group_id, form.cleaned(), now=clock.now())
        except EmailTaken as refusal:
            form.email.errors = [str(refusal)]
        except OverlappingMembership as refusal:
            form.person_id.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request, "groups:show", group_id=group_id, message="Das Mitglied ist aufgenommen."
            )
    return await _new_member_page(request, group, form, status=422)


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
    offers = MemberOffers(
        traeger=await people.traeger_choices(group.body),
        deputies=roster.deputy_choices(members, clock.today(), membership_id),
        seat_rules=group.seat_rules,
    )
    return Seat(group, row, member, offers)


async def _member_page(request: AnyRequest, seat: Seat, form: MembershipForm) -> Response[str]:
    head = await heads.group_head(seat.group)
    return page(
        request, "groups/member.html", status=422 if form.errors else 200, area="gruppen",
        body_name=head.body_name, head=head, form=form, member=seat.member,
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}", name="groups:member:show")
async def show_member(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    membership_id: FromPath[UUID],
) -> Response[str]:
    seat = await _seat(actor, group_id, membership_id)
    form = MembershipForm.of(seat.row, seat.group.seat_rules)
    form.offer(seat.offers)
    return await _member_page(request, seat, form)


@post("/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}", name="groups:member:change")
async def change_member(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    membership_id: FromPath[UUID],
) -> Response[Any]:
    seat = await _seat(actor, group_id, membership_id)
    form = MembershipForm(await form_data(request))
    form.offer(seat.offers)
    if form.validate():
        try:
            await operations.change_member(actor, group_id, membership_id, form.membership())
        except OverlappingMembership as refusal:
            form.since.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return go_to(
                request,
                "groups:show",
                group_id=group_id,
                message="Die Mitgliedschaft ist geändert.",
            )
    return await _member_page(request, seat, form)


@post("/gruppen/{group_id:uuid}/mitglieder/{membership_id:uuid}/ende", name="groups:member:end")
async def end_member(
    request: AnyRequest,
    actor: CurrentActor,
    group_id: FromPath[UUID],
    membership_id: FromPath[UUID],
) -> Response[Any]:
    last_day = await operations.end_member(actor, group_id, membership_id, now=clock.now())
    message = (
        f"Die Mitgliedschaft endet am {last_day:%d.%m.%Y}. Unter „Frühere Mitglieder“ können Sie "
        "das ändern."
        if last_day
        else "Die Mitgliedschaft hatte noch nicht begonnen und ist gestrichen."
    )
    return go_to(request, "groups:show", group_id=group_id, message=message)


ROUTES = [new_member, add_member, show_member, change_member, end_member]

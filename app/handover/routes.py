"""Handing over in one group, and in all groups of one person: choose, look, do."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath

from app.accounts.queries import actor_of_session
from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import group_to_lead, may_read
from app.groups.tables import Group
from app.handover.forms import ConfirmForm, GroupHandoverForm, HandoverForm, PersonHandoverForm
from app.handover.operations.handing_over import Order, hand_over
from app.handover.queries import people
from app.handover.queries.plans import plan_of
from app.handover.rules import Choice, Human, fingerprint
from app.people.access import person_to_read
from app.people.tables import Person
from app.web.cookies import cookie_name
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import address_of, go_to, page

NOBODY = "Unter dieser Adresse gibt es hier niemanden. Bitte tragen Sie die Person zuerst ein."
THE_SAME = "Das ist dieselbe Person. Bitte wählen Sie, wer übernimmt."
DONE = "Die Übergabe ist eingetragen."
AGAIN = "aendern"  # back to the form with everything chosen


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The form with what stands around it; exactly one of group and person."""

    form: Any
    body_id: UUID
    action: str
    actor_id: UUID
    group: Group | None = None
    person: Person | None = None
    notes: dict[str, str]

    async def giver(self) -> Human | None:
        if self.person is not None:
            return people.human_of(self.person)
        return await people.human_with(UUID(self.form.giver_id.data), self.body_id)

    def only_giver(self) -> str | None:
        if self.person is not None:
            return str(self.person.id)
        givers = [key for key in self.form.giver_id.choices if key]
        return givers[0] if len(givers) == 1 else None

    def group_ids(self) -> list[UUID]:
        return [UUID(str(self.group.id))] if self.group is not None else self.form.chosen()


async def _group_desk(
    request: AnyRequest, actor: Actor, group_id: UUID, data: FormMultiDict | None
) -> Desk:
    group = await group_to_lead(actor, group_id)
    rows = await people.in_group(group, clock.now())
    givers = people.givers(rows, for_office=group.body in actor.office_of)
    own = str(actor.person_id)
    first = own if own in givers else next(iter(givers), "")
    form = GroupHandoverForm(data) if data else GroupHandoverForm.usual(giver_id=first)
    form.offer_givers(givers)
    form.offer_takers(people.takers(rows))
    action = address_of(request.app, "handover:group", group_id=group_id)
    return Desk(
        form=form, body_id=group.body, action=action, actor_id=actor.person_id,
        group=group, notes={},
    )  # fmt: skip


async def _person_desk(
    request: AnyRequest, actor: Actor, person_id: UUID, data: FormMultiDict | None
) -> Desk:
    person = await person_to_read(actor, person_id)
    found = await people.groups_of(person, clock.now())
    form = PersonHandoverForm(data) if data else PersonHandoverForm.usual(groups=list(found))
    form.offer_groups(found)
    form.offer_takers(await people.offices(person.body))
    action = address_of(request.app, "handover:person", person_id=person_id)
    notes = {group_id: why for group_id, (_, why) in found.items()}
    return Desk(
        form=form, body_id=person.body, action=action, actor_id=actor.person_id,
        person=person, notes=notes,
    )  # fmt: skip


async def _answer(
    request: AnyRequest, actor: Actor, desk: Desk, data: FormMultiDict
) -> Response[Any] | None:
    """Form, preview, or None when it is done. Addresses do not belong into a page's address."""
    if AGAIN in data:
        return _form_page(request, desk)
    choice = await _choice(desk) if desk.form.validate() else None
    if choice is None:
        return _form_page(request, desk)
    if "seen" not in data:
        return await _preview(request, desk, choice)
    return await _second_step(request, actor, desk, choice)


async def _choice(desk: Desk) -> Choice | None:
    """None: the form now says why."""
    form: Any = desk.form
    wish, giver = form.wish(), await desk.giver()
    if wish.taker_id:
        taker, field = await people.human_with(wish.taker_id, desk.body_id), form.taker_id
    else:
        taker, field = await people.human_at(wish.taker_mail, desk.body_id), form.taker_mail
    if taker is None or giver is None:
        field.errors = [NOBODY]
        return None
    if taker.id == giver.id:
        field.errors = [THE_SAME]
        return None
    return Choice(
        giver=giver, taker=taker, starts_on=wish.starts_on, after=wish.after,
        standing=wish.standing, parts=wish.parts,
    )  # fmt: skip


def _form_page(request: AnyRequest, desk: Desk) -> Response[str]:
    """Nobody takes over from themselves; where several could hand over, the browser leaves out who is chosen."""
    desk.form.taker_id.choices.pop(desk.only_giver(), None)
    return page(
        request, "handover/form.html", status=422 if desk.form.errors else 200,
        area="gruppen" if desk.group else "personen", desk=desk, form=desk.form,
    )  # fmt: skip


async def _preview(
    request: AnyRequest, desk: Desk, choice: Choice, problem: str = ""
) -> Response[str]:
    now = clock.now()
    groups = await Group.objects().where(Group.id.is_in(desk.group_ids())).order_by(Group.id)
    plans = [await plan_of(group, choice, now=now) for group in groups]
    return page(
        request, "handover/preview.html", status=422 if problem else 200,
        area="gruppen" if desk.group else "personen", desk=desk, choice=choice,
        plans=sorted(plans, key=lambda plan: plan.group_name), problem=problem, sent=_sent(desk.form),
        once=uuid4(), seen=fingerprint(plans, choice),
    )  # fmt: skip


def _sent(form: HandoverForm) -> list[tuple[str, str]]:
    """Names and values of the fields, as a browser would send them."""
    return [
        (field.name, str(value))
        for field in form
        for value in (field.data if isinstance(field.data, list) else [field.data])
        if value is not None
    ]


@get("/gruppen/{group_id:uuid}/uebergabe", name="handover:group")
async def show_group_handover(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    return _form_page(request, await _group_desk(request, actor, group_id, None))


@get("/personen/{person_id:uuid}/uebergabe", name="handover:person")
async def show_person_handover(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[str]:
    return _form_page(request, await _person_desk(request, actor, person_id, None))


async def _second_step(
    request: AnyRequest, actor: Actor, desk: Desk, choice: Choice
) -> Response[Any] | None:
    confirm = ConfirmForm(await form_data(request))
    if not confirm.validate():
        return await _preview(request, desk, choice, "Bitte sehen Sie sich noch einmal alles an.")
    order = Order(
        once=confirm.new_id, seen=confirm.seen.data or "", groups=desk.group_ids(), choice=choice
    )
    try:
        await hand_over(actor, order, now=clock.now())
    except RuleViolation as refusal:
        return await _preview(request, desk, choice, str(refusal))
    return None


async def _pressed_twice(actor: Actor, data: FormMultiDict) -> bool:
    confirm = ConfirmForm(data)
    return confirm.validate() and await people.is_done(confirm.new_id, clock.now(), actor.person_id)


@post("/gruppen/{group_id:uuid}/uebergabe", name="handover:group:do")
async def hand_over_group(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    data = await form_data(request)
    if not await _pressed_twice(actor, data):
        desk = await _group_desk(request, actor, group_id, data)
        if answer := await _answer(request, actor, desk, data):
            return answer
    if await _may_still_read(request, group_id):
        return go_to(request, "groups:show", group_id=group_id, message=DONE)
    return go_to(request, "groups:list", message=DONE)


async def _may_still_read(request: AnyRequest, group_id: UUID) -> bool:
    """Asked anew: with the own role the own right may be gone."""
    actor = await actor_of_session(request.cookies.get(cookie_name("sid"), ""))
    group = await Group.objects().get(Group.id == group_id)
    return actor is not None and group is not None and may_read(actor, group)


@post("/personen/{person_id:uuid}/uebergabe", name="handover:person:do")
async def hand_over_person(
    request: AnyRequest, actor: CurrentActor, person_id: FromPath[UUID]
) -> Response[Any]:
    data = await form_data(request)
    if not await _pressed_twice(actor, data):
        desk = await _person_desk(request, actor, person_id, data)
        if answer := await _answer(request, actor, desk, data):
            return answer
    return go_to(request, "people:show", person_id=person_id, message=DONE)


ROUTES = [show_group_handover, hand_over_group, show_person_handover, hand_over_person]

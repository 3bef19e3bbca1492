"""From decision points to groups and mandates, and what became of them."""

from typing import Any
from uuid import UUID, uuid4

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups import access as groups
from app.groups.queries.lists import parent_choices
from app.mandates import access, rules
from app.mandates.deadlines import Due
from app.mandates.forms.mandates import GiveForm
from app.mandates.forms.setting_up import SetUpForm
from app.mandates.operations import moving, setting_up
from app.mandates.queries import dues, origins, points
from app.vorlagen import access as vorlagen
from app.vorlagen.queries.hints import seat_hints_of
from app.vorlagen.tables import DecisionPoint, Vorlage
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, go_to_path, page

ADDED = "Der Auftrag ist angelegt."
SET_UP = "Die Gruppe ist eingerichtet. Nehmen Sie jetzt die Mitglieder auf."


async def _set_up_page(
    request: AnyRequest,
    actor: Actor,
    point: DecisionPoint,
    vorlage: Vorlage,
    form: SetUpForm,
    status: int = 200,
) -> Response[str]:
    offered = await origins.offered_points(vorlage)
    form.name_points({str(row.id): row.label for row in offered})
    found = await dues.dues_of(actor, [row.id for row in offered], clock.today())
    return page(
        request, "mandates/set_up.html", block="formular", status=status, area="vorlagen",
        form=form, paper=origins.point_head(point, vorlage),
        offered={str(row.id): row for row in offered}, hints=await seat_hints_of(point.id),
        dues={str(key): due for key, due in found.items()},
    )  # fmt: skip


@get("/beschlusspunkte/{decision_point_id:uuid}/gruppe", name="mandates:group:form")
async def set_up_form(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[str]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    accepted = [hint.sentence for hint in await seat_hints_of(point.id) if not hint.is_open]
    offered = await origins.offered_points(vorlage)
    found = await dues.dues_of(actor, [row.id for row in offered], clock.today())
    days = {key: due.on for key, due in found.items()}
    form = SetUpForm.proposed(point.text, offered, point.id, accepted, days)
    form.offer_parents(await parent_choices(actor, vorlage.body))
    return await _set_up_page(request, actor, point, vorlage, form)


@post("/beschlusspunkte/{decision_point_id:uuid}/gruppe", name="mandates:group:set-up")
async def set_up(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[Any]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = SetUpForm(await form_data(request))
    form.offer_parents(await parent_choices(actor, vorlage.body))
    if form.validate():
        try:
            group_id = await setting_up.set_up_group(
                actor, point.id, form.cleaned(vorlage.body), form.chosen_points(), now=clock.now()
            )
            return go_to_path(request, f"/gruppen/{group_id}", message=SET_UP)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    return await _set_up_page(request, actor, point, vorlage, form, 422)


def _give_page(
    request: AnyRequest,
    point: DecisionPoint,
    vorlage: Vorlage,
    form: GiveForm,
    due: Due | None,
    status: int = 200,
) -> Response[str]:
    return page(
        request, "mandates/give.html", block="formular", status=status, area="vorlagen", form=form,
        paper=origins.point_head(point, vorlage), due=due,
    )  # fmt: skip


@get("/beschlusspunkte/{decision_point_id:uuid}/auftrag", name="mandates:give:form")
async def give_form(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[str]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    due, title = await dues.due_of(actor, point.id, clock.today()), rules.mandate_title(point.text)
    form = GiveForm(
        data={"id": str(uuid4()), "title": title, "due_on": due.on if due else None}
    )  # fmt: skip
    form.offer_groups(await origins.working_groups(vorlage.body))
    return _give_page(request, point, vorlage, form, due)


@post("/beschlusspunkte/{decision_point_id:uuid}/auftrag", name="mandates:give")
async def give(
    request: AnyRequest, actor: CurrentActor, decision_point_id: FromPath[UUID]
) -> Response[Any]:
    point, vorlage = await access.point_for_office(actor, decision_point_id)
    form = GiveForm(await form_data(request))
    form.offer_groups(await origins.working_groups(vorlage.body))
    if form.validate():
        try:
            await moving.give_mandate(
                actor, UUID(form.group_id.data), form.cleaned(point.id), now=clock.now()
            )
            return go_to(request, "mandates:show", mandate_id=form.new_id, message=ADDED)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
    due = await dues.due_of(actor, point.id, clock.today())
    return _give_page(request, point, vorlage, form, due, 422)


@get("/vorlagen/{vorlage_id:uuid}/stand", name="mandates:stand")
async def stand(
    request: AnyRequest, actor: CurrentActor, vorlage_id: FromPath[UUID]
) -> Response[str]:
    """What became of it: a tab of the Vorlage, and a block on its first page."""
    vorlage = await vorlagen.vorlage_to_read(actor, vorlage_id)
    found = await points.stand_of(actor, vorlage)
    return page(request, "mandates/stand.html", block="punkte", area="vorlagen", stand=found)


@get("/gruppen/{group_id:uuid}/herkunft", name="mandates:origin")
async def origin(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await groups.group_to_read(actor, group_id)
    found = await origins.origin_of(actor, group_id)
    return page(
        request, "mandates/origin.html", block="herkunft", area="gruppen", group=group,
        origin=found, is_office=group.body in actor.office_of,
    )  # fmt: skip


ROUTES = [set_up_form, set_up, give_form, give, stand, origin]

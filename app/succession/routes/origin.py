"""Which decision point a group goes back to, set or changed later."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.access import group_of_office
from app.groups.queries.heads import group_head
from app.groups.tables import Group
from app.mandates.queries.origins import offered_points, origin_of
from app.succession.forms.origin import OriginForm, WhichVorlageForm
from app.succession.operations.origin import set_origin
from app.succession.queries import papers
from app.vorlagen.access import vorlage_to_read
from app.vorlagen.tables import DecisionPoint, GroupOrigin
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/gruppen/{group_id:uuid}/herkunft/aendern"
LONGEST = 240  # characters of a point beside its radio button


async def _vorlage_of(group_id: UUID) -> tuple[UUID | None, UUID | None]:
    """(Vorlage, point) that the group goes back to now."""
    origin = await GroupOrigin.objects().where(GroupOrigin.group == group_id).first()
    if origin is None:
        return None, None
    point = await DecisionPoint.objects().where(DecisionPoint.id == origin.decision_point).first()
    assert point is not None
    return point.vorlage, point.id


async def _points(actor: Actor, vorlage_id: UUID | None) -> dict[str, str]:
    if vorlage_id is None:
        return {}
    offered = await offered_points(await vorlage_to_read(actor, vorlage_id))
    return {str(row.id): f"{row.label}: {_brief(row.text)}" for row in offered}


def _brief(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


async def _page(
    request: AnyRequest,
    actor: Actor,
    group: Group,
    which: WhichVorlageForm,
    form: OriginForm,
    status: int = 200,
) -> Response[str]:
    head = await group_head(group)
    return page(
        request, "succession/origin.html", status=status, area="gruppen",
        body_name=head.body_name, head=head, which=which, form=form,
        origin=await origin_of(actor, group.id),
    )  # fmt: skip


@get(PATH, name="succession:origin:form")
async def origin_form(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """`?vorlage=…`: whose points are offered; without it those of the Vorlage so far."""
    group = await group_of_office(actor, group_id)
    known, point = await _vorlage_of(group_id)
    which = WhichVorlageForm(request.query_params, data={"vorlage": str(known or "")})
    which.offer(await papers.choices(actor, group.body))
    form = OriginForm(data={"point_id": str(point or "")})
    form.offer(await _points(actor, which.chosen()))
    return await _page(request, actor, group, which, form)


@post(PATH, name="succession:origin")
async def change_origin(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await group_of_office(actor, group_id)
    sent = await form_data(request)
    which = WhichVorlageForm(sent).offer(await papers.choices(actor, group.body))
    form = OriginForm(sent).offer(await _points(actor, which.chosen()))
    if which.validate() and form.validate():
        try:
            await set_origin(actor, group_id, form.point())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            message = "Die Herkunft der Gruppe ist gespeichert."
            return go_to(request, "groups:show", group_id=group_id, message=message)
    return await _page(request, actor, group, which, form, 422)


ROUTES = [origin_form, change_origin]

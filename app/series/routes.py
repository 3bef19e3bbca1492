"""Several meetings at once: a series, a list of dates, last year's dates. And a series' page."""

from typing import Any
from uuid import UUID, uuid5

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core.actor import Actor
from app.core.errors import NotFound
from app.groups.access import group_to_lead
from app.groups.tables import Group
from app.meetings.clashes import Asked, Slot
from app.meetings.operations.meetings import create_meetings
from app.meetings.queries.meetings import proposal_for
from app.meetings.rules import proposed_agenda, where_of
from app.series import access, copies, queries
from app.series.forms import DatesForm, SeriesForm
from app.series.operations.create import create_series
from app.series.queries import DateRow
from app.series.rules import sittings
from app.web.forms import GermanForm, form_data, optional_uuid
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, is_partial, page

AREA = "sitzungen"
PREVIEW = "vorschau"  # the button that saves nothing
NOBODY_YET = "Eingeladen ist noch niemand."


@get("/gruppen/{group_id:uuid}/reihen/neu", name="series:new")
async def new_series(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID], wie: FromQuery[str] = ""
) -> Response[str]:
    """`?wie=`: a series of this group that the new one begins like, a year later."""
    group = await group_to_lead(actor, group_id)
    like = await _fields_like(actor, group, wie) if wie else {"title": "Sitzung"}
    form = SeriesForm.fresh(agenda=_agenda(group), **like)
    return _series_form(request, group, form, None)


def _agenda(group: Group) -> str:
    """The usual one; which minutes are to be approved is another question for each meeting."""
    return "\n".join(proposed_agenda(group.agenda_template, None))


async def _fields_like(actor: Actor, group: Group, wanted: str) -> dict[str, Any]:
    try:
        series_id = optional_uuid(wanted)
    except ValueError:
        raise NotFound from None
    assert series_id is not None
    whole = await access.series_to_lead(actor, series_id)
    last = await queries.last_year(group.id)
    if whole.group.id != group.id or last is None:
        raise NotFound
    return copies.fields_like(whole.series, last.target)


def _status(request: AnyRequest, form: GermanForm) -> int:
    """A preview that refreshes itself while somebody still types is no refusal."""
    return 422 if form.errors and not is_partial(request) else 200


def _series_form(
    request: AnyRequest, group: Group, form: SeriesForm, rows: list[DateRow] | None
) -> Response[str]:
    return page(
        request, "series/new.html", block="formular", status=_status(request, form), area=AREA, group=group,
        form=form, rows=rows,
    )  # fmt: skip


@post("/gruppen/{group_id:uuid}/reihen/neu", name="series:create")
async def create(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    """Also the preview, which saves nothing: then `schritt` says so."""
    group = await group_to_lead(actor, group_id)
    sent = await form_data(request)
    form, only_look = SeriesForm(sent), sent.get("schritt") == PREVIEW
    if not form.validate():
        return _series_form(request, group, form, None)
    data, left_out = form.series, form.chosen_out()
    if only_look:
        slots = [Slot(start, start + data.length) for start in form.starts]
        rows = await queries.preview(
            actor, group, slots, Asked(where=where_of(data)), left_out=left_out
        )
        return _series_form(request, group, form, rows)
    await create_series(actor, group_id, form.new_id, data, form.items(), left_out=left_out)
    count = len(form.starts) - len(left_out)
    return go_to(
        request, "series:show", series_id=form.new_id,
        message=f"Die Reihe mit {sittings(count)} ist angelegt. {NOBODY_YET}",
    )  # fmt: skip


@get("/serien/{series_id:uuid}", name="series:show")
async def show(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[str]:
    whole = await access.series_to_read(actor, series_id)
    shown = await queries.series_page(actor, whole)
    return page(
        request, "series/show.html", area=AREA, body_name=shown.body_name, series=shown
    )  # fmt: skip


@get("/gruppen/{group_id:uuid}/termine/neu", name="dates:new")
async def new_dates(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    group = await group_to_lead(actor, group_id)
    proposal = await proposal_for(group)
    form = DatesForm.fresh(title=proposal.title, agenda=_agenda(group))
    return _dates_form(request, group, form, None)


@get("/gruppen/{group_id:uuid}/termine/vorjahr", name="dates:last_year")
async def like_last_year(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """The same form, with last year's dates on the same weekdays of the next year."""
    group = await group_to_lead(actor, group_id)
    proposal, last = await proposal_for(group), await queries.last_year(group_id)
    if last is None:
        form = DatesForm.fresh(title=proposal.title, agenda=_agenda(group))
        return _dates_form(request, group, form, None, here="vorjahr")
    form = DatesForm.fresh(
        title=proposal.title, agenda=_agenda(group), dates="\n".join(last.lines), place=last.place,
        room=last.room, video_url=last.video_url,
    )  # fmt: skip
    rows = await _rows(actor, group, form) if form.validate() else None
    return _dates_form(request, group, form, rows, here="vorjahr", last=last)


async def _rows(actor: Actor, group: Group, form: DatesForm) -> list[DateRow]:
    """Of a valid form."""
    slots = [Slot(one.starts_at, one.ends_at) for one in form.dated]
    where = ", ".join(filter(None, [form.place.data, form.room.data]))
    return await queries.preview(actor, group, slots, Asked(where=where))


def _dates_form(
    request: AnyRequest,
    group: Group,
    form: DatesForm,
    rows: list[DateRow] | None,
    *,
    here: str = "termine",
    last: queries.LastYear | None = None,
) -> Response[str]:
    return page(
        request, "series/dates.html", block="formular", status=_status(request, form), area=AREA, group=group,
        form=form, rows=rows, here=here, last=last,
    )  # fmt: skip


@post("/gruppen/{group_id:uuid}/termine/neu", name="dates:create")
async def create_dates(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[Any]:
    group = await group_to_lead(actor, group_id)
    sent = await form_data(request)
    form = DatesForm(sent)
    if not form.validate():
        return _dates_form(request, group, form, None)
    if sent.get("schritt") == PREVIEW:
        return _dates_form(request, group, form, await _rows(actor, group, form))
    meetings = {uuid5(form.new_id, f"{n}"): one for n, one in enumerate(form.all_cleaned())}
    await create_meetings(actor, group_id, meetings, form.items())
    return go_to(
        request, "meetings:of_group", group_id=group_id,
        message=f"{len(meetings)} Sitzungen sind angelegt. {NOBODY_YET}"
        if len(meetings) > 1 else f"Die Sitzung ist angelegt. {NOBODY_YET}",
    )  # fmt: skip


ROUTES = [new_series, create, show, new_dates, like_last_year, create_dates]

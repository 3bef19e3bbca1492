"""The reader's own answer to a series: a section of its page, or a page of its own."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.invitations import series_answers
from app.invitations.operations import answer_series
from app.invitations.series_answers import SeriesPage
from app.invitations.series_form import SeriesAnswerForm, series_form
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

PATH = "/serien/{series_id:uuid}/antwort"


async def _shown(actor: Actor, series_id: UUID) -> SeriesPage:
    found = await series_answers.own(actor, series_id)
    return await series_answers.page_of(found, now=clock.now())


def _page(request: AnyRequest, shown: SeriesPage, form: SeriesAnswerForm) -> Response[str]:
    return page(
        request,
        "invitations/series_own.html",
        block="answers",
        status=422 if form.errors else 200,
        area="sitzungen",
        body_name=shown.body_name,
        shown=shown,
        form=form,
        chosen="",
    )


@get(PATH, name="invitations:series")
async def show(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[str]:
    shown = await _shown(actor, series_id)
    return _page(request, shown, series_form(shown))


@post(PATH, name="invitations:series:answer")
async def send(
    request: AnyRequest, actor: CurrentActor, series_id: FromPath[UUID]
) -> Response[Any]:
    shown = await _shown(actor, series_id)
    form = series_form(shown, await form_data(request))
    if not form.validate():
        return _page(request, shown, form)
    await answer_series.answer_own(actor, series_id, form.cleaned(shown.coming), now=clock.now())
    return go_to(
        request,
        "invitations:series",
        message="Ihre Antwort ist gespeichert.",
        series_id=series_id,
    )


ROUTES = [show, send]

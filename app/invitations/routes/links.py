"""Answers by the link in the mail: no login, and nothing happens by opening it."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.errors import NotFound
from app.invitations import series_answers
from app.invitations.forms import AnswerForm
from app.invitations.operations import answer, answer_series
from app.invitations.queries.pages import LinkPage, link_page
from app.invitations.series_answers import SeriesPage
from app.invitations.series_form import SeriesAnswerForm, series_form
from app.web.forms import form_data
from app.web.sessions import AnyRequest
from app.web.templates import go_to, page

QUIET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def _answer_page(
    request: AnyRequest, token: str, shown: LinkPage, form: AnswerForm, chosen: str = ""
) -> Response[str]:
    return page(
        request,
        "invitations/answer.html",
        status=422 if form.errors else 200,
        body_name=shown.meeting.body_name,
        contact_name=shown.contact_name,
        contact_mail=shown.contact_mail,
        headers=QUIET,
        shown=shown,
        meeting=shown.meeting,
        token=token,
        chosen=chosen,
        form=form,
    )


def _series_page(
    request: AnyRequest, token: str, shown: SeriesPage, form: SeriesAnswerForm, chosen: str = ""
) -> Response[str]:
    return page(
        request,
        "invitations/series_link.html",
        status=422 if form.errors else 200,
        body_name=shown.body_name,
        contact_name=shown.contact_name,
        contact_mail=shown.contact_mail,
        headers=QUIET,
        shown=shown,
        token=token,
        chosen=chosen,
        form=form,
    )


async def _series(token: str) -> SeriesPage:
    now = clock.now()
    return await series_answers.page_of(await series_answers.by_token(token, now=now), now=now)


@get("/a/{token:str}", name="invitations:answer", public=True)
async def show(
    request: AnyRequest, token: FromPath[str], antwort: FromQuery[str] = ""
) -> Response[str]:
    """One meeting, or all coming ones of a series: as the mail was."""
    try:
        shown = await link_page(token, now=clock.now())
    except NotFound:
        of_series = await _series(token)
        whole = series_form(of_series, chosen=antwort)
        return _series_page(request, token, of_series, whole, antwort)
    form = AnswerForm.of(shown.own, antwort)
    return _answer_page(request, token, shown, form, antwort)


@post("/a/{token:str}", name="invitations:answer:send", public=True)
async def send(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    if await series_answers.is_of_series(token):
        return await _send_series(request, token)
    shown = await link_page(token, now=clock.now())
    form = AnswerForm.typed(shown.own, await form_data(request))
    if not form.validate():
        return _answer_page(request, token, shown, form)
    await answer.answer_by_link(token, form.cleaned(shown.own), now=clock.now())
    return _thanks(request, token)


async def _send_series(request: AnyRequest, token: str) -> Response[Any]:
    shown = await _series(token)
    form = series_form(shown, await form_data(request))
    if not form.validate():
        return _series_page(request, token, shown, form)
    await answer_series.answer_by_link(token, form.cleaned(shown.coming), now=clock.now())
    return _thanks(request, token)


def _thanks(request: AnyRequest, token: str) -> Response[Any]:
    return go_to(
        request,
        "invitations:answer",
        message="Danke, Ihre Antwort ist gespeichert. Sie können sie hier weiter ändern.",
        token=token,
    )


@post("/a/{token:str}/irrtum", name="invitations:answer:deny", public=True)
async def deny(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    await answer.deny_by_link(token, now=clock.now())
    return go_to(
        request,
        "invitations:answer",
        message="Danke für den Hinweis. Es ist keine Antwort gespeichert; bitte schließen Sie diese Seite.",
        kind="info",
        token=token,
    )


ROUTES = [show, send, deny]

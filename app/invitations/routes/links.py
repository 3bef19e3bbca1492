"""Answers by the link in the mail: no login, and nothing happens by opening it."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.invitations import queries
from app.invitations.forms import AnswerForm
from app.invitations.operations import answer
from app.web.forms import form_data
from app.web.templates import go_to, page

AnyRequest = Request[Any, Any, Any]


async def _answer_page(
    request: AnyRequest, token: str, form: AnswerForm | None, chosen: str = ""
) -> Response[str]:
    shown = await queries.link_page(token, now=clock.now())
    return page(
        request,
        "invitations/answer.html",
        block="formular",
        status=422 if form else 200,
        body_name=shown.meeting.body_name,
        contact_name=shown.contact_name,
        contact_mail=shown.contact_mail,
        headers={"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"},
        shown=shown,
        meeting=shown.meeting,
        token=token,
        chosen=chosen if not form else "",
        form=form or AnswerForm.of(shown.own, chosen),
    )


@get("/a/{token:str}", name="invitations:answer", public=True)
async def show(
    request: AnyRequest, token: FromPath[str], antwort: FromQuery[str] = ""
) -> Response[str]:
    return await _answer_page(request, token, None, chosen=antwort)


@post("/a/{token:str}", name="invitations:answer:send", public=True)
async def send(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    form = AnswerForm(await form_data(request))
    if not form.validate():
        return await _answer_page(request, token, form)
    await answer.answer_by_link(token, form.cleaned(), now=clock.now())
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

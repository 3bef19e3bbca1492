"""“War das Ihre Antwort?”: without a login, and nothing happens by opening the page."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.replies.access import held_mail
from app.replies.addressees import addressee
from app.replies.operations import confirming
from app.replies.rules.answers import ANSWERS
from app.web.sessions import AnyRequest
from app.web.templates import go_to, page


@get("/antwort/{token:str}", name="replies:confirm", public=True)
async def show(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    mail = await held_mail(token, now=clock.now())
    to = await addressee(mail.invitation, mail.series_invitation)
    return page(
        request,
        "replies/confirm.html",
        headers={"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"},
        token=token,
        to=to,
        answer=ANSWERS.get(mail.partstat),
        mail=mail,
        body_name=to.body_name,
        contact_name=to.contact_name,
        contact_mail=to.contact_mail,
    )


@post("/antwort/{token:str}", name="replies:confirm:send", public=True)
async def send(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    await confirming.confirm_by_link(token, now=clock.now())
    return go_to(request, "replies:confirm", message="Danke, Ihre Antwort gilt.", token=token)


@post("/antwort/{token:str}/irrtum", name="replies:confirm:deny", public=True)
async def deny(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    await confirming.deny_by_link(token, now=clock.now())
    return go_to(
        request, "replies:confirm", kind="info", token=token,
        message="Danke für den Hinweis. Die Antwort bleibt ohne Folgen.",
    )  # fmt: skip


ROUTES = [show, send, deny]

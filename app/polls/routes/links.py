"""Answers by the link in the mail: no login, and nothing happens by opening it."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.errors import RuleViolation
from app.polls.forms.voting import BallotForm, ballot_form
from app.polls.operations import voting
from app.polls.queries.ballots import BallotPage, link_page
from app.web.forms import form_data
from app.web.sessions import AnyRequest
from app.web.templates import go_to, page


def form_of(ballot: BallotPage, sent: Any = None) -> BallotForm:
    own = ballot.own
    assert own is not None
    return ballot_form(ballot.dates, sent, votes=own.votes, comment=own.comment)


async def _page(request: AnyRequest, token: str, form: BallotForm | None = None) -> Response[str]:
    shown = await link_page(token, now=clock.now())
    return page(
        request, "polls/link.html", status=422 if form else 200, body_name=shown.body_name,
        contact_name=shown.contact_name, contact_mail=shown.contact_mail,
        headers={"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"},
        ballot=shown.ballot, token=token, form=form or form_of(shown.ballot),
    )  # fmt: skip


@get("/u/{token:str}", name="polls:link", public=True)
async def show(request: AnyRequest, token: FromPath[str]) -> Response[str]:
    return await _page(request, token)


@post("/u/{token:str}", name="polls:link:vote", public=True)
async def vote(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    now = clock.now()
    form = form_of((await link_page(token, now=now)).ballot, await form_data(request))
    if form.validate():
        try:
            await voting.vote_by_link(token, form.cleaned(), now=now)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            return await _page(request, token, form)
        return go_to(
            request, "polls:link", token=token,
            message="Danke, Ihre Antwort ist gespeichert. Sie können sie hier weiter ändern.",
        )  # fmt: skip
    return await _page(request, token, form)


@post("/u/{token:str}/irrtum", name="polls:link:deny", public=True)
async def deny(request: AnyRequest, token: FromPath[str]) -> Response[Any]:
    await voting.deny_by_link(token, now=clock.now())
    return go_to(
        request, "polls:link", kind="info", token=token,
        message="Danke für den Hinweis. Es ist keine Antwort gespeichert; bitte schließen Sie diese Seite.",
    )  # fmt: skip


ROUTES = [show, vote, deny]

"""The page of a poll, for who leads and for who is asked, and the list of open ones."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound, RuleViolation
from app.polls import access
from app.polls.forms.voting import BallotForm, PressedForm, ballot_form
from app.polls.operations import voting
from app.polls.queries.ballots import BallotPage, ballot_page
from app.polls.queries.leading import leading_page
from app.polls.queries.polls import open_polls
from app.web.forms import form_data
from app.web.helping import chapter_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page

AREA = "sitzungen"


@get("/terminabfragen", name="polls:open")
async def list_open(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    """A page of its own, and a section of the lists of meetings and the start page."""
    polls = await open_polls(actor, clock.now())
    return page(request, "polls/open.html", block="offene", area=AREA, polls=polls)


@get("/terminabfragen/{poll_id:uuid}", name="polls:show")
async def show(request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]) -> Response[str]:
    return await _page(request, actor, await access.poll_to_see(actor, poll_id))


async def _page(
    request: AnyRequest, actor: Actor, seen: access.Seen, form: BallotForm | None = None
) -> Response[str]:
    now = clock.now()
    ballot = await ballot_page(seen.poll, seen.group, seen.voter_id, now=now)
    return page(
        request, "polls/show.html", status=422 if form else 200, area=AREA, ballot=ballot,
        poll=seen.poll, group=seen.group, form=form or _begun(ballot),
        lead=await leading_page(actor, seen.group, seen.poll, now) if seen.leads else None,
        press=PressedForm.fresh(), help_here=chapter_of("polls:show" if seen.leads else "polls:link"),
    )  # fmt: skip


def _begun(ballot: BallotPage) -> BallotForm | None:
    if ballot.own is None:
        return None
    return ballot_form(ballot.dates, votes=ballot.own.votes, comment=ballot.own.comment)


@post("/terminabfragen/{poll_id:uuid}/antwort", name="polls:vote")
async def vote(request: AnyRequest, actor: CurrentActor, poll_id: FromPath[UUID]) -> Response[Any]:
    seen = await access.poll_to_see(actor, poll_id)
    if seen.voter_id is None:
        raise NotFound
    ballot = await ballot_page(seen.poll, seen.group, seen.voter_id, now=clock.now())
    form = ballot_form(ballot.dates, await form_data(request))
    if form.validate():
        try:
            await voting.vote_own(actor, poll_id, form.cleaned(), now=clock.now())
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
            return await _page(request, actor, seen, form)
        message = "Ihre Antwort ist gespeichert."
        return go_to(request, "polls:show", message=message, poll_id=poll_id)
    return await _page(request, actor, seen, form)


ROUTES = [list_open, show, vote]

"""The own choice, and what was sent to oneself."""

import json
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath

from app.core import clock
from app.core.actor import Actor
from app.digest import access
from app.digest.forms import NONE, RhythmForm
from app.digest.mails import hidden_words, summary_sentence
from app.digest.operations.choosing import choose_rhythm
from app.digest.queries.sent import Choice, choices_of, committees_of, sent_to
from app.digest.rules.occasions import words_for
from app.digest.rules.stored import from_json
from app.web.forms import form_data
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, page


def _form(choice: Choice, sent: Any = None) -> RhythmForm:
    kept = (
        {}
        if sent
        else {
            "rhythm": choice.rhythm or NONE,
            "weekday": str(choice.weekday),
            "without": [kind.value for kind in choice.without],
        }
    )
    return RhythmForm(sent, data=kept, committee_id=choice.committee_id, usual=choice.usual)


@get("/digests", name="digest:list")
async def show_own(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    forms = [(choice, _form(choice)) for choice in await choices_of(actor)]
    return await _own_page(request, actor, forms)


async def _own_page(
    request: AnyRequest, actor: Actor, forms: Any, status: int = 200
) -> Response[str]:
    return page(
        request,
        "digest/own.html",
        status=status,
        area="digests",
        forms=forms,
        sent=await sent_to(actor),
        committees=await committees_of(actor),
    )


@post("/digests/ausschuss/{committee_id:uuid}/rhythmus", name="digest:choose")
async def choose(
    request: AnyRequest, actor: CurrentActor, committee_id: FromPath[UUID]
) -> Response[Any]:
    await access.own_committee(actor, committee_id)
    posted, choices = await form_data(request), await choices_of(actor)
    mine = next(choice for choice in choices if choice.committee_id == committee_id)
    form = _form(mine, posted)
    if not form.validate():
        forms = [
            (choice, form if choice.committee_id == committee_id else _form(choice))
            for choice in choices
        ]
        return await _own_page(request, actor, forms, status=422)
    data = form.cleaned()
    await choose_rhythm(actor, committee_id, data, now=clock.now())
    said = (
        f"Sie erhalten die Zusammenfassung {words_for(data.rhythm, data.weekday)}."
        if data.rhythm
        else "Sie erhalten keine Zusammenfassung mehr."
    )
    return go_to(request, "digest:list", message=said)


@get("/digests/{digest_id:uuid}", name="digest:show")
async def show(
    request: AnyRequest, actor: CurrentActor, digest_id: FromPath[UUID]
) -> Response[str]:
    digest = await access.own_digest(actor, digest_id)
    content = from_json(json.loads(digest.content))
    return page(
        request, "digest/show.html", area="digests", content=content, digest=digest,
        summary=summary_sentence(content), hidden_words=hidden_words(content.hidden),
    )  # fmt: skip


ROUTES = [show_own, choose, show]

from typing import Any

from litestar import Request, Response, get

from app.search.forms import SearchForm, address_of
from app.search.queries import found, suggestion
from app.web.sessions import CurrentActor
from app.web.templates import page

AnyRequest = Request[Any, Any, Any]


@get("/suche", name="search:show")
async def show(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    address = address_of(dict(request.query_params))
    question = address.question
    hits = await found.find(actor, question, address.wanted) if question.query else None
    instead = ""
    if hits and not hits.kinds:
        instead = await suggestion.instead_of(actor, question)
    return page(
        request, "search/show.html", area="suche", form=SearchForm(data={"q": question.typed}),
        address=address, question=question, found=hits, instead=instead,
    )  # fmt: skip


ROUTES = [show]

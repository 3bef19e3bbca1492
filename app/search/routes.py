from litestar import Response, get

from app.search.forms import SearchForm, address_of
from app.search.queries import found, suggestion
from app.search.queries.statements import rights_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/suche", name="search:show")
async def show(request: AnyRequest, actor: CurrentActor) -> Response[str]:
    address = address_of(dict(request.query_params))
    question = address.question
    hits, instead = None, ""
    if question.query:
        rights = await rights_of(actor)
        hits = await found.find(rights, question, address.wanted)
        instead = "" if hits.kinds else await suggestion.instead_of(rights, question)
    return page(
        request, "search/show.html", area="suche", form=SearchForm(data={"q": question.typed}),
        address=address, question=question, found=hits, instead=instead,
    )  # fmt: skip


ROUTES = [show]

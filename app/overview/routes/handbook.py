"""The handbook in the application's own layout; open to all, it says nothing about anybody."""

from litestar import Response, get
from litestar.params import FromPath

from app.core.errors import NotFound
from app.overview.forms import HelpForm
from app.overview.queries import start as queries
from app.web import handbook
from app.web.sessions import AnyRequest
from app.web.templates import page

LONGEST = 200  # characters of a question


@get("/hilfe", name="overview:help", public=True)
async def contents(request: AnyRequest) -> Response[str]:
    typed = request.query_params.get("q", "").strip()[:LONGEST]
    return page(
        request,
        "overview/help.html",
        parts=handbook.parts(),
        form=HelpForm(data={"q": typed}),
        typed=typed,
        hits=handbook.found(typed),
        bodies=await queries.bodies(),
    )


@get("/hilfe/{role:str}/{task_name:str}", name="overview:chapter", public=True)
async def chapter(
    request: AnyRequest, role: FromPath[str], task_name: FromPath[str]
) -> Response[str]:
    found = handbook.chapters().get(f"{role}/{task_name}")
    if not found:
        raise NotFound
    beside = next(p for p in handbook.parts() if found in p.chapters)
    return page(request, "overview/chapter.html", chapter=found, part=beside)


ROUTES = [contents, chapter]

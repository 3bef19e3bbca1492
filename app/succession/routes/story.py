from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from app.core import clock
from app.groups.access import group_to_read
from app.groups.queries.heads import group_head
from app.succession.queries.story import story_of
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import page


@get("/gruppen/{group_id:uuid}/regeln", name="succession:story")
async def story(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """A block of the group's page; a page of its own without script."""
    group = await group_to_read(actor, group_id)
    head = await group_head(group)
    return page(
        request, "succession/story.html", block="regeln", area="gruppen", body_name=head.body_name,
        head=head, story=await story_of(actor, group, clock.today()),
    )  # fmt: skip


ROUTES = [story]

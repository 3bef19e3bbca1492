from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath

from app.core import clock
from app.reports.operations import discarding
from app.web.sessions import AnyRequest, CurrentActor
from app.web.templates import go_to, go_to_path

ONE = "/berichte/{report_id:uuid}"


@post(f"{ONE}/verwerfen", name="reports:discard")
async def discard(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    await discarding.discard_report(actor, report_id, now=clock.now())
    return go_to_path(request, f"/berichte?verworfen={report_id}")


@post(f"{ONE}/zurueckholen", name="reports:bring-back")
async def bring_back(
    request: AnyRequest, actor: CurrentActor, report_id: FromPath[UUID]
) -> Response[Any]:
    await discarding.bring_back_report(actor, report_id)
    return go_to(request, "reports:show", message="Der Entwurf ist wieder da.", report_id=report_id)


ROUTES = [discard, bring_back]

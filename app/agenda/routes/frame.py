"""What the pages below a meeting share."""

from typing import Any

from litestar import Response

from app.meetings.queries.meetings import MeetingHead
from app.web.sessions import AnyRequest
from app.web.templates import page

MEETING = "/sitzungen/{meeting_id:uuid}"


def frame(
    request: AnyRequest, template: str, head: MeetingHead, *, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, f"agenda/{template}.html", status=status, area="sitzungen",
        body_name=head.body_name, meeting=head, **context,
    )  # fmt: skip

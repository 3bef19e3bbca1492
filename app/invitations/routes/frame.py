"""What the pages below a meeting share."""

from typing import Any

from litestar import Response

from app.meetings.queries.meetings import MeetingHead
from app.web.sessions import AnyRequest
from app.web.templates import page

AREA = "sitzungen"


def meeting_frame(
    request: AnyRequest, template: str, meeting: MeetingHead, *, status: int = 200, **context: Any
) -> Response[str]:
    return page(
        request, template, status=status, area=AREA, body_name=meeting.body_name, meeting=meeting,
        **context,
    )  # fmt: skip

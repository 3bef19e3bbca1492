"""A series that is ahead of us, people invited to it, and the mails under its UID."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.core import clock
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting, MeetingSeries
from app.outbox.tables import MailState, OutgoingMail
from tests.browser import Browser
from tests.cast import Cast
from tests.invitations.post import Letter
from tests.invitations.test_change import form_of
from tests.mails import read_mail
from tests.series.make import first_in_the_coming_year, make_series, meetings_of


async def series_of(cast: Cast, **changes: Any) -> MeetingSeries:
    """Six Tuesdays of the coming year, every second week."""
    return await make_series(cast, **{"starts_at": first_in_the_coming_year(), **changes})


async def invite_to(browser: Browser, cast: Cast, series: MeetingSeries, *names: str) -> int:
    """Through the page; returns the status."""
    path = f"/serien/{series.id}/einladen"
    await browser.get(path)
    answer = await browser.post(path, {"person": [str(cast.id(name)) for name in names]})
    return answer.status_code


async def invited(cast: Cast, anna: Browser, *names: str) -> MeetingSeries:
    """Carla unless others are named; the mails have arrived."""
    series = await series_of(cast)
    assert await invite_to(anna, cast, series, *(names or ("carla",))) == 303
    await deliver_all()
    return series


async def deliver_all() -> None:
    """As if the mail server had taken everything that waits."""
    await OutgoingMail.update({OutgoingMail.state: MailState.SENT, OutgoingMail.done_at: clock.now()}).where(
        OutgoingMail.done_at.is_null()
    )  # fmt: skip


async def mails_to(cast: Cast, name: str, *, dropped: bool = False) -> list[Letter]:
    """In the order they were written."""
    rows = (
        await OutgoingMail.objects()
        .where(OutgoingMail.person_id == cast.id(name))
        .order_by(OutgoingMail.created_at)
    )
    return [
        Letter(row, read_mail(row.mime))
        for row in rows
        if dropped or row.state != MailState.DROPPED
    ]


def events(letter: Letter) -> list[Any]:
    """Master first, then overrides."""
    return list(letter.calendar.walk("VEVENT"))


async def change(
    browser: Browser, meeting: Meeting, umfang: str, versand: str = "senden", **fields: str
) -> int:
    """Through the page, as confirmed; returns the status."""
    answer = await browser.post(
        f"/sitzungen/{meeting.id}/bearbeiten",
        form_of(meeting, umfang=umfang, versand=versand, room=meeting.room, **fields),
    )
    return answer.status_code


async def cancel(browser: Browser, meeting: Meeting, umfang: str) -> int:
    answer = await browser.post(
        f"/sitzungen/{meeting.id}/absage", {"umfang": umfang, "reason": "Die Heizung ist aus."}
    )
    return answer.status_code


async def of_person(cast: Cast, series: MeetingSeries, name: str) -> SeriesInvitation:
    found = await SeriesInvitation.objects().where(
        SeriesInvitation.series == series.id, SeriesInvitation.person == cast.id(name)
    ).first()  # fmt: skip
    assert found is not None
    return found


async def to_meeting(meeting: Meeting, person_id: UUID) -> Invitation:
    found = await Invitation.objects().where(
        Invitation.meeting == meeting.id, Invitation.person == person_id
    ).first()  # fmt: skip
    assert found is not None
    return found


async def stored(series: MeetingSeries) -> tuple[MeetingSeries, Sequence[Meeting]]:
    found = await MeetingSeries.objects().where(MeetingSeries.id == series.id).first()
    assert found is not None
    return found, await meetings_of(series)

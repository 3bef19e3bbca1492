"""Stored mails about a poll, read back; and the form for a new one."""

from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.meetings.tables import Meeting
from app.outbox.tables import MailState, OutgoingMail
from app.polls.rules import life
from app.polls.tables import Poll
from tests.cast import Cast
from tests.invitations.post import Letter
from tests.mails import read_mail


async def letters(poll_id: object, kind: str = "") -> list[Letter]:
    """By name of the recipient, dropped ones too."""
    rows = (
        await OutgoingMail.objects()
        .where(OutgoingMail.subject_id == UUID(str(poll_id)))
        .order_by(OutgoingMail.recipient_name, OutgoingMail.created_at)
    )
    return [Letter(row, read_mail(row.mime)) for row in rows if row.kind.startswith(kind)]


async def names_of(poll_id: object, kind: str) -> list[str]:
    """Who got such a mail, dropped ones left out."""
    found = await letters(poll_id, kind)
    return [each.row.recipient_name for each in found if each.row.state != MailState.DROPPED]


async def deliver(poll: Poll) -> None:
    """As if the mail server had taken everything that waits."""
    await OutgoingMail.update(
        {OutgoingMail.state: MailState.SENT, OutgoingMail.done_at: poll.created_at}
    ).where(OutgoingMail.subject_id == poll.id, OutgoingMail.done_at.is_null())


def row(number: int, day: str, begins: str = "09:00", ends: str = "11:00") -> dict[str, str]:
    """The fields of one date."""
    name = f"dates-{number}"
    return {f"{name}-day": day, f"{name}-begins": begins, f"{name}-ends": ends}


def in_days(days: int) -> str:
    from datetime import timedelta

    return (today() + timedelta(days=days)).isoformat()


def new_poll(cast: Cast, *names: str, **fields: Any) -> dict[str, Any]:
    """What a person sends who asks these for two dates."""
    return {
        "id": str(uuid4()),
        "title": "5. Sitzung",
        "note": "Es geht um Räume.",
        "place": "Kreishaus",
        "answers_until": life.usual_deadline(today()).isoformat(),
        "minutes": "120",
        **row(0, in_days(14)),
        **row(1, in_days(15), "14:00", "16:00"),
        "person": [str(cast.id(name)) for name in names],
        **fields,
    }


async def meeting_of(poll: Poll) -> Meeting:
    found = await Meeting.objects().where(Meeting.id == poll.meeting).first()
    assert found is not None
    return found

"""Received mail belongs to the office of its body; what is about a meeting also to who leads the group."""

from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import Forbidden, NotFound
from app.invitations.rules import LINK_OUTLIVES_MEETING
from app.replies.rules.links import mail_of
from app.replies.tables import InboundMail, Outcome

GROUP = """
SELECT coalesce(mt."group", s."group") AS group_id FROM inbound_mail m
LEFT JOIN meeting mt ON mt.id = m.meeting
LEFT JOIN series_invitation si ON si.id = m.series_invitation LEFT JOIN series s ON s.id = si.series
WHERE m.id = {}
"""


def check_any(actor: Actor) -> None:
    """Whoever neither leads a group nor has an office has nothing to decide here."""
    if not actor.office_of and not actor.leads:
        raise Forbidden


async def mail_to_read(actor: Actor, mail_id: UUID) -> InboundMail:
    mail = await InboundMail.objects().where(InboundMail.id == mail_id).first()
    return await _allowed(actor, mail)


async def mail_to_settle(actor: Actor, mail_id: UUID) -> InboundMail:
    """Locked; inside a transaction."""
    mail = await InboundMail.objects().where(InboundMail.id == mail_id).lock_rows("UPDATE").first()
    return await _allowed(actor, mail)


async def _allowed(actor: Actor, mail: InboundMail | None) -> InboundMail:
    if mail is None:
        raise NotFound
    if mail.body is not None and mail.body in actor.office_of:
        return mail
    rows = await InboundMail.raw(GROUP, mail.id)
    if not rows or rows[0]["group_id"] not in actor.leads:
        raise NotFound
    return mail


ENDS_AT = """
SELECT max(mt.ends_at) AS ends_at FROM invitation i JOIN meeting mt ON mt.id = i.meeting
WHERE i.id = {} OR ({}::uuid IS NULL AND i.series_invitation = {})
"""


async def held_mail(token: str, *, now: datetime, lock: bool = False) -> InboundMail:
    """What the link of a confirmation opens until a day after the meeting, the last of a series.

    Raises NotFound, for a token that is none of ours as for one whose time is over.
    """
    mail_id = mail_of(token)
    query = InboundMail.objects().where(InboundMail.id == mail_id)
    mail = await (query.lock_rows("UPDATE") if lock else query).first() if mail_id else None
    if mail is None or mail.outcome != Outcome.HELD:
        raise NotFound
    rows = await InboundMail.raw(ENDS_AT, mail.invitation, mail.invitation, mail.series_invitation)
    ends_at = rows[0]["ends_at"]
    if ends_at is None or ends_at + LINK_OUTLIVES_MEETING < now:
        raise NotFound
    return mail

"""What is told to the invited person, at the address the invitation went to."""

from datetime import datetime
from uuid import UUID

from app.core.db import inside_transaction
from app.invitations.rules import next_stamp
from app.invitations.tables import Answer, Invitation
from app.outbox import operations as outbox
from app.replies import mails
from app.replies.addressees import Addressee, addressee
from app.replies.mails import Refusal
from app.replies.rules.links import confirm_token
from app.replies.tables import InboundMail


@inside_transaction
async def turned(to: Addressee, mail_id: UUID, before: Answer, after: Answer) -> None:
    await outbox.enqueue([mails.reply_turned(to, mail_id, before, after)])


@inside_transaction
async def ask(to: Addressee, mail_id: UUID, answer: Answer) -> None:
    await outbox.enqueue([mails.reply_to_confirm(to, mail_id, answer, confirm_token(mail_id))])


@inside_transaction
async def decline_proposal(mail: InboundMail, words: str, *, now: datetime) -> None:
    """The caller has checked the right."""
    to = await addressee(mail.invitation, mail.series_invitation)
    stamp = await _stamp(to, now)
    refusal = Refusal(
        uid=await _uid(mail),
        recurrence_at=mail.recurrence_at,
        proposed_starts_at=mail.proposed_starts_at,
        words=words,
        stamp=stamp,
    )
    await outbox.enqueue([mails.reply_proposal_declined(to, mail.id, refusal)])


STAMP = """
SELECT sent_stamp FROM invitation WHERE id = {} UNION ALL
SELECT sent_stamp FROM series_invitation WHERE id = {}
"""


async def _stamp(to: Addressee, now: datetime) -> datetime:
    """DTSTAMP after that of the last mail (RFC 5546 §2.1.5)."""
    rows = await Invitation.raw(STAMP, to.organizer_id, to.organizer_id)
    return next_stamp(rows[0]["sent_stamp"] if rows else None, now)


UID = """
SELECT s.uid FROM series_invitation i JOIN series s ON s.id = i.series WHERE i.id = {}
UNION ALL SELECT mt.uid FROM invitation i JOIN meeting mt ON mt.id = i.meeting WHERE i.id = {}
LIMIT 1
"""


async def _uid(mail: InboundMail) -> str:
    """Of the series, where the invitation is to one."""
    rows = await Invitation.raw(UID, mail.series_invitation, mail.invitation)
    return str(rows[0]["uid"])

from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import RuleViolation
from app.replies.access import mail_to_settle
from app.replies.rules.inbox import may_be_undone
from app.replies.tables import InboundMail


@opens_transaction
async def open_again(actor: Actor, mail_id: UUID) -> None:
    """A decision by which nothing has left the house is taken back. Pressed twice, it is open."""
    mail = await mail_to_settle(actor, mail_id)
    if mail.settled_at is None:
        return
    if not may_be_undone(mail.settled_how):
        raise RuleViolation("Das lässt sich nicht mehr zurücknehmen: Es ist schon etwas versandt.")
    mail.settled_at, mail.settled_by_name, mail.settled_how = None, "", ""
    await mail.save([InboundMail.settled_at, InboundMail.settled_by_name, InboundMail.settled_how])
    await audit.record(actor, "mail.reopened", mail.id, body_id=mail.body)

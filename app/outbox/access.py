"""Mail belongs to the office of its body; Betrieb runs the server and sees no content."""

from uuid import UUID

from piccolo.columns import Where

from app.core.actor import Actor
from app.core.errors import NotFound
from app.outbox.tables import OutgoingMail, SuspendedAddress


def readable_by(actor: Actor) -> Where:
    """For actors with an office, see check_any_office."""
    return OutgoingMail.body_id.is_in(list(actor.office_of))


def may_read(actor: Actor, mail: OutgoingMail) -> bool:
    return mail.body_id in actor.office_of


async def mail_to_read(actor: Actor, mail_id: UUID) -> OutgoingMail:
    mail = await OutgoingMail.objects().where(OutgoingMail.id == mail_id).first()
    if mail is None or not may_read(actor, mail):
        raise NotFound
    return mail


async def mail_to_change(actor: Actor, mail_id: UUID) -> OutgoingMail:
    """Locked; inside a transaction."""
    mail = (
        await OutgoingMail.objects().where(OutgoingMail.id == mail_id).lock_rows("UPDATE").first()
    )
    if mail is None or not may_read(actor, mail):
        raise NotFound
    return mail


async def address_to_release(actor: Actor, address_id: UUID) -> SuspendedAddress:
    """Locked; inside a transaction."""
    known = (
        await SuspendedAddress.objects()
        .where(SuspendedAddress.id == address_id)
        .lock_rows("UPDATE")
        .first()
    )
    if known is None or known.body_id not in actor.office_of:
        raise NotFound
    return known


# By SQL: this room knows people only by their ids.
OF_OFFICE = "SELECT id FROM person WHERE id = {} AND body = ANY({}::uuid[])"


async def check_person_of_office(actor: Actor, person_id: UUID) -> None:
    if not await OutgoingMail.raw(OF_OFFICE, person_id, list(actor.office_of)):
        raise NotFound

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from app.core.db import transaction
from app.outbox import operations
from app.outbox.rules import Outgoing
from app.outbox.tables import OutgoingMail, SuspendedAddress
from tests.cast import Cast


def letter(**values: Any) -> Outgoing:
    """To Gisela Grün; values as of Outgoing."""
    whole: dict[str, Any] = {
        "kind": "invitation_sent",
        "dedupe_key": str(uuid4()),
        "subject": "Einladung: Steuerungsgruppe, Di 12.01.2027, 10:00 Uhr",
        "text": "Guten Tag Gisela Grün,\n\nwir treffen uns im Kreishaus.\n.\nBis dahin",
        "html": "<p>Guten Tag Gisela Grün,</p><p>wir treffen uns im Kreishaus.</p>",
        "recipient_name": "Gisela Grün",
        "recipient_address": "gruen@example.org",
        **values,
    }
    return Outgoing(**whole)


async def make_mail(**values: Any) -> OutgoingMail:
    """Stored as every feature stores it; columns such as state may be set afterwards."""
    mail = letter(**values)
    async with transaction():
        await operations.enqueue([mail])
    return await by_key(mail.dedupe_key)


async def by_key(dedupe_key: str) -> OutgoingMail:
    row = await OutgoingMail.objects().where(OutgoingMail.dedupe_key == dedupe_key).first()
    assert row is not None
    return row


async def fresh(mail: OutgoingMail) -> OutgoingMail:
    """The row as it stands now."""
    return await by_key(mail.dedupe_key)


async def make_due(*mails: OutgoingMail) -> None:
    """As if the delay or the lease had passed."""
    ids = [mail.id for mail in mails]
    await OutgoingMail.raw(
        "UPDATE outgoing_mail SET due_at = now() - interval '1 second' WHERE id = any({})", ids
    )


async def make_suspended(cast: Cast, **values: Any) -> SuspendedAddress:
    """Of Carla Celik; values as of the table."""
    row = SuspendedAddress(
        **{
            "id": uuid4(), "body_id": UUID(str(cast.body.id)), "person_id": cast.id("carla"),
            "address": cast.carla.email, "bounces": 2, "last_answer": "550 5.1.1 User unknown",
            "bounced_at": datetime.now(UTC), "suspended_at": datetime.now(UTC), **values,
        }
    )  # fmt: skip
    await row.save()
    return row


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    mail = await make_mail(body_id=UUID(str(cast.body.id)))
    mail.state = "failed"
    await mail.save([OutgoingMail.state])
    world["mail_id"] = str(mail.id)
    world["address_id"] = str((await make_suspended(cast)).id)

"""The person says by the link in our mail whether the held answer is theirs."""

from datetime import datetime

from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import Gone, RuleViolation
from app.replies.access import held_mail
from app.replies.addressees import addressee
from app.replies.operations.settle import apply_held, close
from app.replies.tables import InboundMail


@opens_transaction
async def confirm_by_link(token: str, *, now: datetime) -> None:
    """Raises NotFound, and Gone with a sentence where the answer cannot count any more."""
    mail = await held_mail(token, now=now, lock=True)
    if mail.settled_at is not None:
        return
    person = await _person(mail)
    try:
        await apply_held(person, mail, "per Link bestätigt", now=now)
    except RuleViolation as problem:
        raise Gone(str(problem)) from None
    await close(person, mail, "confirmed", now=now)


@opens_transaction
async def deny_by_link(token: str, *, now: datetime) -> None:
    """The answer was not theirs: it stays without effect."""
    mail = await held_mail(token, now=now, lock=True)
    await close(await _person(mail), mail, "denied", now=now)


async def _person(mail: InboundMail) -> Actor:
    to = await addressee(mail.invitation, mail.series_invitation)
    return Actor(person_id=to.person_id, name=to.name)

"""Mail to the bounce address: what became of a mail that went out."""

import asyncio
from uuid import UUID

from app.core.db import opens_transaction
from app.outbox import bounces as outbox
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from app.replies.operations.storing import Arrived, store
from app.replies.reading import READER
from app.replies.rules.bounces import Kind, Report
from app.replies.tables import Outcome

SENTENCES = {
    Kind.HARD: "Eine E-Mail von Spurwerk ist nicht zustellbar.",
    Kind.FAILED: "Eine E-Mail von Spurwerk kam nicht an.",
    Kind.DELAYED: "Eine E-Mail von Spurwerk kam bisher nicht an.",
    Kind.ARRIVED: "Ein Mailserver meldet, dass er eine E-Mail angenommen hat.",
    Kind.AUTOMATIC: "Automatische Antwort auf eine E-Mail von Spurwerk.",
    Kind.UNREADABLE: "Diese Antwort auf eine E-Mail von Spurwerk ließ sich nicht lesen.",
}
OUTCOMES = {Kind.AUTOMATIC: Outcome.AUTOMATIC, Kind.UNREADABLE: Outcome.QUARANTINE}
FOREIGN = "Dieser Rückläufer gehört zu keiner E-Mail von Spurwerk."


async def receive_bounce(mail: Arrived, token: str) -> Outcome:
    """Nobody is answered. A report without the token of one of our mails changes nothing."""
    report = await asyncio.to_thread(READER.report, mail.raw)
    return await _note(mail, token, report)


receive_bounce.transaction = "opens"  # type: ignore[attr-defined]  # in _note, after the reading


@opens_transaction
async def _note(mail: Arrived, token: str, report: Report) -> Outcome:
    about = await outbox.by_token(token)
    if about is None:
        new = await store(mail, Outcome.IGNORED, reason=FOREIGN)
        return Outcome.IGNORED if new else Outcome.DUPLICATE
    outcome = OUTCOMES.get(report.kind, Outcome.BOUNCE)
    new = await store(
        mail, outcome, reason=f"{SENTENCES[report.kind]} {report.words}".strip(),
        body_id=about.body_id, person_id=await _known(about),
    )  # fmt: skip
    if not new:
        return Outcome.DUPLICATE
    if report.kind in {Kind.HARD, Kind.FAILED}:
        hard = report.kind is Kind.HARD
        await outbox.note_bounce(token, hard=hard, words=report.words, now=mail.at)
    return outcome


async def _known(about: OutgoingMail) -> UUID | None:
    """The mail may outlive the person it went to."""
    found = about.person_id and await Person.exists().where(Person.id == about.person_id)
    return about.person_id if found else None

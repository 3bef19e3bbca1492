"""What the office says about a session of a committee."""

from datetime import date
from uuid import UUID

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import opens_transaction
from app.core.errors import StaleVersion
from app.vorlagen import access
from app.vorlagen.forms.session import SessionData
from app.vorlagen.tables import CommitteeSession

STALE = (
    "Inzwischen hat jemand anderes diese Sitzung geändert. Ihre Angaben stehen noch im Formular."
)


@opens_transaction
async def describe_session(
    actor: Actor, committee_id: UUID, held_on: date, data: SessionData
) -> None:
    """Raises StaleVersion."""
    committee, session = await access.session_to_change(actor, committee_id, held_on)
    if session.version != data.version:
        raise StaleVersion(STALE, _now(session))
    session.title, session.begins_at, session.place = data.title, data.begins_at, data.place
    session.version += 1
    await session.save([
        CommitteeSession.title, CommitteeSession.begins_at, CommitteeSession.place,
        CommitteeSession.version,
    ])  # fmt: skip
    await audit.record(
        actor, "committee_session.described", session.id, body_id=committee.body,
        held_on=held_on.isoformat(),
    )  # fmt: skip


def _now(session: CommitteeSession) -> str:
    begins = f"{session.begins_at:%H:%M} Uhr" if session.begins_at else "ohne Uhrzeit"
    return f"{session.title or 'ohne Bezeichnung'}, {begins}, {session.place or 'ohne Ort'}"

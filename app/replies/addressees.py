"""The invited person as the mails and pages about their answer name them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.settings import settings
from app.ical.values import Organizer
from app.invitations import rules
from app.invitations.tables import Invitation

BODY = """b.id AS body_id, b.name AS body_name, b.office_name, b.contact_name, b.contact_mail,
  concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name) AS name, p.id AS person_id,
  g.name AS group_name"""
PEOPLE = """JOIN person p ON p.id = i.person JOIN steering_group g ON g.id = of."group"
JOIN body b ON b.id = g.body"""
TO_MEETING = f"""
SELECT {BODY}, coalesce(si.address, i.address) AS address, i.id AS invitation_id,
  coalesce(si.id, i.id) AS organizer_id, coalesce(i.sent_sequence, 0) AS sent_sequence,
  coalesce(si.first_message_id, i.first_message_id) AS first_message_id,
  of.id AS subject_id, of.title, of.starts_at, of.ends_at, false AS whole_series
FROM invitation i JOIN meeting of ON of.id = i.meeting {PEOPLE}
LEFT JOIN series_invitation si ON si.id = i.series_invitation WHERE i.id = {{}}
"""
# The link of a series is that of its SeriesInvitation.
TO_SERIES = f"""
SELECT {BODY}, i.address, i.id AS invitation_id, i.id AS organizer_id,
  coalesce(i.sent_sequence, 0) AS sent_sequence, i.first_message_id, of.id AS subject_id,
  of.title, of.starts_at, of.ends_at, true AS whole_series
FROM series_invitation i JOIN series of ON of.id = i.series {PEOPLE} WHERE i.id = {{}}
"""
NO_MEETING = "Zu dieser E-Mail gibt es keine Sitzung mehr."


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """The invited person and what they are invited to; `invitation_id` makes the link /a/…

    `organizer_id`: of whose row the ORGANIZER token is.
    """

    person_id: UUID
    name: str
    address: str
    invitation_id: UUID
    organizer_id: UUID
    first_message_id: str
    sent_sequence: int
    subject_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    group_name: str
    body_id: UUID
    body_name: str
    office_name: str
    contact_name: str
    contact_mail: str
    whole_series: bool

    @property
    def organizer(self) -> Organizer:
        address = f"sitzung+{rules.reply_token(self.organizer_id)}@{settings().mail_domain}"
        return Organizer(f"{self.group_name} ({self.contact_name})", address)


async def addressee(invitation_id: UUID | None, series_invitation_id: UUID | None) -> Addressee:
    """Of the one meeting where there is one, else of the series. Raises RuleViolation."""
    rows: list[dict[str, Any]] = []
    if invitation_id is not None:
        rows = await Invitation.raw(TO_MEETING, invitation_id)
    elif series_invitation_id is not None:
        rows = await Invitation.raw(TO_SERIES, series_invitation_id)
    if not rows:
        raise RuleViolation(NO_MEETING)
    return Addressee(**rows[0])

"""Whose reply, to which meeting: by the token in the envelope, by UID, by instance."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core.db import inside_transaction
from app.core.tokens import hash_of
from app.invitations.tables import Invitation
from app.replies.rules.addresses import exact
from app.replies.rules.decoded import Said
from app.replies.tables import InboundMail

ADDRESSES = "ARRAY(SELECT a.email FROM person_address a WHERE a.person = p.id) || p.email"
INVITED = f"""
SELECT i.id AS invitation_id, NULL::uuid AS series_invitation_id, mt.id AS meeting_id,
  NULL::uuid AS series_id, mt.uid, i.address, i.person AS person_id, g.id AS group_id,
  g.body AS body_id, g.trust_without_token, {ADDRESSES} AS addresses
FROM invitation i JOIN meeting mt ON mt.id = i.meeting JOIN person p ON p.id = i.person
JOIN steering_group g ON g.id = mt."group" WHERE i.series_invitation IS NULL AND
"""
TO_SERIES = f"""
SELECT NULL::uuid AS invitation_id, i.id AS series_invitation_id, NULL::uuid AS meeting_id,
  s.id AS series_id, s.uid, i.address, i.person AS person_id, g.id AS group_id, g.body AS body_id,
  g.trust_without_token, {ADDRESSES} AS addresses
FROM series_invitation i JOIN series s ON s.id = i.series JOIN person p ON p.id = i.person
JOIN steering_group g ON g.id = s."group" WHERE
"""
HASHED = "i.reply_token_hash = {}"
# Whoever answers without a token is looked for by the address of ATTENDEE.
MINE = f"(lower(i.address) = {{}} OR {{}} = ANY ({ADDRESSES}))"
BY_TOKEN = f"{INVITED} {HASHED} UNION ALL {TO_SERIES} {HASHED}"
BY_UID = (
    f"{INVITED} mt.uid = ANY ({{}}) AND {MINE} UNION ALL {TO_SERIES} s.uid = ANY ({{}}) AND {MINE}"
)
INSTANCE = """
SELECT i.id AS invitation_id, mt.id AS meeting_id FROM meeting mt
JOIN invitation i ON i.meeting = mt.id AND i.person = {}
WHERE mt.series = {} AND (mt.recurrence_at = {} OR (mt.recurrence_at AT TIME ZONE mt.zone)::date = {})
LIMIT 2
"""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One invited person and one UID; a single meeting or a series. `own`: their addresses."""

    invitation_id: UUID | None
    series_invitation_id: UUID | None
    meeting_id: UUID | None
    series_id: UUID | None
    uid: str
    address: str
    person_id: UUID
    group_id: UUID
    body_id: UUID
    trust_without_token: bool
    own: frozenset[str]

    def is_of(self, uid: str) -> bool:
        return self.uid.lower() == uid.strip().lower()


def token_of(recipient: str | None) -> str:
    """From sitzung+TOKEN@…; case folds on the way."""
    local = (recipient or "").rpartition("@")[0].lower()
    word, _, token = local.partition("+")
    return token if word == "sitzung" and 16 <= len(token) <= 64 and token.isascii() else ""


@inside_transaction
async def by_token(token: str) -> Target | None:
    if not token:
        return None
    hashed = hash_of(token)
    return _target(await Invitation.raw(BY_TOKEN, hashed, hashed))


@inside_transaction
async def by_uid(uid: str, attendee: str) -> Target | None:
    """UIDs of ours are lower case; some programs write them in capitals."""
    if not attendee:
        return None
    uids = [uid, uid.lower()]
    values = [uids, attendee, attendee] * 2
    return _target(await Invitation.raw(BY_UID, *values))


@inside_transaction
async def target_of(mail: InboundMail) -> Target | None:
    """Whom a stored mail is about; its invitation may be one meeting of a series."""
    if mail.series_invitation is not None:
        return _target(await Invitation.raw(f"{TO_SERIES} i.id = {{}}", mail.series_invitation))
    return _target(await Invitation.raw(f"{INVITED} i.id = {{}}", mail.invitation))


def _target(rows: list[dict[str, Any]]) -> Target | None:
    if len(rows) != 1:
        return None
    row = rows[0]
    own = {exact(each) for each in [row["address"], *row.pop("addresses")]} - {""}
    return Target(**row, own=frozenset(own))


@inside_transaction
async def uid_is_known(uid: str) -> UUID | None:
    """The body whose meeting or series it is."""
    rows = await Invitation.raw(UID_OF, [uid, uid.lower()], [uid, uid.lower()])
    return rows[0]["body"] if rows else None


UID_OF = """
SELECT g.body FROM meeting mt JOIN steering_group g ON g.id = mt."group" WHERE mt.uid = ANY ({})
UNION ALL
SELECT g.body FROM series s JOIN steering_group g ON g.id = s."group" WHERE s.uid = ANY ({})
"""


@inside_transaction
async def instance_of(target: Target, said: Said) -> tuple[UUID, UUID] | None:
    """Invitation and meeting of a RECURRENCE-ID, compared by instant; None: no instance of ours."""
    if target.series_id is None or (said.recurrence_at is None and said.day is None):
        return None
    rows = await Invitation.raw(
        INSTANCE, target.person_id, target.series_id, said.recurrence_at, said.day
    )
    if len(rows) != 1:
        return None
    return rows[0]["invitation_id"], rows[0]["meeting_id"]

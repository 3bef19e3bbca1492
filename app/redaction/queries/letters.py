"""Stored mails of a group that hold the passage; what was sent lies with those who got it."""

import asyncio
import email
import email.policy
from collections.abc import Iterable
from html import unescape
from uuid import UUID

from app.groups.tables import Group
from app.outbox.tables import OutgoingMail
from app.redaction.rules.passage import Passage

STORED = """
SELECT id, subject, mime FROM outgoing_mail
WHERE body_id = {} AND (length(mime) > 0 OR strpos(subject, {}) > 0) AND (group_id = {}
  OR subject_id IN (SELECT id FROM meeting WHERE "group" = {}
    UNION ALL SELECT id FROM task WHERE "group" = {}
    UNION ALL SELECT mi.id FROM minutes mi JOIN meeting m ON m.id = mi.meeting WHERE m."group" = {})
  OR person_id IN (SELECT person FROM membership WHERE "group" = {}) OR kind LIKE 'digest%')
"""


async def letters_with(group: Group, passage: Passage) -> list[UUID]:
    """Reads the mails whose content is kept still; outside of any transaction."""
    rows = await OutgoingMail.raw(STORED, group.body, passage.sieve, *[group.id] * 5)
    return await asyncio.to_thread(
        lambda: [row["id"] for row in rows if _says(row["subject"], bytes(row["mime"]), passage)]
    )


def _says(subject: str, mime: bytes, passage: Passage) -> bool:
    return any(passage.count(text) for text in (subject, *_texts(mime)))


def _texts(mime: bytes) -> Iterable[str]:
    """Our own mails: text, HTML and calendar parts, whose lines RFC 5545 folds."""
    for part in email.message_from_bytes(mime, policy=email.policy.default).walk():
        if part.get_content_maintype() == "text":
            text = str(part.get_content())
            yield unescape(text).replace("\r\n ", "").replace("\n ", "")
            yield unescape(text)

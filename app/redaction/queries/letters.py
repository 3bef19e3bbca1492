"""Stored mails of a group that hold the passage; what was sent lies with those who got it."""

import asyncio
import email
import email.policy
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from html import unescape
from typing import Any
from uuid import UUID

from app.documents.errors import NotOpened
from app.documents.opening import opened
from app.groups.tables import Group
from app.outbox.tables import OutgoingMail
from app.redaction.rules.passage import Passage
from app.replies.tables import InboundMail

AT_ONCE = 50  # mails in memory
OUTGOING = """
SELECT id FROM outgoing_mail
WHERE body_id = {} AND (length(mime) > 0 OR strpos(subject, {}) > 0) AND (group_id = {}
  OR subject_id IN (SELECT id FROM meeting WHERE "group" = {}
    UNION ALL SELECT id FROM task WHERE "group" = {}
    UNION ALL SELECT mi.id FROM minutes mi JOIN meeting m ON m.id = mi.meeting WHERE m."group" = {})
  OR person_id IN (SELECT person FROM membership WHERE "group" = {}) OR kind LIKE 'digest%')
"""
INCOMING = """
SELECT id FROM inbound_mail
WHERE body = {} AND (length(mime) > 0 OR strpos(subject, {}) > 0)
  AND (meeting IN (SELECT id FROM meeting WHERE "group" = {})
    OR person IN (SELECT person FROM membership WHERE "group" = {}))
"""


@dataclass(frozen=True)
class Letters:
    """Ids of the mails that went out or wait, and of those that came in."""

    outgoing: list[UUID]
    incoming: list[UUID]

    def __len__(self) -> int:
        return len(self.outgoing) + len(self.incoming)


async def letters_with(group: Group, passage: Passage) -> Letters:
    """Reads the mails whose content is kept still; outside of any transaction."""
    going = await OutgoingMail.raw(OUTGOING, group.body, passage.sieve, *[group.id] * 5)
    coming = await InboundMail.raw(INCOMING, group.body, passage.sieve, *[group.id] * 2)
    papers: dict[str, bool] = {}  # by their hash: the same paper goes to many
    return Letters(
        [
            row["id"]
            async for row in _read(OutgoingMail, going)
            if await _says(row, passage, papers)
        ],
        [
            row["id"]
            async for row in _read(InboundMail, coming)
            if await _says(row, passage, papers)
        ],
    )


async def _read(
    table: type[OutgoingMail | InboundMail], rows: Sequence[dict[str, Any]]
) -> AsyncIterator[dict[str, Any]]:
    """A few at a time: a group's mails of months, with what hangs on them, are a lot of memory."""
    ids = [row["id"] for row in rows]
    for at in range(0, len(ids), AT_ONCE):
        wanted = table.id.is_in(ids[at : at + AT_ONCE])
        for row in await table.select(table.id, table.subject, table.mime).where(wanted):
            yield row


async def _says(row: dict[str, Any], passage: Passage, papers: dict[str, bool]) -> bool:
    if passage.count(row["subject"]):
        return True
    texts, files = await asyncio.to_thread(_parts, bytes(row["mime"]))
    if any(passage.count(text) for text in texts):
        return True
    for content in files:
        key = hashlib.sha256(content).hexdigest()
        if key not in papers:
            papers[key] = await _in_file(content, passage)
        if papers[key]:
            return True
    return False


async def _in_file(content: bytes, passage: Passage) -> bool:
    """What cannot be opened holds no words for us."""
    try:
        text = await opened(content)
    except NotOpened:
        return False
    return bool(passage.count(text if isinstance(text, str) else text.decode(errors="replace")))


def _parts(mime: bytes) -> tuple[list[str], list[bytes]]:
    """Texts, and files that hang on the mail."""
    parts = list(email.message_from_bytes(mime, policy=email.policy.default).walk())
    return list(_texts(parts)), list(_files(parts))


def _texts(parts: Iterable[EmailMessage]) -> Iterator[str]:
    """Text, HTML and calendar parts, whose lines RFC 5545 folds; names of files as well."""
    for part in parts:
        yield part.get_filename("")
        if part.get_content_maintype() == "text":
            text = _content(part)
            yield unescape(text).replace("\r\n ", "").replace("\n ", "")
            yield unescape(text)


def _content(part: EmailMessage) -> str:
    """A foreign mail may name a charset that nobody knows."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):
        payload = part.get_payload(decode=True)
        return payload.decode(errors="replace") if isinstance(payload, bytes) else ""


def _files(parts: Iterable[EmailMessage]) -> Iterator[bytes]:
    for part in parts:
        payload = None if part.is_multipart() else part.get_payload(decode=True)
        if part.get_content_maintype() == "application" and isinstance(payload, bytes) and payload:
            yield payload

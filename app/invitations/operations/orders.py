"""Large sends: who gets what stands fast with the click, text and calendar are written after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from app.core.actor import system
from app.core.db import inside_transaction, opens_transaction
from app.groups.tables import Group
from app.invitations import mails
from app.invitations.mails import AnyLetter, Before, Letter, Post, SeriesLetter
from app.invitations.operations.letters import write_letter, write_series_letter
from app.invitations.tables import InvitationOrder
from app.meetings.tables import Meeting, MeetingSeries
from app.outbox import operations as outbox
from app.outbox.rules import Outgoing
from app.series.access import WholeSeries

AT_ONCE = 25  # so many mails are written while the page waits
BATCH = 100  # mails of one transaction of the worker
KINDS = {
    mail.__name__: mail
    for mail in (
        mails.invitation_sent,
        mails.invitation_changed,
        mails.invitation_cancelled,
        mails.invitation_withdrawn,
    )
}
NEXT = """
SELECT id, meeting, series, letter, pieces FROM invitation_order
ORDER BY created_at, position LIMIT 1 FOR UPDATE SKIP LOCKED
"""


@dataclass(frozen=True)
class Words:
    """What a letter says that is not in the tables of meetings and series."""

    sender: str
    now: datetime
    once: str
    moved_from: Before | None = None
    apart: bool = False
    changes: tuple[str, ...] = ()
    asks_again: bool = False
    reason: str = ""

    @classmethod
    def of(cls, letter: AnyLetter) -> "Words":
        own = {
            name: getattr(letter, name)
            for name in cls.__dataclass_fields__
            if hasattr(letter, name)
        }
        return cls(**own)


@dataclass(frozen=True)
class Piece:
    mail_id: UUID
    kind: str
    post: Post


@inside_transaction
async def order(letter: AnyLetter, out: Sequence[tuple[Post, str]]) -> None:
    """Reserves the mails, so that later changes find, order and overtake them as any other."""
    subjects: dict[str, str] = {}
    for post, kind in out:
        if kind not in subjects:
            subjects[kind] = mails.subject_of(kind, letter, mails.context_of(letter, post))
    ids = await outbox.reserve(
        [mails.without_content(kind, letter, post, subjects[kind]) for post, kind in out]
    )
    pieces = [
        Piece(mail_id, kind, post)
        for mail_id, (post, kind) in zip(ids, out, strict=True)
        if mail_id is not None
    ]
    if pieces:
        await InvitationOrder.insert(*_rows(letter, pieces))


def _rows(letter: AnyLetter, pieces: list[Piece]) -> list[InvitationOrder]:
    send, words = uuid4(), msgspec.json.encode(Words.of(letter)).decode()
    of_meeting = isinstance(letter, Letter)
    return [
        InvitationOrder(
            id=uuid4(), meeting=letter.subject_id if of_meeting else None,
            series=None if of_meeting else letter.subject_id, send=send, position=at // BATCH,
            total=len(pieces), letter=words,
            pieces=msgspec.json.encode(pieces[at : at + BATCH]).decode(),
        )
        for at in range(0, len(pieces), BATCH)
    ]  # fmt: skip


@opens_transaction
async def write_next() -> bool:
    """The oldest open row becomes mails, or nothing happens; False when there is none.

    Written twice by nobody: whoever holds the row's lock deletes it in the same transaction.
    """
    rows = await InvitationOrder.raw(NEXT)
    if not rows:
        return False
    row = rows[0]
    letter = await _letter(row["meeting"], row["series"], row["letter"])
    pieces = msgspec.json.decode(row["pieces"], type=list[Piece])
    await outbox.write([(piece.mail_id, _mail(letter, piece)) for piece in pieces])
    await InvitationOrder.delete().where(InvitationOrder.id == row["id"])
    return True


def _mail(letter: AnyLetter, piece: Piece) -> Outgoing:
    return KINDS[piece.kind](letter, piece.post)


@inside_transaction
async def _letter(meeting_id: UUID | None, series_id: UUID | None, raw: str) -> AnyLetter:
    """As it stands now: a change that matters has overtaken the mails it concerns."""
    words = msgspec.json.decode(raw, type=Words)
    if series_id is not None:
        series = await MeetingSeries.objects().get(MeetingSeries.id == series_id)
        assert series is not None
        whole = WholeSeries(series, await _group(series.group), [])
        about: AnyLetter = await write_series_letter(
            system(), whole, now=words.now, once=words.once
        )
    else:
        meeting = await Meeting.objects().get(Meeting.id == meeting_id)
        assert meeting is not None
        about = await write_letter(
            system(), meeting, await _group(meeting.group), now=words.now,
            moved_from=words.moved_from, once=words.once,
        )  # fmt: skip
    return _spoken(about, words)


def _spoken(letter: AnyLetter, words: Words) -> AnyLetter:
    if isinstance(letter, SeriesLetter):
        return replace(
            letter, sender=words.sender, changes=words.changes, asks_again=words.asks_again,
            reason=words.reason,
        )  # fmt: skip
    return replace(letter, sender=words.sender, apart=words.apart)


@inside_transaction
async def _group(group_id: UUID) -> Group:
    group = await Group.objects().get(Group.id == group_id)
    assert group is not None
    return group

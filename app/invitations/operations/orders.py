"""Large sends: who gets what stands fast with the click, text and calendar are written after it."""

import asyncio
import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID, uuid4

import msgspec
from piccolo.table import Table

from app.core import clock
from app.core.db import inside_transaction
from app.invitations.mails.kinds import (
    invitation_cancelled,
    invitation_changed,
    invitation_sent,
    invitation_withdrawn,
    without_content,
)
from app.invitations.mails.letters import AnyLetter, Letter, Post, SeriesLetter
from app.invitations.mails.words import words_of
from app.invitations.operations.series import guests
from app.invitations.tables import InvitationOrder
from app.outbox import operations as outbox

log = logging.getLogger("spurwerk.invitations")
T = TypeVar("T")

AT_ONCE = 25  # so many mails are written while the page waits
BATCH = 100  # mails, or people of a series, of one transaction of the worker
BREATH = 4  # mails after which pages of the same process have their turn
KINDS = {
    mail.__name__: mail
    for mail in (
        invitation_sent,
        invitation_changed,
        invitation_cancelled,
        invitation_withdrawn,
    )
}
BEFORE_ALL = -1  # position of the order for a series' rows: a mail must find what it asks about
FOR_ROWS = """
SELECT o.series, o.pieces FROM invitation_order o JOIN meeting mt ON mt.series = o.series
WHERE mt.id = {} AND o.position = -1
"""
# In the order of series_to_change: whoever changes the series or one of its meetings comes before or
# after; rows of others of the same send may come meanwhile.
LOCK_SERIES = "SELECT id FROM series WHERE id = {} FOR SHARE"
LOCK_MEETINGS = """
SELECT id FROM meeting WHERE series = {} ORDER BY recurrence_at, id FOR SHARE
"""


@dataclass(frozen=True)
class Piece:
    """One mail. Name and address stand only in its row, where erasing and merging find them."""

    mail_id: UUID
    kind: str
    post: Post

    @classmethod
    def of(cls, mail_id: UUID, kind: str, post: Post) -> "Piece":
        return cls(mail_id, kind, _to(post, "", ""))

    def written(self, letter: AnyLetter, name: str, address: str) -> bytes:
        mail = KINDS[self.kind](letter, _to(self.post, name, address))
        return outbox.composed(mail, self.post.message_id)


def _to(post: Post, name: str, address: str) -> Post:
    return replace(post, to=replace(post.to, name=name, address=address, current_address=address))


@inside_transaction
async def order(letter: AnyLetter, out: Sequence[tuple[Post, str]]) -> None:
    """Reserves the mails, so that later changes find, order and overtake them as any other.

    The letter is kept as it stands: what is written later says what was decided now.
    """
    subjects: dict[str, str] = {}
    for post, kind in out:
        if kind not in subjects:
            subjects[kind] = words_of(kind, letter, post).subject
    ids = await outbox.reserve(
        [without_content(kind, letter, post, subjects[kind]) for post, kind in out]
    )
    pieces = [
        Piece.of(mail_id, kind, post)
        for mail_id, (post, kind) in zip(ids, out, strict=True)
        if mail_id is not None
    ]
    if pieces:
        await InvitationOrder.insert(*_rows(letter, pieces))


def _rows(letter: AnyLetter, pieces: list[Piece]) -> Iterator[InvitationOrder]:
    send, words = uuid4(), msgspec.json.encode(letter, enc_hook=_values).decode()
    about: dict[str, Any] = {
        "meeting" if isinstance(letter, Letter) else "series": letter.subject_id
    }
    for position, some in enumerate(batched(pieces, BATCH)):
        yield InvitationOrder(
            **about, id=uuid4(), send=send, position=position, total=len(pieces), letter=words,
            pieces=msgspec.json.encode(some).decode(),
        )  # fmt: skip


def batched(many: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (many[at : at + size] for at in range(0, len(many), size))


def _values(row: Table) -> dict[str, Any]:
    return row.to_dict()


def _row(table: type[Table], values: dict[str, Any]) -> Table:
    columns = table._meta.columns  # noqa: SLF001 - Piccolo's own name for it
    kinds = {column._meta.name: column.value_type for column in columns}  # noqa: SLF001
    known: dict[str, Any] = {
        name: None if value is None else msgspec.convert(value, kinds[name])
        for name, value in values.items()
    }
    return table(**known)


@inside_transaction
async def order_rows(series_id: UUID, people: Collection[UUID]) -> None:
    """The invitations to each meeting, of so many people; the caller has locked the series."""
    send = uuid4()
    await InvitationOrder.insert(*(
        InvitationOrder(
            id=uuid4(), series=series_id, send=send, position=BEFORE_ALL, total=0, letter="{}",
            pieces=msgspec.json.encode(some).decode(),
        )
        for some in batched(sorted(people), BATCH)
    ))  # fmt: skip


@inside_transaction
async def fill_rows(row: dict[str, Any]) -> None:
    """Carries out what `order_rows` has ordered."""
    await InvitationOrder.raw(LOCK_SERIES, row["series"])
    await InvitationOrder.raw(LOCK_MEETINGS, row["series"])
    people = msgspec.json.decode(row["pieces"], type=list[UUID])
    await guests.fill(row["series"], clock.now(), people=people, sent=True)


@inside_transaction
async def fill_now(meeting_id: UUID) -> None:
    """Who is invited to its series by an order not carried out yet; the meeting is locked."""
    for row in await InvitationOrder.raw(FOR_ROWS, meeting_id):
        people = msgspec.json.decode(row["pieces"], type=list[UUID])
        await guests.fill(row["series"], clock.now(), people=people, sent=True, only=meeting_id)


@inside_transaction
async def write(row: dict[str, Any]) -> None:
    """Mails of what `order` has ordered, except those overtaken since."""
    kind: Any = SeriesLetter if row["series"] else Letter
    try:
        pieces = msgspec.json.decode(row["pieces"], type=list[Piece])
        letter = msgspec.json.decode(row["letter"], type=kind, dec_hook=_row)
    except (msgspec.MsgspecError, TypeError, KeyError):  # of a version that wrote it otherwise
        log.exception("order %s cannot be read", row["id"])
        mails_of = msgspec.json.decode(row["pieces"])
        await outbox.give_up_writing([UUID(each["mail_id"]) for each in mails_of])
        return
    waiting = await outbox.reserved([piece.mail_id for piece in pieces])
    contents = await _written(
        letter, [piece for piece in pieces if piece.mail_id in waiting], waiting
    )
    await outbox.write(contents)
    await outbox.give_up_writing(waiting.keys() - contents.keys())


async def _written(
    letter: AnyLetter, pieces: Sequence[Piece], waiting: dict[UUID, tuple[str, str]]
) -> dict[UUID, bytes]:
    """Without those that cannot be written: one bad letter does not hold up the others."""
    contents = {}
    for number, piece in enumerate(pieces, 1):
        try:
            contents[piece.mail_id] = piece.written(letter, *waiting[piece.mail_id])
        except Exception:
            log.exception("mail %s cannot be written", piece.mail_id)
        if number % BREATH == 0:
            await asyncio.sleep(0)
    return contents

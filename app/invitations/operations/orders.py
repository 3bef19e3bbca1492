"""Large sends: who gets what stands fast with the click, text and calendar are written after it."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import msgspec
from piccolo.table import Table

from app.core.crash import crash_point
from app.core.db import inside_transaction, opens_transaction
from app.invitations import mails
from app.invitations.mails import AnyLetter, Letter, Post, SeriesLetter
from app.invitations.tables import InvitationOrder
from app.outbox import operations as outbox

log = logging.getLogger("spurwerk.invitations")

AT_ONCE = 25  # so many mails are written while the page waits
BATCH = 100  # mails of one transaction of the worker
BREATH = 4  # mails after which pages of the same process have their turn
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
SELECT id, series IS NULL AS of_meeting, letter, pieces FROM invitation_order
ORDER BY created_at, position LIMIT 1 FOR UPDATE SKIP LOCKED
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
            subjects[kind] = mails.subject_of(kind, letter, mails.context_of(letter, post))
    ids = await outbox.reserve(
        [mails.without_content(kind, letter, post, subjects[kind]) for post, kind in out]
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
    for at in range(0, len(pieces), BATCH):
        yield InvitationOrder(
            **about, id=uuid4(), send=send, position=at // BATCH, total=len(pieces), letter=words,
            pieces=msgspec.json.encode(pieces[at : at + BATCH]).decode(),
        )  # fmt: skip


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


@opens_transaction
async def write_next() -> bool:
    """The oldest order becomes mails, or nothing happens; False when there is none.

    Written twice by nobody: whoever holds the order's lock deletes it in the same transaction.
    """
    rows = await InvitationOrder.raw(NEXT)
    if not rows:
        return False
    pieces = msgspec.json.decode(rows[0]["pieces"], type=list[Piece])
    kind: Any = Letter if rows[0]["of_meeting"] else SeriesLetter
    letter = msgspec.json.decode(rows[0]["letter"], type=kind, dec_hook=_row)
    waiting = await outbox.reserved([piece.mail_id for piece in pieces])
    contents = await _written(
        letter, [piece for piece in pieces if piece.mail_id in waiting], waiting
    )
    await outbox.write(contents)
    await outbox.give_up_writing(waiting.keys() - contents.keys())
    await InvitationOrder.delete().where(InvitationOrder.id == rows[0]["id"])
    crash_point("before_written")
    return True


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

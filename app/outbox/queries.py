from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

from piccolo.columns import Varchar, Where
from piccolo.columns.combination import And
from piccolo.query.functions.aggregate import Count
from piccolo.querystring import QueryString

from app.core.actor import Actor, check_any_office
from app.core.errors import NotFound
from app.core.paging import PER_PAGE, pages_of
from app.outbox import access, rules
from app.outbox.tables import MailState, OutgoingMail, SuspendedAddress

SHOWN_HEADERS = {"From": "Von", "To": "An", "Message-ID": "Kennung (Message-ID)"}
NEEDS_SOMEBODY_FIRST = QueryString(
    "array_position(array['failed', 'delayed', 'waiting']::varchar[], outgoing_mail.state)"
)


@dataclass(frozen=True)
class MailRow:
    id: UUID
    kind: str
    recipient_name: str
    recipient_address: str
    subject: str
    state: MailState
    attempts: int
    created_at: datetime
    due_at: datetime
    done_at: datetime | None
    last_answer: str
    written: bool = True  # False: its text is not there yet, or not any more

    @property
    def kind_word(self) -> str:
        return rules.kind_word(self.kind)

    @property
    def secret(self) -> bool:
        """Link and code open an account: nobody else reads them."""
        return self.kind in rules.SECRET_KINDS

    @property
    def may_be_sent_again(self) -> bool:
        return rules.may_be_sent_again(self.kind, self.state, written=self.written)

    def envelope(self) -> dict[str, str | int | None]:
        """For JSON: times in ISO 8601, UTC; the state as its code."""
        times = {"created_at": self.created_at, "due_at": self.due_at, "done_at": self.done_at}
        return {
            "id": str(self.id),
            "kind": self.kind,
            "state": self.state.value,
            "recipient_name": self.recipient_name,
            "recipient_address": self.recipient_address,
            "subject": self.subject,
            "attempts": self.attempts,
            "last_answer": self.last_answer,
            **{name: at.astimezone(UTC).isoformat() if at else None for name, at in times.items()},
        }


COLUMNS = (
    OutgoingMail.id, OutgoingMail.kind, OutgoingMail.recipient_name,
    OutgoingMail.recipient_address, OutgoingMail.subject, OutgoingMail.state,
    OutgoingMail.attempts, OutgoingMail.created_at, OutgoingMail.due_at, OutgoingMail.done_at,
    OutgoingMail.last_answer,
)  # fmt: skip
WRITTEN = QueryString("octet_length(outgoing_mail.mime) > 0", alias="written")


def _row(row: dict[str, object]) -> MailRow:
    return MailRow(**{**row, "state": MailState(str(row["state"]))})  # type: ignore[arg-type]


@dataclass(frozen=True)
class MailPage:
    """Page `number` from 1 on; `counts` has all states, whatever the filter."""

    rows: list[MailRow]
    number: int
    pages: int
    counts: dict[MailState, int]
    state: MailState | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


async def mails_of(actor: Actor, *, state: MailState | None, number: int) -> MailPage:
    """What needs somebody first, then the newest. Raises Forbidden without an office."""
    check_any_office(actor)
    counts = await _counts(actor)
    total = counts.get(state, 0) if state else sum(counts.values())
    pages = pages_of(total)
    number = min(number, pages)
    mine: Where | And = access.readable_by(actor)
    if state:
        mine = mine & (OutgoingMail.state == state)
    rows = (
        await OutgoingMail.select(*COLUMNS, WRITTEN)
        .where(mine)
        .order_by(NEEDS_SOMEBODY_FIRST)
        .order_by(OutgoingMail.created_at, OutgoingMail.id, ascending=False)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return MailPage([_row(row) for row in rows], number, pages, counts, state)


async def _counts(actor: Actor) -> dict[MailState, int]:
    rows = (
        await OutgoingMail.select(OutgoingMail.state, Count())
        .where(access.readable_by(actor))
        .group_by(OutgoingMail.state)
    )
    return {MailState(row["state"]): row["count"] for row in rows}


@dataclass(frozen=True)
class SuspendedRow:
    """An address to which nothing is sent, and whose it was when its mail came back."""

    id: UUID
    person_id: UUID | None
    address: str
    last_answer: str
    suspended_at: datetime


async def suspended(actor: Actor, person_id: UUID | None = None) -> list[SuspendedRow]:
    """Of the actor's offices, or of one person there; newest first. Raises Forbidden, NotFound."""
    if person_id:
        await access.check_person_of_office(actor, person_id)
    check_any_office(actor)
    columns = [
        SuspendedAddress.id, SuspendedAddress.person_id, SuspendedAddress.address,
        SuspendedAddress.last_answer, SuspendedAddress.suspended_at,
    ]  # fmt: skip
    rows = (
        SuspendedAddress.select(*columns)
        .where(
            SuspendedAddress.body_id.is_in(list(actor.office_of)),
            SuspendedAddress.suspended_at.is_not_null(),
        )
        .order_by(SuspendedAddress.suspended_at, SuspendedAddress.id, ascending=False)
    )
    if person_id:
        rows = rows.where(SuspendedAddress.person_id == person_id)
    return [SuspendedRow(**row) for row in await rows]


async def all_mails() -> list[MailRow]:
    """For the operator's terminal, newest first: envelopes only."""
    rows = await OutgoingMail.select(*COLUMNS).order_by(
        OutgoingMail.created_at, OutgoingMail.id, ascending=False
    )
    return [_row(row) for row in rows]


async def how_many(*states: MailState) -> int:
    return int(await OutgoingMail.count().where(OutgoingMail.state.is_in(list(states))))


@dataclass(frozen=True)
class Letter:
    """One mail to look at. For a secret kind `text` is empty and `files` too; past its term `headers`."""

    head: MailRow
    headers: list[tuple[str, str]]
    text: str
    files: list[tuple[str, int]]  # name, bytes


async def letter(actor: Actor, mail_id: UUID) -> Letter:
    mail = await access.mail_to_read(actor, mail_id)
    values = {**mail.to_dict(), "written": bool(mail.mime)}
    head = _row({name: values[name] for name in MailRow.__dataclass_fields__})
    if not mail.mime:
        return Letter(head, [], rules.words_for_no_content(head.state), [])
    message = message_from_bytes(mail.mime, policy=policy.default)
    headers = [(label, str(message[name])) for name, label in SHOWN_HEADERS.items()]
    if head.secret:
        return Letter(head, headers, "", [])
    return Letter(head, headers, _text_of(message), list(_files_of(message)))


async def raw_message(actor: Actor, mail_id: UUID) -> bytes:
    """The bytes as they go out. Raises NotFound for mails that open an account."""
    mail = await access.mail_to_read(actor, mail_id)
    if mail.kind in rules.SECRET_KINDS:
        raise NotFound
    return bytes(mail.mime)


def _text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _files_of(message: EmailMessage) -> Iterator[tuple[str, int]]:
    for part in message.iter_attachments():
        content = part.get_content()
        size = len(content if isinstance(content, bytes) else str(content).encode())
        yield part.get_filename() or "ohne Namen", size


async def known_keys(dedupe_keys: Collection[str]) -> set[str]:
    """Those that a stored mail has already."""
    return await _known(OutgoingMail.dedupe_key, dedupe_keys)


async def known_message_ids(message_ids: Collection[str]) -> set[str]:
    return await _known(OutgoingMail.message_id, message_ids)


async def _known(column: Varchar, values: Collection[str]) -> set[str]:
    if not values:
        return set()
    return set(
        await OutgoingMail.select(column).where(column.is_in(list(values))).output(as_list=True)
    )

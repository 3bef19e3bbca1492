"""What the inbox shows: first what needs a person, and apart from it what was done."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.paging import PER_PAGE, pages_of
from app.replies import access
from app.replies.access import OPEN, READABLE, WHERE_FROM, rights_of
from app.replies.tables import InboundMail, Outcome

SAYS = {"ACCEPTED": "zugesagt", "DECLINED": "abgesagt", "TENTATIVE": "unter Vorbehalt"}
HEADERS = {
    "From": "Von", "To": "An", "Date": "Datum", "Subject": "Betreff",
    "Message-ID": "Kennung (Message-ID)", "Content-Type": "Art",
    "Authentication-Results": "Prüfung durch den Mailserver",
}  # fmt: skip
LONGEST_HEADER = 500
UNDOABLE = {"read", "refused", "taken"}
NAME = "concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)"
COLUMNS = f"""i.id, i.outcome, i.reason, i.received_at, i.subject, i.sender_name, i.sender_address,
  i.partstat, i.comment, i.proposed_starts_at, i.proposed_ends_at, i.other_name, i.other_address,
  i.settled_at, i.settled_by_name, i.settled_how, i.recurrence_at,
  mt.id AS meeting_id, coalesce(mt.title, s.title, '') AS title, mt.starts_at, mt.ends_at,
  g.name AS group_name, coalesce((SELECT {NAME} FROM person p WHERE p.id = i.person), '') AS person,
  EXISTS (SELECT FROM person p WHERE p.body = i.body AND i.other_address <> ''
    AND lower(p.email) = lower(i.other_address)) AS other_is_known"""
IS_OPEN = "(i.settled_at IS NULL AND i.outcome = ANY({}))"
LIST = f"""
SELECT {COLUMNS} FROM {WHERE_FROM}
WHERE {READABLE} AND {IS_OPEN} = {{}} AND ({{}}::text IS NULL OR i.outcome = {{}})
ORDER BY i.received_at DESC, i.id LIMIT {{}} OFFSET {{}}
"""  # noqa: S608 - no value of a person
COUNTS = f"""
SELECT {IS_OPEN} AS waits, i.outcome, count(*) AS number FROM {WHERE_FROM}
WHERE {READABLE} GROUP BY 1, 2
"""  # noqa: S608 - no value of a person
ONE = f"SELECT {COLUMNS} FROM {WHERE_FROM} WHERE i.id = {{}}"  # noqa: S608 - no value of a person
WAITING = f"""
SELECT count(*) AS number FROM {WHERE_FROM} WHERE {IS_OPEN} AND {READABLE}
"""  # noqa: S608 - no value of a person


@dataclass(frozen=True)
class InboxRow:
    """One received mail. Times are UTC; `person`: who was invited."""

    id: UUID
    outcome: Outcome
    reason: str
    received_at: datetime
    subject: str
    sender_name: str
    sender_address: str
    partstat: str
    comment: str
    proposed_starts_at: datetime | None
    proposed_ends_at: datetime | None
    other_name: str
    other_address: str
    other_is_known: bool  # somebody of the body has this address
    settled_at: datetime | None
    settled_by_name: str
    settled_how: str
    recurrence_at: datetime | None
    meeting_id: UUID | None
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    group_name: str | None
    person: str

    @property
    def waits(self) -> bool:
        return self.settled_at is None and self.outcome in OPEN

    @property
    def may_be_undone(self) -> bool:
        """Nothing left the house when it was settled."""
        sent = self.outcome == Outcome.PROPOSAL and self.settled_how == "refused"
        return self.settled_at is not None and self.settled_how in UNDOABLE and not sent

    @property
    def says(self) -> str:
        return SAYS.get(self.partstat, "")

    @property
    def other(self) -> str:
        return self.other_name or self.other_address

    @property
    def sender(self) -> str:
        return self.sender_name or self.sender_address or "unbekannt"


@dataclass(frozen=True)
class Inbox:
    """Page `number` from 1 on; `counts`: of the list that is shown, whatever the filter."""

    rows: list[InboxRow]
    number: int
    pages: int
    counts: dict[Outcome, int]
    waiting: int
    done: int


def _row(row: dict[str, Any]) -> InboxRow:
    return InboxRow(**{**row, "outcome": Outcome(row["outcome"])})


async def inbox(actor: Actor, *, waits: bool, outcome: Outcome | None, number: int) -> Inbox:
    """Two statements. Raises Forbidden for who leads nothing and has no office."""
    access.check_may_decide_anywhere(actor)
    kinds = [kind.value for kind in OPEN]
    found = await InboundMail.raw(COUNTS, kinds, *rights_of(actor))
    counts = {Outcome(row["outcome"]): row["number"] for row in found if row["waits"] == waits}
    total = counts.get(outcome, 0) if outcome else sum(counts.values())
    pages = pages_of(total)
    number = min(number, pages)
    word = outcome.value if outcome else None
    rows = await InboundMail.raw(
        LIST, *rights_of(actor), kinds, waits, word, word, PER_PAGE, (number - 1) * PER_PAGE
    )
    waiting = sum(row["number"] for row in found if row["waits"])
    done = sum(row["number"] for row in found) - waiting
    return Inbox([_row(row) for row in rows], number, pages, counts, waiting, done)


async def count_waiting(actor: Actor) -> int:
    """For the menu."""
    access.check_may_decide_anywhere(actor)
    kinds = [kind.value for kind in OPEN]
    return int((await InboundMail.raw(WAITING, kinds, *rights_of(actor)))[0]["number"])


@dataclass(frozen=True)
class InboxMail:
    """One mail to look at. `headers` and the download are for the office."""

    row: InboxRow
    headers: list[tuple[str, str]]
    original: bool


async def inbox_mail(actor: Actor, mail_id: UUID) -> InboxMail:
    found = await access.inbound_to_read(actor, mail_id)
    row = _row((await InboundMail.raw(ONE, mail_id))[0])
    if not found.original or not found.mail.mime:
        return InboxMail(row, [], original=False)
    return InboxMail(row, headers_of(bytes(found.mail.mime)), original=True)


def headers_of(mime: bytes) -> list[tuple[str, str]]:
    """As they stand in the mail, shortened, undecoded: whoever looks wants to see what came."""
    head = mime.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    message = message_from_bytes(head[:65_536] + b"\n\n")
    return [
        (label, _plain(value))
        for name, label in HEADERS.items()
        for value in (message.get_all(name) or [])[:3]
    ]


def _plain(value: object) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return text if len(text) <= LONGEST_HEADER else f"{text[:LONGEST_HEADER]} …"

"""What the inbox shows: first what needs a person, and apart from it what was done."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.paging import PER_PAGE, pages_of
from app.people.queries.names import NAME
from app.replies import access
from app.replies.rules.inbox import OPEN, may_be_undone, name_parts
from app.replies.tables import InboundMail, Outcome

WHERE_FROM = """inbound_mail i LEFT JOIN meeting mt ON mt.id = i.meeting
LEFT JOIN series_invitation si ON si.id = i.series_invitation LEFT JOIN series s ON s.id = si.series
LEFT JOIN steering_group g ON g.id = coalesce(mt."group", s."group")"""
# For lists what access says of one mail: the office of the body and who leads the group.
READABLE = "(i.body = ANY({}) OR g.id = ANY({}))"

SAYS = {"ACCEPTED": "zugesagt", "DECLINED": "abgesagt", "TENTATIVE": "unter Vorbehalt"}
HEADERS = {
    "From": "Von", "To": "An", "Date": "Datum", "Subject": "Betreff",
    "Message-ID": "Kennung (Message-ID)", "Content-Type": "Art",
    "Authentication-Results": "Prüfung durch den Mailserver",
}  # fmt: skip
LONGEST_HEADER = 500
COLUMNS = f"""i.id, i.outcome, i.reason, i.received_at, i.subject, i.sender_name, i.sender_address,
  i.partstat, i.comment, i.proposed_starts_at, i.proposed_ends_at, i.other_name, i.other_address,
  i.settled_at, i.settled_by_name, i.settled_how, i.recurrence_at,
  mt.id AS meeting_id, coalesce(mt.title, s.title, '') AS title, mt.starts_at, mt.ends_at,
  (mt.series IS NOT NULL OR s.id IS NOT NULL) AS of_series,
  g.name AS group_name, coalesce((SELECT {NAME} FROM person p WHERE p.id = i.person), '') AS person,
  coalesce((SELECT {NAME} FROM person p WHERE p.body = i.body AND i.other_address <> ''
    AND lower(p.email) = lower(i.other_address) LIMIT 1), '') AS known_as"""
IS_OPEN = "(i.settled_at IS NULL AND i.outcome = ANY({}))"
LIST = f"""
SELECT {COLUMNS} FROM {WHERE_FROM}
WHERE {READABLE} AND {IS_OPEN} = {{}} AND ({{}}::text IS NULL OR i.outcome = {{}})
ORDER BY i.received_at DESC, i.id LIMIT {{}} OFFSET {{}}
"""
COUNTS = f"""
SELECT {IS_OPEN} AS waits, i.outcome, count(*) AS number FROM {WHERE_FROM}
WHERE {READABLE} GROUP BY 1, 2
"""
ONE = f"SELECT {COLUMNS} FROM {WHERE_FROM} WHERE i.id = {{}}"
WAITING = f"""
SELECT count(*) AS number FROM {WHERE_FROM} WHERE {IS_OPEN} AND {READABLE}
"""


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
    known_as: str  # name of whom the body knows under this address
    settled_at: datetime | None
    settled_by_name: str
    settled_how: str
    recurrence_at: datetime | None
    meeting_id: UUID | None
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    of_series: bool
    group_name: str | None
    person: str

    @property
    def waits(self) -> bool:
        return self.settled_at is None and self.outcome in OPEN

    @property
    def may_be_undone(self) -> bool:
        return self.settled_at is not None and may_be_undone(self.settled_how)

    @property
    def says(self) -> str:
        return SAYS.get(self.partstat, "")

    @property
    def other(self) -> str:
        return self.known_as or self.other_name or self.other_address

    @property
    def other_parts(self) -> tuple[str, str]:
        """Given and family name, as far as they can be told apart."""
        return name_parts(self.known_as or self.other_name)

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


def _rights(actor: Actor) -> tuple[list[UUID], list[UUID]]:
    return list(actor.office_of), list(actor.leads)


def _row(row: dict[str, Any]) -> InboxRow:
    return InboxRow(**{**row, "outcome": Outcome(row["outcome"])})


async def inbox(actor: Actor, *, waits: bool, outcome: Outcome | None, number: int) -> Inbox:
    """Two statements. Raises Forbidden for who leads nothing and has no office."""
    access.check_any(actor)
    kinds = [kind.value for kind in OPEN]
    found = await InboundMail.raw(COUNTS, kinds, *_rights(actor))
    counts = {Outcome(row["outcome"]): row["number"] for row in found if row["waits"] == waits}
    total = counts.get(outcome, 0) if outcome else sum(counts.values())
    pages = pages_of(total)
    number = min(number, pages)
    word = outcome.value if outcome else None
    rows = await InboundMail.raw(
        LIST, *_rights(actor), kinds, waits, word, word, PER_PAGE, (number - 1) * PER_PAGE
    )
    waiting = sum(row["number"] for row in found if row["waits"])
    done = sum(row["number"] for row in found) - waiting
    return Inbox([_row(row) for row in rows], number, pages, counts, waiting, done)


async def count_waiting(actor: Actor) -> int:
    """For the menu."""
    access.check_any(actor)
    kinds = [kind.value for kind in OPEN]
    return int((await InboundMail.raw(WAITING, kinds, *_rights(actor)))[0]["number"])


@dataclass(frozen=True)
class InboxMail:
    """One mail to look at. `headers` and the download are for the office."""

    row: InboxRow
    headers: list[tuple[str, str]]
    original: bool


async def inbox_mail(actor: Actor, mail_id: UUID) -> InboxMail:
    mail = await access.mail_to_read(actor, mail_id)
    row = _row((await InboundMail.raw(ONE, mail_id))[0])
    if mail.body not in actor.office_of or not mail.mime:
        return InboxMail(row, [], original=False)
    return InboxMail(row, headers_of(bytes(mail.mime)), original=True)


async def original_of(actor: Actor, mail_id: UUID) -> bytes:
    """As it came. Raises NotFound for who leads only a group, and after the term."""
    mail = await access.mail_to_read(actor, mail_id)
    if mail.body not in actor.office_of or not mail.mime:
        raise NotFound
    return bytes(mail.mime)


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

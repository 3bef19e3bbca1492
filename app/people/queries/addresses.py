from dataclasses import dataclass
from uuid import UUID

from app.people import rules
from app.people.tables import Person, PersonAddress

OWNER = """
SELECT p.id, p.body, p.email, p.title, p.given_name, p.family_name FROM person p WHERE p.email = {}
UNION ALL
SELECT p.id, p.body, p.email, p.title, p.given_name, p.family_name
FROM person_address a JOIN person p ON p.id = a.person WHERE a.email = {}
"""
MAILBOXES = """
SELECT email, concat_ws(' ', nullif(title, ''), given_name, family_name) AS name
FROM person WHERE email = ANY({}) AND body = {}
UNION ALL
SELECT a.email, concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name)
FROM person_address a JOIN person p ON p.id = a.person WHERE a.email = ANY({}) AND p.body = {}
"""


@dataclass(frozen=True)
class Owner:
    """Who has an address, as the one for invitations or as a further one."""

    id: UUID
    body_id: UUID
    email: str
    name: str


@dataclass(frozen=True)
class AddressRow:
    """id None: the one for invitations. hint: what somebody should know about it."""

    id: UUID | None
    email: str
    hint: str


async def owner_of(email: str) -> Owner | None:
    """email: normalised, lower case."""
    rows = await Person.raw(OWNER, email, email)
    if not rows:
        return None
    row = rows[0]
    name = rules.full_name(row["title"], row["given_name"], row["family_name"])
    return Owner(row["id"], row["body"], row["email"], name)


async def person_with_address(email: str) -> Person | None:
    """By any own address, normalised and in lower case."""
    owner = await owner_of(email)
    return await Person.objects().where(Person.id == owner.id).first() if owner else None


async def addresses_of(person: Person) -> list[AddressRow]:
    """The one for invitations first, then the others by age."""
    further = (
        await PersonAddress.select(PersonAddress.id, PersonAddress.email)
        .where(PersonAddress.person == person.id)
        .order_by(PersonAddress.created_at)
    )
    rows: list[tuple[UUID | None, str]] = [(None, person.email)]
    rows += [(row["id"], row["email"]) for row in further]
    mailboxes = await _mailboxes([email for _, email in rows], person.body)
    return [AddressRow(id_, email, _hint(email, mailboxes)) for id_, email in rows]


async def _mailboxes(emails: list[str], body_id: UUID) -> dict[str, str]:
    """Of the addresses without their "+…" those that somebody of the body has → the name."""
    plain = [mailbox for mailbox in map(rules.without_tag, emails) if mailbox]
    if not plain:
        return {}
    rows = await Person.raw(MAILBOXES, plain, body_id, plain, body_id)
    return {row["email"]: row["name"] for row in rows}


def _hint(email: str, mailboxes: dict[str, str]) -> str:
    if (typed := rules.as_typed(email)) != email:
        return f"Geschrieben {typed}; gespeichert ist die Form, die jeder Mailserver versteht."
    mailbox = rules.without_tag(email)
    if mailbox not in mailboxes:
        return ""
    return (
        f"{mailbox} ist bei {mailboxes[mailbox]} eingetragen. Für Spurwerk sind das zwei "
        "verschiedene Adressen, auch wenn beide im selben Postfach ankommen."
    )

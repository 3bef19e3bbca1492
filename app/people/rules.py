from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import RuleViolation
from app.ical.address import mail_address
from app.people.tables import Person

EMAIL_TAKEN = "Diese Adresse ist in Spurwerk schon vergeben. Bitte geben Sie eine andere an."
TRAEGER_ELSEWHERE = "Diesen Träger gibt es hier nicht. Bitte wählen Sie neu."


class EmailTaken(RuleViolation):
    """Belongs to the field of the address, not to the whole form."""


def normal_email(raw: str) -> str:
    """Lower case, ASCII; ValueError with a German sentence."""
    return mail_address(raw).lower()


def full_name(title: str, given_name: str, family_name: str) -> str:
    return " ".join(part for part in (title, given_name, family_name) if part)


def name_of(person: Person) -> str:
    return full_name(person.title, person.given_name, person.family_name)


def email_taken(owner: str | None) -> EmailTaken:
    """owner: the name, if the reader may know it (same body); else nothing is said about them."""
    if owner is None:
        return EmailTaken(EMAIL_TAKEN)
    return EmailTaken(
        f"Diese Adresse gehört schon zu {owner}. Bitte ändern Sie den vorhandenen Eintrag oder "
        "geben Sie eine andere Adresse an."
    )


def check_same_body(owner: object, body_id: object, sentence: str) -> None:
    """Raises RuleViolation for something that is not there (None) or another body's."""
    if owner is None or owner != body_id:
        raise RuleViolation(sentence)


def last_day(since: date | None, today: date) -> date:
    """An affiliation ends today, or on its first day if that is still to come."""
    return max(since, today) if since else today


@dataclass(frozen=True)
class Work:
    """For one Träger in one function; both days inclusive, None: open."""

    traeger_id: UUID
    function: str
    since: date | None
    until: date | None

    def overlaps(self, other: "Work") -> bool:
        return (self.since or date.min) <= (other.until or date.max) and (
            other.since or date.min
        ) <= (self.until or date.max)


class OverlappingWork(RuleViolation):
    """Belongs to the field of the period, not to the whole form."""


def check_work(wanted: Work, others: Iterable[Work]) -> None:
    """The same function at the same Träger only once at a time. Raises OverlappingWork."""
    for other in others:
        same = (
            other.traeger_id == wanted.traeger_id
            and other.function.casefold() == wanted.function.casefold()
        )
        if same and other.overlaps(wanted):
            begins = f"seit dem {other.since:%d.%m.%Y}" if other.since else "ohne Beginn"
            ends = f"bis zum {other.until:%d.%m.%Y}" if other.until else "ohne Ende"
            raise OverlappingWork(
                f"Diese Funktion bei diesem Träger ist schon eingetragen, {begins}, {ends}. Bitte "
                "ändern Sie jenen Eintrag oder wählen Sie einen anderen Zeitraum."
            )


def check_no_circle(traeger_id: UUID, above: Iterable[UUID]) -> None:
    """above: the association and all it belongs to in turn. Raises RuleViolation."""
    if traeger_id in above:
        raise RuleViolation(
            "So würde der Träger zu sich selbst gehören, unmittelbar oder über seinen Verband. "
            "Bitte wählen Sie einen anderen Verband."
        )


def without_tag(email: str) -> str | None:
    """anna+amt@example.org reaches most people as anna@example.org (RFC 5233); None without +."""
    local, _, domain = email.rpartition("@")
    mailbox, plus, _ = local.partition("+")
    return f"{mailbox}@{domain}" if plus and mailbox else None


def as_typed(email: str) -> str:
    """With the umlauts of the domain (RFC 5891), as people write the address."""
    local, _, domain = email.rpartition("@")
    try:
        return f"{local}@{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return email

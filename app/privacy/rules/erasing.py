"""What stands against an Löschung, what it takes away and what it leaves. Pure."""

import re

from app.accounts.tables import LoginRequest, Session
from app.api.tables import AccessKey
from app.audit.tables import AuditEntry
from app.boards.tables import TaskFilter
from app.core.errors import RuleViolation
from app.decisions.tables import ImplementationStep
from app.digest.tables import Subscription
from app.feeds.tables import CalendarFeed
from app.mandates.tables import MandateProposal, MandateStep
from app.minutes.tables import Addendum, Minutes, Objection
from app.notifications.tables import NotificationChoice, WaitingNotification
from app.outbox.tables import OutgoingMail, SuspendedAddress
from app.people.tables import Affiliation, PersonAddress, PersonMerge
from app.polls.tables import PollVoter
from app.tasks.tables import Substep, TaskStep, Watcher

CONFIRMATION = "LÖSCHEN"
FORGOTTEN = (  # rows of the person that go altogether
    (LoginRequest, LoginRequest.person),
    (Session, Session.person),
    (CalendarFeed, CalendarFeed.person),
    (AccessKey, AccessKey.person),
    (Subscription, Subscription.person),
    (PersonAddress, PersonAddress.person),
    (SuspendedAddress, SuspendedAddress.person_id),
    (Affiliation, Affiliation.person),
    (TaskFilter, TaskFilter.person),
    (PersonMerge, PersonMerge.kept),
    (PollVoter, PollVoter.person),
    (Watcher, Watcher.person),
    (NotificationChoice, NotificationChoice.person_id),
    (WaitingNotification, WaitingNotification.person_id),
)
SIGNED = (  # the person, and the name beside it that a record shows
    (MandateProposal, MandateProposal.person, MandateProposal.person_name),
    (MandateStep, MandateStep.person, MandateStep.person_name),
    (ImplementationStep, ImplementationStep.person, ImplementationStep.person_name),
    (Substep, Substep.done_by, Substep.done_by_name),
    (TaskStep, TaskStep.person, TaskStep.person_name),
    (Minutes, Minutes.approved_by, Minutes.approved_by_name),
    (Objection, Objection.person, Objection.person_name),
    (Addendum, Addendum.person, Addendum.person_name),
    (OutgoingMail, OutgoingMail.person_id, OutgoingMail.recipient_name),
    (AuditEntry, AuditEntry.actor_id, AuditEntry.actor_name),
)


def check_can_be_erased(name: str, groups: tuple[str, ...], offices: int) -> None:
    if groups:
        raise RuleViolation(
            f"{name} ist noch Mitglied: {', '.join(groups)}. Bitte beenden Sie zuerst die "
            "Mitgliedschaft; ab dem Tag nach ihrem Ende lässt sich die Person löschen."
        )
    if offices:
        raise RuleViolation(
            f"{name} hat noch ein Amt in Spurwerk (Koordination oder Betrieb). Bitte übergeben "
            "Sie es zuerst."
        )


def is_confirmed(typed: str) -> bool:
    return re.sub(r"\W", "", typed).casefold() == CONFIRMATION.casefold()


def address_of(number: int) -> str:
    """Nobody can be reached under .invalid (RFC 2606 §2)."""
    return f"ehemalig-{number}@geloescht.invalid"

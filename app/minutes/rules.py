"""When minutes may be written, sent and approved; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.errors import RuleViolation
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesStatus
from app.tasks.queries import Assignee
from app.tasks.rules import has_given_name, is_called

CLOSE = timedelta(minutes=5)  # saves of one person this close are one step of work


@dataclass(frozen=True)
class Save:
    version: int
    who: str
    at: datetime | None  # UTC


def worth_showing(saves: Sequence[Save]) -> list[Save]:
    """Newest first: of each step of work its last save; autosave makes one every few seconds."""
    shown: list[Save] = []
    before: Save | None = None
    for save in saves:
        near = before and before.at and save.at and before.at - save.at <= CLOSE
        if before is None or not near or before.who != save.who:
            shown.append(save)
        before = save
    return shown


FROZEN = "Das Protokoll ist genehmigt und lässt sich nicht mehr ändern."
MOVED_ON = (
    "Das Protokoll hat sich inzwischen geändert. "
    "Bitte sehen Sie es noch einmal an und genehmigen Sie es dann."
)


def check_can_begin(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.CANCELLED:
        raise RuleViolation("Die Sitzung ist abgesagt; ein Protokoll gibt es nicht.")


def check_open(minutes: Minutes) -> None:
    if minutes.status == MinutesStatus.APPROVED:
        raise RuleViolation(FROZEN)


def check_can_be_sent(minutes: Minutes, meeting: Meeting, *, now: datetime) -> None:
    check_open(minutes)
    if now < meeting.starts_at:
        raise RuleViolation("Das Protokoll lässt sich erst versenden, wenn die Sitzung war.")


def check_can_be_approved(minutes: Minutes) -> None:
    if minutes.status == MinutesStatus.DRAFT:
        raise RuleViolation("Genehmigen lässt sich das Protokoll erst, wenn es versandt ist.")


def check_unchanged(seen: str, now: str) -> None:
    """Both are fingerprints of the record."""
    if seen != now:
        raise RuleViolation(MOVED_ON)


def objections_until(sent_on: date, days: int) -> date:
    """The last day, inclusive."""
    return sent_on + timedelta(days=days)


def responsible(name: str, members: Sequence[Assignee]) -> Assignee:
    """The one person of the group that is meant; the refusal names the candidates."""
    for fits in (is_called, has_given_name):
        found = [m for m in members if fits(name, m.given_name, m.family_name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise RuleViolation(
                f"„{name}“ kann {_either(found)} sein. Bitte schreiben Sie Vor- und Nachnamen."
            )
    raise RuleViolation(f"„{name}“ gehört heute nicht zur Gruppe. Möglich sind: {_list(members)}.")


def _either(members: Sequence[Assignee]) -> str:
    names = [f"{m.name} ({m.traeger})" if m.traeger else m.name for m in members]
    return " oder ".join([", ".join(names[:-1]), names[-1]])


def _list(members: Sequence[Assignee]) -> str:
    return ", ".join(member.name for member in members)

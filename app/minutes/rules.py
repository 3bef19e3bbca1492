"""When minutes may be written, sent and approved; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.core.errors import RuleViolation
from app.groups.tables import Approval, Group
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import Became, Minutes, MinutesStatus, Objection, ObjectionStatus
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
TACIT = "Ablauf der Einwandfrist ohne offenen Einwand"


def check_can_begin(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.CANCELLED:
        raise RuleViolation("Die Sitzung ist abgesagt; ein Protokoll gibt es nicht.")


def check_open(minutes: Minutes) -> None:
    if minutes.status == MinutesStatus.APPROVED:
        raise RuleViolation(FROZEN)


def check_draft(minutes: Minutes) -> None:
    if minutes.status != MinutesStatus.DRAFT:
        raise RuleViolation("Die Uhr läuft nur, solange das Protokoll ein Entwurf ist.")


def check_can_be_sent(minutes: Minutes, meeting: Meeting, *, now: datetime) -> None:
    """Also before the planned beginning, where somebody has ended the meeting already."""
    check_open(minutes)
    if now < meeting.starts_at and meeting.status != MeetingStatus.HELD:
        raise RuleViolation(
            "Das Protokoll lässt sich erst versenden, wenn die Sitzung beendet oder ihr geplanter "
            "Beginn vorbei ist."
        )


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


def check_can_object(minutes: Minutes, *, today: date) -> None:
    """Until the last day of the period (Berlin), by everybody who reads the minutes."""
    if minutes.status == MinutesStatus.DRAFT or minutes.objections_until is None:
        raise RuleViolation("Einwände sind möglich, sobald das Protokoll versandt ist.")
    if minutes.status == MinutesStatus.APPROVED:
        raise RuleViolation(
            "Das Protokoll ist genehmigt. Was jetzt noch auffällt, hält die Leitung oder die "
            "Koordination als Anhang fest."
        )
    if today > minutes.objections_until:
        raise RuleViolation(
            f"Die Frist für Einwände ist am {minutes.objections_until:%d.%m.%Y} abgelaufen. "
            "Bitte sprechen Sie die Leitung oder die Koordination an."
        )


def check_is_another(before: str, wording: str) -> None:
    """Blanks and line breaks alone change nothing."""
    if before.split() == wording.split():
        raise RuleViolation(
            "Ihr Vorschlag ist derselbe Text wie bisher. Bitte ändern Sie, was dort anders "
            "stehen soll."
        )


def check_none_waits(waiting: int) -> None:
    """`waiting`: open objections of the same person to the same item."""
    if waiting:
        raise RuleViolation(
            "Zu diesem Punkt ist schon ein Einwand von Ihnen offen. Einen weiteren können Sie "
            "eintragen, sobald über ihn entschieden ist."
        )


@dataclass(frozen=True)
class Settlement:
    """What somebody makes of an objection."""

    status: ObjectionStatus
    by: str
    answer: str = ""


def is_settled_so(objection: Objection, wanted: Settlement) -> bool:
    """True for the second press of who has settled it; raises RuleViolation where another was first."""
    if objection.status == ObjectionStatus.OPEN:
        return False
    status = ObjectionStatus(objection.status)
    known = Settlement(status, objection.settled_by_name, objection.answer)
    if known != wanted:
        raise RuleViolation(
            f"{objection.settled_by_name} hat diesen Einwand schon {status.label}. "
            "Dabei bleibt es; Ihre Entscheidung ist nicht gespeichert."
        )
    return True


def check_may_become(known: Became | None, wanted: Became) -> bool:
    """False where an information has become it already; raises RuleViolation where something else."""
    if known is None:
        return True
    if known == wanted:
        return False
    now = "entfernt" if known == Became.NOTHING else f"in „{known.label}“ umgewandelt"
    raise RuleViolation(f"Diese Information ist schon {now}. Bitte nehmen Sie das erst zurück.")


def check_untouched(steps: int, version: int) -> None:
    """Of a task that came of an information: its first step is the giving itself."""
    if steps > 1 or version > 1:
        raise RuleViolation(
            "An der Aufgabe hat schon jemand gearbeitet. Bitte ändern oder verwerfen Sie die Aufgabe."
        )


def check_objections_settled(still_open: int) -> None:
    if still_open:
        one = still_open == 1
        raise RuleViolation(
            f"{'Ein Einwand ist' if one else f'{still_open} Einwände sind'} noch offen. "
            f"Bitte entscheiden Sie zuerst über {'ihn' if one else 'sie'}."
        )


def check_tacit(group: Group, minutes: Minutes, *, today: date) -> None:
    """Open objections aside."""
    until = minutes.objections_until
    if group.approval != Approval.TACIT or until is None or until >= today:
        raise RuleViolation("Nach den Regeln der Gruppe ist das Protokoll noch nicht genehmigt.")


def check_recorded(recorded: UUID | None, approving: UUID) -> None:
    """`recorded`: the meeting that has recorded the approval, as it stands now."""
    if recorded != approving:
        raise RuleViolation("Die Genehmigung ist dort nicht mehr festgehalten.")


def check_approving(minutes: Minutes, meeting: Meeting, other: Meeting, *, now: datetime) -> None:
    """`other`: the meeting in which the group has approved the minutes of `meeting`."""
    check_can_be_approved(minutes)
    if other.group != meeting.group or other.starts_at <= meeting.starts_at:
        raise RuleViolation("Genehmigen kann nur eine spätere Sitzung derselben Gruppe.")
    if other.starts_at > now or other.status == MeetingStatus.CANCELLED:
        raise RuleViolation("Diese Sitzung war noch nicht; sie kann nichts genehmigt haben.")


def group_in(title: str, held_on: date) -> str:
    """Goes on from "Genehmigt am … durch"."""
    return f"die Gruppe in der Sitzung „{title}“ vom {held_on:%d.%m.%Y}"


def check_has_addenda(minutes: Minutes) -> None:
    if minutes.status != MinutesStatus.APPROVED:
        raise RuleViolation(
            "Anhänge gibt es erst zu einem genehmigten Protokoll; bis dahin lässt sich der Text "
            "selbst ändern."
        )

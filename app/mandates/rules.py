"""The life of a mandate, and what it says about the decision point it comes from."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from app.core.errors import RuleViolation
from app.core.words import Badge
from app.groups.rules.life import ENDED
from app.groups.tables import Group
from app.mandates.tables import MandateStatus as Status

OPEN, IN_PROGRESS, PROPOSED = Status.OPEN, Status.IN_PROGRESS, Status.PROPOSED
FINALISED, REPORTED = Status.FINALISED, Status.REPORTED
ON_HOLD, REFERRED, DROPPED = Status.ON_HOLD, Status.REFERRED, Status.DROPPED

SOON = 14  # days before the due date
SILENT_AFTER = timedelta(days=90)  # since the last step
TITLE_LENGTH = 300  # characters

ASIDE = (ON_HOLD, REFERRED, DROPPED)
MOVES: dict[Status, tuple[Status, ...]] = {
    OPEN: (IN_PROGRESS, *ASIDE),
    IN_PROGRESS: (PROPOSED, *ASIDE),
    PROPOSED: (FINALISED, IN_PROGRESS, *ASIDE),  # a group may turn a proposal down
    FINALISED: (REPORTED, IN_PROGRESS),
    REPORTED: (),
    ON_HOLD: (OPEN, IN_PROGRESS, REFERRED, DROPPED),
    REFERRED: (IN_PROGRESS, FINALISED, DROPPED),  # the committee hands it back, settles or ends it
    DROPPED: (),
}
LIVE = (OPEN, IN_PROGRESS, PROPOSED)  # somebody works on it, so its due date counts
SETTLED = (FINALISED, REPORTED)
UNDER_WAY = (*LIVE, ON_HOLD, REFERRED)


BADGES = {
    OPEN: Badge(OPEN.label, "neutral", "ring"),
    IN_PROGRESS: Badge(IN_PROGRESS.label, "info", "autorenew"),
    PROPOSED: Badge(PROPOSED.label, "active", "edit"),
    FINALISED: Badge(FINALISED.label, "success", "success"),
    REPORTED: Badge(REPORTED.label, "success", "checklist"),
    ON_HOLD: Badge(ON_HOLD.label, "neutral", "pause"),
    REFERRED: Badge(REFERRED.label, "neutral", "arrow-forward"),
    DROPPED: Badge(DROPPED.label, "neutral", "close"),
}
GROUP_SET_UP = Badge("Gruppe eingerichtet", "success", "success")
NEEDLESS = Badge("nichts zu tun", "neutral", "check")
IMPLEMENTED = Badge("umgesetzt", "success", "success")

DONE = Badge("erledigt", "neutral", "check")
ON_TRACK = Badge("im Plan", "success", "success")
DUE_SOON = Badge("bald fällig", "warning", "warning")
OVERDUE = Badge("überfällig", "danger", "danger")
RESTING = Badge("ruht", "neutral", "pause")
UNTOUCHED = Badge("noch offen", "neutral", "ring")

NEVER_DISCUSSED = Badge("noch nie beraten", "warning", "warning")
SILENT = Badge(f"seit {SILENT_AFTER.days} Tagen ohne Schritt", "warning", "warning")


def check_may_move(before: Status, after: Status) -> None:
    if after not in MOVES[before]:
        raise RuleViolation(
            f"Aus „{before.label}“ lässt sich nicht „{after.label}“ machen. "
            "Bitte wählen Sie einen anderen Stand."
        )


def check_working(group: Group) -> None:
    if group.status in ENDED:
        raise RuleViolation("Diese Gruppe ist beendet und bekommt keine neuen Aufträge.")


def warnings_of(*, discussed: bool, silent: bool) -> tuple[Badge, ...]:
    """Of one mandate that is under way."""
    return tuple(
        badge
        for badge, holds in ((NEVER_DISCUSSED, not discussed), (SILENT, silent))
        if holds
    )  # fmt: skip


def state_of_point(mandates: Iterable[Status], has_group: bool) -> Badge:
    """The least finished mandate speaks; dropped ones only when there is no other.

    A point that set up a group and left no mandate is settled by that.
    """
    statuses = set(mandates)
    left = statuses - {DROPPED}
    if not left:
        return GROUP_SET_UP if has_group else BADGES[DROPPED if statuses else OPEN]
    unsettled = left - set(SETTLED)
    if not unsettled:
        return IMPLEMENTED
    if OPEN in unsettled and (left - {OPEN, ON_HOLD, REFERRED}):
        return BADGES[IN_PROGRESS]
    order = (IN_PROGRESS, PROPOSED, OPEN, REFERRED, ON_HOLD)
    return BADGES[next(status for status in order if status in unsettled)]


def light_of_point(
    mandates: Sequence[tuple[Status, date | None]], has_group: bool, today: date
) -> Badge:
    """Traffic light by the earliest due date of the mandates somebody works on."""
    state = state_of_point((status for status, _ in mandates), has_group)
    if state in (IMPLEMENTED, GROUP_SET_UP, BADGES[DROPPED]):
        return DONE
    if not mandates:
        return UNTOUCHED
    if state in (BADGES[ON_HOLD], BADGES[REFERRED]):
        return RESTING
    due = earliest_due(mandates)
    if due is None or (due - today).days > SOON:
        return ON_TRACK
    return OVERDUE if due < today else DUE_SOON


def light_of(status: Status, due_on: date | None, today: date) -> Badge:
    """Of one mandate."""
    return light_of_point([(status, due_on)], has_group=False, today=today)


def earliest_due(mandates: Iterable[tuple[Status, date | None]]) -> date | None:
    return min((due for status, due in mandates if due and status in LIVE), default=None)


def settled_of(statuses: Sequence[Status]) -> str:
    """3 von 11 Aufträgen finalisiert; for readers who may not see the mandates themselves."""
    settled = sum(status in SETTLED for status in statuses)
    if len(statuses) == 1:
        return f"Auftrag: {statuses[0].label}"
    return f"{settled} von {len(statuses)} Aufträgen finalisiert"


# A full stop ends a sentence unless it follows a number, a single letter or an abbreviation.
ABBREVIATED = re.compile(
    r"(?:\b\d{1,2}|\b[A-Za-zÄÖÜ]|\b(?:Abs|Art|bzw|ca|etc|evtl|ggf|gem|inkl|insb|Nr|rd|S|sog|usw|vgl|Ziff))\.$"
)
ABOUT_SEATS = re.compile(
    r"mitglied|vertret|geschäftsführ|entsend|zusammengesetzt|besteht aus|bestehend aus|besetzt",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """In order, without the white space around them; "z. B." and "e. V." end none."""
    found: list[str] = []
    rest = ""
    for piece in re.split(r"(?<=[.!?])\s+|\n+", text.strip()):
        rest = f"{rest} {piece}".strip()
        if not ABBREVIATED.search(rest):
            found.append(rest)
            rest = ""
    return [sentence for sentence in (*found, rest) if sentence]


def seat_sentences(text: str) -> list[str]:
    """What the point says about members and seats: the seat rules, quoted and not interpreted."""
    return [sentence for sentence in sentences(text) if ABOUT_SEATS.search(sentence)]


def mandate_title(text: str) -> str:
    """The point's first sentence, cut between words where it is too long for a title."""
    first = next(iter(sentences(text)), "").rstrip(".")
    if len(first) <= TITLE_LENGTH:
        return first
    return first[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + " …"


def origin_label(reference: str | None, title: str) -> str:
    """2024/012, or the title where the paper has no number."""
    return reference or title


def progress_sentence(done: int, total: int) -> str:
    """3 von 11 Aufträgen sind finalisiert."""
    if total == 1:
        return "Der eine Auftrag ist finalisiert." if done else "Der eine Auftrag ist noch offen."
    if done == 1:
        return f"1 von {total} Aufträgen ist finalisiert."
    return f"{done} von {total} Aufträgen sind finalisiert."

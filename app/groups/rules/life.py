from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import RuleViolation
from app.groups.tables import COMMITTEES, Group, GroupKind, GroupStatus

ENDED = (GroupStatus.FINISHED, GroupStatus.DISSOLVED)
# Ending a group asks where its open work goes; that has a page of its own.
CHANGES: dict[GroupStatus, tuple[GroupStatus, ...]] = {
    GroupStatus.PLANNED: (GroupStatus.PLANNED, GroupStatus.ACTIVE),
    GroupStatus.ACTIVE: (GroupStatus.ACTIVE,),
    GroupStatus.FINISHED: (GroupStatus.FINISHED, GroupStatus.DISSOLVED, GroupStatus.ACTIVE),
    GroupStatus.DISSOLVED: (GroupStatus.DISSOLVED, GroupStatus.FINISHED, GroupStatus.ACTIVE),
}
HAS_SUCCESSOR = (
    "Diese Gruppe hat eine Nachfolge und bleibt beendet. Wenn sie wieder arbeiten soll, richten "
    "Sie bitte eine neue Gruppe ein."
)


@dataclass(frozen=True)
class Past:
    """What a group has done already that its kind, or an end, depends on."""

    decided: bool = False  # as a committee: on Vorlagen, or it gets their reports
    mandates: int = 0
    succeeded: bool = False


def first_status(starts_on: date | None, today: date) -> GroupStatus:
    """A group that starts later is planned until the office says that it works."""
    later = starts_on is not None and starts_on > today
    return GroupStatus.PLANNED if later else GroupStatus.ACTIVE


def check_parent(parent: Group | None, *, body_id: object) -> None:
    """Raises RuleViolation when the group above is gone or belongs to another body."""
    if parent is None or parent.body != body_id:
        raise RuleViolation("Die übergeordnete Gruppe gibt es hier nicht. Bitte wählen Sie neu.")


def check_no_circle(
    group_id: UUID, parent_id: UUID, above: Mapping[UUID, UUID | None], names: Mapping[UUID, str]
) -> None:
    """above: group → the one above it, of the whole body. Raises RuleViolation, naming the way."""
    way = [group_id]
    at: UUID | None = parent_id
    while at is not None and at not in way:
        way.append(at)
        at = above.get(at)
    if at == group_id:
        chain = " → ".join(names[each] for each in [group_id, *reversed(way[1:])])
        raise RuleViolation(
            f"So entstünde ein Kreis: „{names[parent_id]}“ gehört schon zu „{names[group_id]}“"
            f"{f' ({chain})' if len(way) > 2 else ''}. Bitte wählen Sie eine andere Gruppe."
        )


def check_kind(name: str, before: GroupKind, after: GroupKind, past: Past) -> None:
    """Raises RuleViolation where the past of the group forbids the other kind."""
    was, will_be = before in COMMITTEES, after in COMMITTEES
    if was and not will_be and past.decided:
        raise RuleViolation(
            f"„{name}“ hat über Vorlagen beraten oder bekommt ihre Berichte und bleibt deshalb ein "
            "Gremium, das beschließt. Richten Sie für die Arbeit daneben eine eigene Gruppe ein."
        )
    if will_be and not was and past.mandates:
        raise RuleViolation(
            f"„{name}“ hat Aufträge. Ein Gremium beschließt und nimmt keine Aufträge an; geben Sie "
            "diese zuerst an eine andere Gruppe."
        )


def status_choices(status: GroupStatus) -> dict[str, str]:
    """For the edit form: what the group may become without further questions."""
    return {after.value: after.label for after in CHANGES[status]}


def check_status(before: GroupStatus, after: GroupStatus, past: Past) -> None:
    if after not in CHANGES[before]:
        raise RuleViolation(
            f"Aus „{before.label}“ lässt sich hier nicht „{after.label}“ machen. Zum Beenden gibt "
            "es die Seite „Gruppe beenden“: Sie fragt, wohin offene Aufgaben und Aufträge gehen."
        )
    if before in ENDED and after == GroupStatus.ACTIVE and past.succeeded:
        raise RuleViolation(HAS_SUCCESSOR)


def last_day_of_group(
    status: GroupStatus, starts_on: date | None, ends_on: date | None, today: date
) -> date | None:
    """A group that is over has a last day: today, if nobody says another.

    Raises RuleViolation when it would end before it began.
    """
    if ends_on is None and status in ENDED:
        ends_on = max(today, starts_on or today)
    if ends_on and starts_on and ends_on < starts_on:
        raise RuleViolation(f"Das Ende liegt vor dem Beginn ({starts_on:%d.%m.%Y}).")
    return ends_on


def reopened_until(
    before: GroupStatus, after: GroupStatus, ends_on: date | None, today: date
) -> date | None:
    """Who works again has not ended on a day that is past."""
    if before in ENDED and after not in ENDED and ends_on is not None and ends_on <= today:
        return None
    return ends_on

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.errors import RuleViolation


class OverlappingMembership(RuleViolation):
    """Belongs to the field of the period, not to the whole form."""


@dataclass(frozen=True)
class Period:
    """Both days inclusive; until None: open."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until >= day)

    def overlaps(self, other: "Period") -> bool:
        return self.since <= (other.until or date.max) and other.since <= (self.until or date.max)


def check_no_overlap(wanted: Period, others: list[Period]) -> None:
    """Raises OverlappingMembership: nobody sits in one group twice at the same time."""
    for other in others:
        if wanted.overlaps(other):
            end = f"bis {other.until:%d.%m.%Y}" if other.until else "ohne Ende"
            raise OverlappingMembership(
                f"Diese Person ist hier schon Mitglied: ab {other.since:%d.%m.%Y}, {end}. Bitte "
                "beenden Sie zuerst jene Mitgliedschaft oder wählen Sie einen anderen Zeitraum."
            )


def check_deputy(deputy_of: UUID | None, own: UUID, members: set[UUID]) -> None:
    """members: memberships of the same group. Raises RuleViolation."""
    if deputy_of is not None and (deputy_of == own or deputy_of not in members):
        raise RuleViolation("Vertreten werden kann nur eine andere Person aus dieser Gruppe.")

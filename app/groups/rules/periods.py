from dataclasses import dataclass
from datetime import date

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

    def is_over(self, day: date) -> bool:
        return self.until is not None and self.until < day

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

"""What one membership may not be beside the others of its group; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.core.errors import RuleViolation
from app.groups.rules.periods import Period
from app.groups.tables import CompositionRule, Quantity, Role, Standing, Trait

SEATED = (Standing.VOTING, Standing.ADVISORY)  # deputies and guests fill no seat
LIMITED = (Quantity.EXACTLY, Quantity.AT_MOST)
LABEL = 90  # characters of a quote in a list of choices
DAY = timedelta(days=1)


class WrongField(RuleViolation):
    """Belongs to one field of the form; `field` is its name."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """One membership as the checks need it."""

    id: UUID
    person: UUID
    name: str
    role: Role
    standing: Standing
    period: Period
    rule: UUID | None = None
    deputy_of: UUID | None = None

    @property
    def until_when(self) -> str:
        return f"bis {self.period.until:%d.%m.%Y}" if self.period.until else "ohne Ende"

    @property
    def is_chair(self) -> bool:
        """Who stands in for the chair may carry the same role."""
        return self.role == Role.LEITUNG and self.standing != Standing.DEPUTY

    @property
    def stands_in(self) -> bool:
        return self.standing == Standing.DEPUTY or self.deputy_of is not None


def check_inside_group(period: Period, ends_on: date | None) -> None:
    """`until` may stay open: then the membership ends with the group."""
    if ends_on is None:
        return
    words = f"Die Gruppe endet am {ends_on:%d.%m.%Y}."
    if period.since > ends_on:
        raise WrongField("since", f"{words} Danach kann niemand mehr dazukommen.")
    if period.until and period.until > ends_on:
        raise WrongField("until", f"{words} Länger kann niemand Mitglied sein.")


def chairs_beside(wanted: Sitter, others: Sequence[Sitter]) -> list[Sitter]:
    if not wanted.is_chair:
        return []
    return [one for one in others if one.is_chair and one.period.overlaps(wanted.period)]


def end_of_chair(chair: Sitter, begin: date) -> Sitter:
    """The chair's membership until the day before; raises WrongField if it has not begun by then."""
    if chair.period.since >= begin:
        raise WrongField(
            "role",
            f"Die Leitung von {chair.name} beginnt erst am {chair.period.since:%d.%m.%Y} und lässt "
            "sich nicht zum Vortag beenden. Bitte ändern Sie zuerst jene Mitgliedschaft.",
        )
    return replace(chair, period=Period(chair.period.since, begin - DAY))


def two_chairs(chair: Sitter) -> WrongField:
    return WrongField(
        "role",
        f"Die Leitung hat schon {chair.name}, {chair.until_when}. Soll sie wechseln, kreuzen Sie "
        "„Bisherige Leitung zum Vortag beenden“ an.",
    )


def places_of(rule: CompositionRule) -> int | None:
    """Only where the decision says how many sit there, and nobody but the office can tell who."""
    return rule.number if rule.trait == Trait.NAMED and rule.quantity in LIMITED else None


def check_seat_is_free(wanted: Sitter, others: Sequence[Sitter], places: int | None) -> None:
    """places: of the rule on whose seat the membership is wanted; None: as many as there are."""
    if places is None or wanted.standing not in SEATED:
        return
    mine = [
        one
        for one in others
        if one.rule == wanted.rule and one.standing in SEATED and one.period.overlaps(wanted.period)
    ]
    for day in sorted({max(wanted.period.since, one.period.since) for one in mine}):
        there = [one for one in mine if one.period.holds(day)]
        if len(there) >= places:
            raise WrongField("rule", _taken(there, places))


def _taken(there: list[Sitter], number: int) -> str:
    names = ", ".join(f"{one.name} ({one.until_when})" for one in there)
    begin = "Auf diesem Sitz sitzt schon" if number == 1 else f"Alle {number} Sitze sind besetzt:"
    return (
        f"{begin} {names}. Bitte beenden Sie zuerst jene Mitgliedschaft oder wählen Sie einen "
        "anderen Zeitraum."
    )


def check_deputy(wanted: Sitter, others: Sequence[Sitter]) -> None:
    if wanted.stands_in and (mine := [one for one in others if one.deputy_of == wanted.id]):
        raise WrongField(
            "deputy_of" if wanted.deputy_of else "standing",
            f"{mine[0].name} vertritt diese Person. Wer vertreten wird, kann nicht selbst "
            "Vertretung sein.",
        )
    if wanted.deputy_of is None:
        return
    principal = next((one for one in others if one.id == wanted.deputy_of), None)
    if principal is None and wanted.deputy_of != wanted.id:
        raise WrongField(
            "deputy_of", "Vertreten werden kann nur eine andere Person aus dieser Gruppe."
        )
    if principal is None or principal.person == wanted.person:
        raise WrongField("deputy_of", "Niemand kann sich selbst vertreten.")
    if principal.stands_in:
        raise WrongField(
            "deputy_of", f"{principal.name} ist selbst Vertretung und kann keine haben."
        )
    _check_within(wanted.period, principal)


def _check_within(period: Period, principal: Sitter) -> None:
    last = principal.period.until or date.max
    if principal.period.since <= period.since and (period.until or date.max) <= last:
        return
    raise WrongField(
        "deputy_of",
        f"{principal.name} sitzt hier ab {principal.period.since:%d.%m.%Y}, "
        f"{principal.until_when}. Die Vertretung muss in dieser Zeit liegen.",
    )


def shorter(quote: str) -> str:
    return quote if len(quote) <= LABEL else f"{quote[: LABEL - 2].rstrip()} …"

"""What the page says about a rule and its state."""

from datetime import date
from typing import Protocol

from app.composition.rules.check import Finding, Verdict
from app.composition.rules.facts import Rule
from app.core.words import Badge
from app.groups.tables import Quantity, Trait
from app.people.tables import Side

SIDES = {
    Side.PUBLIC: "öffentliche Träger",
    Side.FREE: "freie Träger",
    Side.FREELANCE: "Freiberufliche",
    Side.POLITICS: "Politik",
    Side.AFFECTED: "Betroffene und Selbstvertretung",
    Side.EXTERNAL: "externe Begleitung",
}


class Names(Protocol):
    @property
    def committee(self) -> str: ...
    @property
    def traeger_set(self) -> str: ...
    @property
    def region(self) -> str: ...


def who(rule: Rule, names: Names) -> str:
    """Mitglieder des Gremiums Kreistag; Geschäftsführung, freie Träger, Region Nord. "" for NAMED."""
    if rule.trait == Trait.NAMED:
        return ""
    if rule.trait == Trait.COMMITTEE:
        return f"Mitglieder des Gremiums {names.committee}"
    if rule.trait == Trait.EACH_TRAEGER:
        first = f"je Träger der Liste „{names.traeger_set}“"
    elif rule.trait == Trait.REGION:
        first = names.region or "jede Region"
    else:
        first = ""
    each = rule.trait == Trait.EACH_TRAEGER
    parts = [
        first,
        rule.function,
        SIDES[rule.side] if rule.side else "",
        f"Liste „{names.traeger_set}“" if rule.traeger_set and not each else "",
        f"Region {names.region}" if rule.region and rule.trait != Trait.REGION else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}"


def demand(rule: Rule) -> str:
    """Genau 3 Sitze, for a rule without its day."""
    seats = "Sitz" if rule.number == 1 else "Sitze"
    return f"{rule.quantity.label.capitalize()} {rule.number} {seats}"


def state(finding: Finding, since: date | None) -> str:
    """2 von 3 Sitzen besetzt – 1 Sitz offen seit 12.09.2024."""
    taken, wanted = len(finding.seated) + len(finding.beyond), finding.wanted
    seats = "Sitz" if wanted == 1 else "Sitzen"
    if finding.rule.quantity == Quantity.AT_MOST:
        said = f"{taken} von höchstens {wanted} {seats} besetzt"
    elif finding.rule.quantity == Quantity.AT_LEAST:
        said = f"{taken} besetzt, mindestens {wanted} gefordert"
    else:
        said = f"{taken} von {wanted} {seats} besetzt"
    if finding.open:
        when = f" seit {since:%d.%m.%Y}" if since else ""
        said += f" – {open_seats(finding.open)}{when}"
    return f"{said} – {finding.over} zu viel" if finding.over else said


def open_seats(number: int) -> str:
    return "1 Sitz offen" if number == 1 else f"{number} Sitze offen"


def badge(finding: Finding) -> Badge:
    if finding.verdict == Verdict.OPEN:
        return Badge(open_seats(finding.open), "warning", "warning")
    if finding.verdict == Verdict.TOO_MANY:
        return Badge(f"{finding.over} zu viel", "warning", "warning")
    return Badge("erfüllt", "success", "success")

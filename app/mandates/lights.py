"""The traffic light of a decision point: what its mandates, their due dates and steps say on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.words import Badge
from app.mandates import rules
from app.mandates.rules import BADGES, DROPPED, LIVE
from app.mandates.tables import MandateStatus

STALLED_AFTER = 90  # days without a step

DONE, ON_TRACK, DUE_SOON, OVERDUE = rules.DONE, rules.ON_TRACK, rules.DUE_SOON, rules.OVERDUE
RESTING, UNTOUCHED = rules.RESTING, rules.UNTOUCHED
STALLED = Badge("stockt", "warning", "warning")
ENDED = Badge("entfallen", "neutral", "close")

# In the order of urgency: address of the filter, light, colour of the bar, what it means.
LIGHTS = (
    ("ueberfaellig", OVERDUE, "sw-c4", "Eine Frist ist vorbei."),
    ("stockt", STALLED, "sw-c3", "Seit 90 Tagen ohne Schritt."),
    ("bald-faellig", DUE_SOON, "sw-c3", "Eine Frist läuft in zwei Wochen ab."),
    ("noch-offen", UNTOUCHED, "sw-c0", "Es gibt noch keinen Auftrag und keine Gruppe dazu."),
    ("im-plan", ON_TRACK, "sw-c2", "Jemand arbeitet daran, keine Frist drängt."),
    ("ruht", RESTING, "sw-c5", "Zurückgestellt oder an den Ausschuss verwiesen."),
    ("erledigt", DONE, "sw-c1", "Umgesetzt, oder es ist nichts zu tun."),
    ("entfallen", ENDED, "sw-c6", "Alle Aufträge dazu sind entfallen."),
)
URGENCY = {light: at for at, (_, light, _, _) in enumerate(LIGHTS)}
SETTLED = (DONE, ENDED)
# From left to right; stalled stands beside what is due soon, in the same colour.
BAR = (DONE, ON_TRACK, DUE_SOON, STALLED, OVERDUE, RESTING, UNTOUCHED, ENDED)


@dataclass(frozen=True)
class Moving:
    """A mandate as far as the light depends on it."""

    status: MandateStatus
    due_on: date | None = None
    last_on: date | None = None  # of its last step


def light_of(
    mandates: Sequence[Moving], today: date, *, has_group: bool = False, needless: bool = False
) -> Badge:
    """`has_group`: the point set up a group; `needless`: somebody said that nothing has to follow."""
    if needless:
        return DONE
    if {one.status for one in mandates} == {DROPPED} and not has_group:
        return ENDED
    dated = [(one.status, one.due_on) for one in mandates]
    light = rules.light_of_point(dated, has_group, today)
    days = days_without_step(mandates, today)
    if light == ON_TRACK and days is not None and days >= STALLED_AFTER:
        return STALLED
    return light


def days_without_step(mandates: Sequence[Moving], today: date) -> int | None:
    """Since the newest step of the mandates somebody works on; None where nobody does."""
    steps = [one.last_on for one in mandates if one.last_on and one.status in LIVE]
    return (today - max(steps)).days if steps else None


def why(light: Badge, mandates: Sequence[Moving], today: date) -> str:
    """What the colour says, in numbers; empty where the word says it all."""
    if light == STALLED:
        return f"seit {days_without_step(mandates, today)} Tagen ohne Schritt"
    if light != OVERDUE:
        return ""
    due = rules.earliest_due((one.status, one.due_on) for one in mandates)
    late = (today - due).days if due else 0
    return f"seit {late} Tagen" if late > 1 else "seit gestern"


def state_of(statuses: Sequence[MandateStatus], *, has_group: bool, needless: bool) -> Badge:
    return rules.NEEDLESS if needless else rules.state_of_point(statuses, has_group)


def states_in_words(statuses: Sequence[MandateStatus]) -> str:
    """2 in Bearbeitung, 1 finalisiert"""
    counted = ((BADGES[status].word, statuses.count(status)) for status in MandateStatus)
    return ", ".join(f"{count} {word}" for word, count in counted if count)


def parts_of(lights: Sequence[Badge]) -> list[tuple[str, int, str]]:
    """For the bar: class, number, words."""
    tones = {light: tone for _, light, tone, _ in LIGHTS}
    shown = ((tones[light], lights.count(light), light.word) for light in BAR)
    return [(tone, count, f"{count} {_many(word, count)}") for tone, count, word in shown if count]


def _many(word: str, count: int) -> str:
    verbs = {"ruht": "ruhen", "stockt": "stocken"}
    return verbs.get(word, word) if count > 1 else word

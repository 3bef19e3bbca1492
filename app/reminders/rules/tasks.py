"""At which stage of its life a task is today, as far as anybody is reminded of it; pure.

A stage begins on its day, or where that is quiet (days.py) on the next one: it lasts until the next
stage, so that a server that was off says the last one and not all. Only the day on which a task is
due is said before, when it is quiet.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from app.reminders.rules.days import open_until

EARLY = timedelta(days=7)
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Term:
    """What a task says about its days; starts_on: the Wiedervorlage."""

    given_on: date
    due_on: date | None = None
    starts_on: date | None = None


def stage_of(term: Term, day: date, land: str) -> str:
    """before, due, week1, week2 …, again; empty on a day that has nothing to say."""
    if term.starts_on is not None and day < term.starts_on:
        return ""
    if term.due_on is not None and day >= open_until(term.due_on, land):
        weeks = weeks_late(term.due_on, day)
        return f"week{weeks}" if weeks else "due"
    if term.due_on is not None and day >= term.due_on - EARLY and _known_long(term, term.due_on):
        return "before"
    return "again" if _is_back(term, day) else ""


def _known_long(term: Term, due_on: date) -> bool:
    """Who was given it less than a week ahead has just been told."""
    return term.given_on <= due_on - EARLY


def _is_back(term: Term, day: date) -> bool:
    """Since less than a week; a task given later had no rest to come back from."""
    since = term.starts_on
    return since is not None and term.given_on < since <= day < since + WEEK


def weeks_late(due_on: date, day: date) -> int:
    """Whole weeks; 0 up to the sixth day after."""
    return max(0, (day - due_on).days // 7)


def words_of(stage: str, term: Term, day: date) -> str:
    """überfällig seit 9 Tagen, heute fällig, in 3 Tagen fällig, Wiedervorlage"""
    if stage == "again" or term.due_on is None:
        return "Wiedervorlage"
    days = (term.due_on - day).days
    if days < 0:
        return f"überfällig seit {-days} Tagen" if days < -1 else "seit gestern überfällig"
    return {0: "heute fällig", 1: "morgen fällig"}.get(days, f"in {days} Tagen fällig")

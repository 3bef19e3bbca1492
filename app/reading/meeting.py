"""Heads that name one meeting by labels ("Gremium:", "Termin:", "TOP:") instead of a Beratungsfolge."""

import re

from app.reading.dates import find_date
from app.reading.draft import Draft, Found, Step
from app.reading.lexicon import public_word
from app.reading.route_row import cut_role, is_agenda_number, public_of

_NUMBERED = re.compile(
    r"(?P<title>\d{1,3}\. (?:\((?:nicht)?öffentliche\) |(?:nicht)?öffentliche )?(?:Plenars|S)itzung (?P<name>(?!de[rs] )\S.{2,80}))"
)


def add_meetings(draft: Draft) -> None:
    """Rows in the order of the labels; a Beratungsfolge of its own counts more."""
    if draft.steps:
        return
    committees = draft.fields.get("meeting_committee", [])
    dates = draft.fields.get("meeting_date", [])
    for at, found in enumerate(committees):
        date = dates[at] if at < len(dates) else None
        draft.steps.append(_step(found, date, _number(draft, at)))
    publics = [public_word(found.value) for found in draft.fields.get("public", [])]
    if len(draft.steps) == 1 and draft.steps[0].public is None and publics:
        draft.steps[0].public = publics[0]
        draft.steps[0].sources["public"] = draft.fields["public"][0].lines


def _number(draft: Draft, at: int) -> Found | None:
    numbers = draft.fields.get("meeting_number", [])
    found = numbers[at] if at < len(numbers) else None
    return found if found and is_agenda_number(found.value) else None


def _step(committee: Found, date: Found | None, number: Found | None) -> Step:
    """Such as "38. Plenarsitzung Gemeinderat": the title of a meeting that ends in its committee."""
    hit = _NUMBERED.fullmatch(committee.value)
    name, role = cut_role(hit["name"] if hit else committee.value)
    step = Step(name, committee.lines, role, sources={"role": committee.lines})
    if hit:
        step.title, step.sources["title"] = hit["title"], committee.lines
        step.public = public_of(hit["title"])
    day = find_date(date.value) if date else None
    if date and day:
        step.date, step.sources["date"] = day[0], date.lines
    if number:
        step.agenda_number, step.sources["number"] = number.value, number.lines
    return step

"""Whose money an agenda item is about, and who of the group sits for them or works there.

Only a note to who leads and who keeps the minutes; whether somebody must abstain they decide.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.groups.access import may_write_minutes
from app.groups.tables import Group
from app.meetings.tables import AgendaItem

PLEASE = "Bitte klären Sie, ob ein Mitwirkungsverbot besteht."
LEGAL_FORM = re.compile(r"\s+(?:e\.\s?V\.|g?GmbH|gAG|AG|Stiftung|eG|AöR)$", re.IGNORECASE)
SHORTEST = 4  # letters: "AWO" alone stands in too many words
ON_DAY = """
  {alias}.since <= (mt.starts_at AT TIME ZONE mt.zone)::date
  AND ({alias}.until IS NULL OR {alias}.until >= (mt.starts_at AT TIME ZONE mt.zone)::date)
"""
# Somebody of the group and the Träger whose money the item is about.
HINTS = f"""
SELECT ai.id AS item_id, t.name AS traeger, bool_or(m.traeger = ai.money_of) AS sits,
  concat_ws(' ', nullif(p.title, ''), p.given_name, p.family_name) AS name,
  row_number() OVER (ORDER BY din5007(p.family_name), din5007(p.given_name), p.id) AS place
FROM agenda_item ai JOIN meeting mt ON mt.id = ai.meeting JOIN traeger t ON t.id = ai.money_of
JOIN membership m ON m."group" = mt."group" AND m.standing IN ('voting', 'advisory')
  AND {ON_DAY.format(alias="m")}
JOIN person p ON p.id = m.person
WHERE ai.meeting = {{}} AND (m.traeger = ai.money_of OR EXISTS (
  SELECT FROM affiliation a WHERE a.person = p.id AND a.traeger = ai.money_of
    AND (a.since IS NULL OR a.since <= (mt.starts_at AT TIME ZONE mt.zone)::date)
    AND (a.until IS NULL OR a.until >= (mt.starts_at AT TIME ZONE mt.zone)::date)))
GROUP BY ai.id, t.name, p.id
ORDER BY place, traeger
"""
# Items about nobody's money yet, each with every Träger of the group, the longest name first.
UNMARKED = f"""
SELECT ai.id AS item_id, ai.title, t.name AS traeger
FROM agenda_item ai JOIN meeting mt ON mt.id = ai.meeting
JOIN membership m ON m."group" = mt."group" AND {ON_DAY.format(alias="m")}
JOIN traeger t ON t.id = m.traeger
WHERE ai.meeting = {{}} AND ai.money_of IS NULL
ORDER BY char_length(t.name) DESC, t.name
"""


@dataclass(frozen=True)
class Notes:
    """By agenda item. hints: sentences. named: the Träger whom the title of an unmarked item names."""

    hints: Mapping[UUID, list[str]]
    named: Mapping[UUID, str]


def notes_in(hints: Iterable[dict[str, Any]], unmarked: Iterable[dict[str, Any]]) -> Notes:
    """Rows of HINTS and UNMARKED, ids also as text; only for who prepares the meeting."""
    named: dict[UUID, str] = {}
    for row in unmarked:
        if names(row["title"], row["traeger"]):
            named.setdefault(UUID(str(row["item_id"])), row["traeger"])
    return Notes(hints_in(hints), named)


async def hints_of(actor: Actor, meeting_id: UUID, group: Group) -> Mapping[UUID, list[str]]:
    """Empty for members: never pass them on to mails, files or feeds."""
    if not may_write_minutes(actor, group):
        return {}
    return hints_in(await AgendaItem.raw(HINTS, meeting_id))


def hints_in(rows: Iterable[dict[str, Any]]) -> Mapping[UUID, list[str]]:
    """rows: of HINTS, ids also as text."""
    hints: dict[UUID, list[str]] = {}
    for row in rows:
        hints.setdefault(UUID(str(row["item_id"])), []).append(_sentence(row))
    return hints


def _sentence(row: dict[str, Any]) -> str:
    name, traeger = row["name"], row["traeger"]
    part = (
        f"{name} sitzt für {traeger} in der Gruppe"
        if row["sits"]
        else f"{name} arbeitet für {traeger} und gehört zur Gruppe"
    )
    return f"{part}; es geht um Mittel von {traeger}. {PLEASE}"


def names(title: str, traeger: str) -> bool:
    """As whole words, with or without the legal form."""
    short = LEGAL_FORM.sub("", traeger.strip())
    if len(short) < SHORTEST:
        return False
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", title, re.IGNORECASE) is not None

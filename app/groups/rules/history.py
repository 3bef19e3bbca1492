"""What the audit log says about a membership, in words; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.words import Word
from app.groups.rules.memberships import shorter
from app.groups.tables import Role, Standing

FACTS = {
    "membership.begun": "aufgenommen",
    "membership.changed": "geändert",
    "membership.ended": "beendet",
    "membership.withdrawn": "gestrichen, bevor sie begann",
}
COLUMNS = {
    "role": "Rolle", "standing": "Stellung", "since": "Seit", "until": "Letzter Tag",
    "rule": "Sitz", "seat": "Anderer Sitz", "traeger": "Träger", "deputy_of": "Vertritt",
    "invite_by_default": "Zu jeder Sitzung einladen",
}  # fmt: skip
WORDS: dict[str, type[Word]] = {"role": Role, "standing": Standing}
DAYS = ("since", "until")
IDS = ("rule", "traeger", "deputy_of")


def ids_in(details: Mapping[str, Any]) -> list[str]:
    """Of what `in_words` needs a name for."""
    changes = details.get("changes") or {}
    found = [value for name in IDS for value in changes.get(name) or ()]
    return [*filter(None, [*found, details.get("person")])]


def in_words(details: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """One line a change; names: of the ids that stand in the details."""
    lines = [
        f"{COLUMNS[name]} geändert"
        if values is None
        else f"{COLUMNS[name]}: {_said(name, values[0], names)} → {_said(name, values[1], names)}"
        for name, values in (details.get("changes") or {}).items()
    ]
    if details.get("until"):
        lines.append(f"Letzter Tag: {_said('until', details['until'], names)}")
    return lines


def _said(column: str, value: Any, names: Mapping[str, str]) -> str:
    if value in {None, ""}:
        return "offen" if column in DAYS else "keine Angabe"
    if column in WORDS:
        return WORDS[column](value).label
    if column in DAYS:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    if column in IDS:
        return shorter(names.get(value, "nicht mehr vorhanden"))
    return "ja" if value else "nein"

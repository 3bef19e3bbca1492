"""What a group has been called, from when and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from app.core.actor import Actor
from app.groups.tables import FormerName, Group
from app.vorlagen.access import may_read_of


@dataclass(frozen=True)
class NameRow:
    """id None: the name of today. The Vorlage is the one that gave the name up."""

    id: UUID | None
    name: str
    since: date | None
    until: date | None
    vorlage: str = ""
    vorlage_id: UUID | None = None
    may_undo: bool = False


async def names_of(actor: Actor, group: Group) -> list[NameRow]:
    """Today's first; those of unknown age last."""
    paper: Any = FormerName.vorlage
    rows = await FormerName.select(
        FormerName.id, FormerName.name, FormerName.until, paper.as_alias("vorlage_id"),
        paper.reference.as_alias("reference"), paper.title.as_alias("title"),
        paper.body.as_alias("body"), paper.committee.as_alias("committee"),
        paper.visibility.as_alias("visibility"),
    ).where(FormerName.group == group.id)  # fmt: skip
    known = sorted((row for row in rows if row["until"]), key=lambda row: row["until"])
    found, since = [], group.starts_on
    for row in known:
        found.append(_row(actor, row, since, may_undo=row is known[-1]))
        since = row["until"] + timedelta(days=1)
    found.append(NameRow(None, group.name, since, None))
    unknown = [_row(actor, row, None, may_undo=False) for row in rows if row["until"] is None]
    return [*reversed(found), *unknown]


def _row(actor: Actor, row: dict[str, Any], since: date | None, *, may_undo: bool) -> NameRow:
    opens = row["vorlage_id"] is not None and may_read_of(
        actor, row["body"], row["visibility"], row["committee"]
    )
    label = " ".join(part for part in (row["reference"], row["title"]) if part) if opens else ""
    return NameRow(
        row["id"], row["name"], since, row["until"], label,
        row["vorlage_id"] if opens else None, may_undo,
    )  # fmt: skip

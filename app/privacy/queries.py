"""Auskunft (Art. 15 DSGVO, § 83 SGB X): everything about one person, from the registry."""

import io
import json
import zipfile
from typing import Any
from uuid import UUID

from app.privacy.rules import REGISTRY, Source


async def rows_about(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Heading → rows, secrets and message bytes left out."""
    return {source.heading: await _rows(source, person_id) for source in REGISTRY}


async def _rows(source: Source, person_id: UUID) -> list[dict[str, Any]]:
    person = getattr(source.table, source.column)
    return [
        {name: value for name, value in row.items() if name not in source.leave_out}
        for row in await source.table.select().where(person == person_id)
    ]


def as_zip(rows: dict[str, list[dict[str, Any]]]) -> bytes:
    """auskunft.json for machines and auskunft.txt for people."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "auskunft.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str)
        )
        archive.writestr("auskunft.txt", "\n\n".join(_section(*item) for item in rows.items()))
    return packed.getvalue()


def _section(heading: str, rows: list[dict[str, Any]]) -> str:
    entries = ["\n".join(f"{name}: {value}" for name, value in row.items()) for row in rows]
    return f"{heading} ({len(rows)})\n\n" + "\n\n".join(entries or ["keine Einträge"])

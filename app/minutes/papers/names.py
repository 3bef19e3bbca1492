import re

from app.minutes.papers.content import Edition
from app.minutes.record import Record

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # in names of files under Windows


def file_name(record: Record, edition: Edition, ending: str) -> str:
    """Niederschrift Steuerungsgruppe 2026-11-22.pdf; not approved yet: Entwurf before it."""
    draft = "" if record.approved_on else "Entwurf "
    group = FORBIDDEN.sub("-", record.group_name)
    return f"{draft}{edition.name} {group} {record.held_on.isoformat()}.{ending}"

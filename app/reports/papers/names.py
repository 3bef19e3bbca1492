from app.minutes.papers.names import FORBIDDEN
from app.reports.rules.record import Record


def file_name(record: Record, ending: str) -> str:
    """2. Sachstandsbericht Jugendhilfeausschuss 2026-11-22.pdf; not released yet: Entwurf before it."""
    draft = "" if record.released_on else "Entwurf "
    committee = FORBIDDEN.sub("-", record.committee)
    day = record.released_on or record.until
    return f"{draft}{record.title} {committee} {day.isoformat()}.{ending}"

"""An addendum to approved minutes as a PDF of its own, which names what it belongs to by its hash."""

from typing import Any

from app.core import clock
from app.minutes.record import Record
from app.minutes.tables import Addendum
from app.web.filters import datum, tag
from app.web.typeset import typeset


async def anhang(record: Record, addendum: Addendum, sha256: str) -> bytes:
    """`sha256`: of the file that was frozen. Outside of any transaction."""
    return await typeset("minutes/anhang.typ", content_of(record, addendum, sha256))


def name_of(record: Record, addendum: Addendum) -> str:
    on = clock.berlin(addendum.created_at).date()
    return f"Anhang {on.isoformat()} zur Niederschrift {record.group_name} {record.held_on.isoformat()}.pdf"


def content_of(record: Record, addendum: Addendum, sha256: str) -> dict[str, Any]:
    """Only strings and lists of strings: typst shows them and interprets nothing."""
    on = datum(clock.berlin(addendum.created_at).date())
    return {
        "title": f"Anhang vom {on} zur Niederschrift: {record.group_name}, {tag(record.held_on)}",
        "short": f"Anhang vom {on} zur Niederschrift {record.group_name}, {datum(record.held_on)}",
        "heading": f"Anhang vom {on}",
        "body": record.body_name,
        "subtitle": f"{record.group_name}, {record.meeting_title}, {tag(record.held_on)}",
        "about": (
            f"Dieser Anhang gehört zur genehmigten Niederschrift vom {datum(record.held_on)}. "
            "Die Niederschrift selbst ist unverändert."
        ),
        "paragraphs": [part.strip() for part in addendum.text.split("\n\n") if part.strip()],
        "signed": f"Festgehalten am {on} durch {addendum.person_name}.",
        "sha256": f"Prüfsumme der Niederschrift als PDF (SHA-256): {sha256}",
    }

"""Whether approved minutes are still what was frozen: content, PDF and every attached file."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from obstore.exceptions import BaseError

from app.core import clock
from app.core.errors import RuleViolation
from app.files.downloads import AWAY
from app.files.store import read_parts
from app.files.tables import File
from app.minutes.record import Record
from app.minutes.tables import Minutes

# The log of what happened says what was frozen: it is append only, and the last entry that names
# a new paper counts (an approval, a removal, a Löschung).
KNOWN = """
SELECT (SELECT f.sha256 FROM file f WHERE f.id = mi.pdf) AS pdf,
  (SELECT e.details FROM audit_entry e WHERE e.subject_id = mi.id
   AND coalesce(e.details->>'new_sha256', e.details->>'sha256') IS NOT NULL
   ORDER BY e.at DESC LIMIT 1) AS noted,
  (SELECT coalesce(json_object_agg(a.id, f.sha256), json_build_object()) FROM attachment a
   JOIN file f ON f.id = a.file WHERE a.meeting = mi.meeting AND a.removed_at IS NULL) AS attached,
  (SELECT coalesce(json_object_agg(e.details->>'file', e.at), json_build_object())
   FROM audit_entry e WHERE e.subject_id = mi.id AND e.details->>'file' IS NOT NULL) AS removed
FROM minutes mi WHERE mi.id = {}
"""


@dataclass(frozen=True)
class Checked:
    """`fault`: what is wrong, in words; empty where it is as it was. `removed_on`: somebody who leads
    took the file out on that day (Berlin), and with it the bytes.
    """

    what: str
    sha256: str
    fault: str
    removed_on: date | None = None


OTHER = "Der Inhalt ist ein anderer als bei der Genehmigung."
GONE = "Die Datei ist nicht mehr da."
EXCHANGED = "An ihrer Stelle hängt jetzt eine andere Datei."


async def checked(minutes: Minutes, record: Record) -> list[Checked]:
    """Of approved minutes and their frozen record. Reads every byte; one statement."""
    row = (await Minutes.raw(KNOWN, minutes.id))[0]
    noted, attached = json.loads(row["noted"] or "{}"), json.loads(row["attached"])
    removed = json.loads(row["removed"])
    pdf = noted.get("new_sha256") or noted.get("sha256") or row["pdf"]
    content = noted.get("fingerprint") or record.fingerprint
    return [
        Checked("Inhalt", content, "" if record.fingerprint == content else OTHER),
        Checked("Niederschrift als PDF", pdf, await _fault(pdf, row["pdf"])),
        *[
            Checked(file.label, file.sha256, "", _day(removed[str(file.id)]))
            if str(file.id) in removed
            else Checked(
                file.label, file.sha256, await _fault(file.sha256, attached.get(str(file.id)))
            )
            for file in record.files
        ],
    ]


def _day(at: str) -> date:
    return clock.berlin(datetime.fromisoformat(at)).date()


async def _fault(frozen: str, now: str | None) -> str:
    """`now`: SHA-256 by which the file is known today; None where nobody knows it any more.

    Raises RuleViolation where the bytes are out of reach, which says nothing about them.
    """
    if now != frozen:
        return EXCHANGED if now else GONE
    try:
        found = await sha256_of(frozen)
    except FileNotFoundError:
        return GONE
    except BaseError:
        raise RuleViolation(AWAY) from None
    return "" if found == frozen else OTHER


async def sha256_of(known_as: str) -> str:
    """Of the bytes that lie under that name now. Raises FileNotFoundError."""
    total = hashlib.sha256()
    async for part in await read_parts(File(sha256=known_as)):
        await asyncio.to_thread(total.update, part)
    return total.hexdigest()

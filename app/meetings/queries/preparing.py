"""What the pages that prepare an agenda need beside it, in one statement."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.errors import NotFound
from app.groups.queries.names import berlin_day, name_on
from app.meetings import interests
from app.meetings.queries.meetings import MeetingHead
from app.meetings.tables import Meeting, MeetingStatus

EARLIER_OFFERED = 10
# Values: today twice, meeting three times.
PREPARING = f"""
SELECT mt.id, mt.title, mt.starts_at, mt.ends_at, mt.place, mt.room, mt.video_url, mt.status,
  mt.cancel_reason, mt.series AS series_id, g.id AS group_id, b.id AS body_id, b.name AS body_name,
  {name_on("g", berlin_day("mt.starts_at"))} AS group_name,
  (SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name)
     ORDER BY din5007(t.name), t.name), '[]')
   FROM traeger t WHERE t.body = b.id AND (t.starts_on IS NULL OR t.starts_on <= {{}})
     AND (t.ends_on IS NULL OR t.ends_on >= {{}})) AS traeger,
  (SELECT coalesce(json_agg(e ORDER BY e.starts_at DESC), '[]') FROM (
     SELECT ea.id, ea.title, ea.starts_at FROM meeting ea
     WHERE ea."group" = g.id AND ea.starts_at < mt.starts_at AND ea.status <> 'cancelled'
     ORDER BY ea.starts_at DESC LIMIT {EARLIER_OFFERED}) e) AS earlier,
  (SELECT coalesce(json_agg(hint), '[]') FROM ({interests.HINTS}) hint) AS hints,
  (SELECT coalesce(json_agg(unmarked), '[]') FROM ({interests.UNMARKED}) unmarked) AS unmarked
FROM meeting mt JOIN steering_group g ON g.id = mt."group" JOIN body b ON b.id = g.body
WHERE mt.id = {{}}
"""
LISTS = ("traeger", "earlier", "hints", "unmarked")


@dataclass(frozen=True)
class Preparing:
    """traeger: at work today; earlier: meetings whose minutes an item may approve. Id → words."""

    head: MeetingHead
    traeger: Mapping[str, str]
    earlier: Mapping[str, str]
    notes: interests.Notes  # never for mails, files or feeds


async def preparing_of(meeting_id: UUID) -> Preparing:
    """The caller has checked the right to prepare it, which the notes need too."""
    today = clock.today()
    rows = await Meeting.raw(PREPARING, today, today, meeting_id, meeting_id, meeting_id)
    if not rows:
        raise NotFound
    row = rows[0]
    lists = {name: json.loads(row.pop(name)) for name in LISTS}
    return Preparing(
        MeetingHead(**{**row, "status": MeetingStatus(row["status"])}),
        {each["id"]: each["name"] for each in lists["traeger"]},
        {each["id"]: _words(each) for each in lists["earlier"]},
        interests.notes_in(lists["hints"], lists["unmarked"]),
    )


def _words(earlier: dict[str, Any]) -> str:
    held_on = clock.berlin(datetime.fromisoformat(earlier["starts_at"])).date()
    return f"{earlier['title']} am {held_on:%d.%m.%Y}"

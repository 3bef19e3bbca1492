"""A series of the demo: every fourth week, and one of its dates is left out."""

from datetime import timedelta
from uuid import uuid4

from app.core.db import inside_transaction
from app.demo.history import History
from app.groups.tables import Group
from app.ical.recurrence import Rule, rule_text
from app.series.operations.create import add_meetings, new_series
from app.series.rules import ZONE, SeriesData

AGENDA = ("Begrüßung", "Stand der Budgets", "Verschiedenes")


@inside_transaction
async def add_series(history: History, group: Group) -> None:
    start = history.at(48, 9, 30)
    data = SeriesData(
        title="Sitzung", rule=rule_text(Rule("WEEKLY", interval=4, count=6), start, ZONE),
        starts_at=start, ends_at=start + timedelta(hours=2), place="Kreishaus", room="Raum 214",
        video_url="https://video.example.org/budgets",
    )  # fmt: skip
    series = await new_series(group.id, uuid4(), data)
    starts = data.starts()
    await add_meetings(series, starts, AGENDA, left_out=starts[2:3])

"""Sessions of committees, as far as public papers tell of them."""

from collections.abc import Sequence
from uuid import UUID

from app.oparl.queries.steps import steps_of_sessions
from app.oparl.rules.sessions import SessionRow
from app.vorlagen.tables import CommitteeSession

DAYS = """
SELECT DISTINCT ON (session) oparl_session(c.committee, c.held_on) AS session, c.committee, c.held_on,
    g.name, coalesce(day.title, '') AS title, coalesce(day.place, '') AS place, day.begins_at
FROM consultation c
JOIN steering_group g ON g.id = c.committee
LEFT JOIN committee_session day ON day.committee = c.committee AND day.held_on = c.held_on
WHERE oparl_session(c.committee, c.held_on) = ANY({}) AND c.committee IS NOT NULL
    AND c.held_on IS NOT NULL
ORDER BY session
"""


async def sessions(ids: Sequence[UUID]) -> list[SessionRow]:
    """Two statements."""
    steps = await steps_of_sessions(ids)
    rows = await CommitteeSession.raw(DAYS, list(steps))
    return [
        SessionRow(
            id=row["session"],
            committee_id=row["committee"],
            committee_name=row["name"],
            held_on=row["held_on"],
            title=row["title"],
            place=row["place"],
            begins_at=row["begins_at"],
            steps=steps[row["session"]],
        )
        for row in rows
    ]

"""The demo's rows tell of months, but were all written at once: what the database noted then counts
from the days they tell of, so that past days can be shown.
"""

from app.control.tables import FormerState
from app.core.db import opens_transaction

POINTS = """UPDATE former_state f SET since = v.created_at
FROM decision_point p JOIN vorlage v ON v.id = p.vorlage
WHERE f.kind = 'point' AND f.subject = p.id AND f.since > v.created_at"""
ORIGINS = """UPDATE former_state f SET since = (g.starts_on::timestamp AT TIME ZONE 'Europe/Berlin')
FROM steering_group g WHERE f.kind = 'origin' AND g.id = f.owner AND g.starts_on IS NOT NULL"""
# A meeting was planned a month ahead; one that is over was not over then.
MEETINGS = """UPDATE former_state SET since = moment - interval '30 days',
  state = CASE WHEN state IN ('running', 'held') THEN 'invited' ELSE state END
WHERE kind = 'meeting' AND state <> 'cancelled' AND since > moment - interval '30 days'"""


@opens_transaction
async def load() -> None:
    await FormerState.raw(POINTS)
    await FormerState.raw(ORIGINS)
    await FormerState.raw(MEETINGS)

from datetime import datetime, timedelta
from uuid import UUID

from app.core.clock import berlin
from app.polls.access import ASKED
from app.polls.rules import life
from app.polls.tables import Poll

# A deadline is the end of a day: 39 hours and 59 minutes after the morning before it at most.
SOON = timedelta(hours=42)
TO_REMIND = f"""
SELECT po.id, po.answers_until FROM poll po JOIN steering_group g ON g.id = po."group"
WHERE po.status = 'open' AND po.answers_until BETWEEN {{}} AND {{}} AND g.remind_answers
  AND EXISTS (SELECT FROM poll_voter v JOIN person p ON p.id = v.person
    WHERE v.poll = po.id AND v.answered_at IS NULL AND {ASKED}
      AND greatest(v.created_at, v.reminded_at) < (date_trunc('day',
        po.answers_until AT TIME ZONE 'Europe/Berlin') - interval '1 day') AT TIME ZONE 'Europe/Berlin')
"""


async def polls_to_remind(now: datetime) -> list[UUID]:
    """Where somebody has not answered and the last day before the deadline has come."""
    rows = await Poll.raw(TO_REMIND, now, now + SOON, berlin(now).date())
    return [row["id"] for row in rows if life.day_of_reminder(row["answers_until"]) <= now]

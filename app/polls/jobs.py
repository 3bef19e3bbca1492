"""What the worker calls."""

from datetime import datetime

from app.core import clock
from app.polls.operations.changing import remind_before_the_end
from app.polls.queries.due import polls_to_remind


async def remind_due(now: datetime | None = None) -> int:
    """On the morning before a deadline, where the group wants it. One statement when there is none."""
    now, sent = now or clock.now(), 0
    for poll_id in await polls_to_remind(now):
        sent += await remind_before_the_end(poll_id, now=now)
    return sent

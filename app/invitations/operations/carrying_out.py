"""What the worker does with the orders of large sends, one after the other."""

import logging
from typing import Any

import msgspec

from app.core import clock
from app.core.crash import crash_point
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import Forbidden, NotFound, RuleViolation
from app.invitations.operations import later, orders
from app.invitations.operations.instances import meeting_in_series_to_change
from app.invitations.operations.invite import add_to
from app.invitations.operations.series.invite import add_to_series
from app.invitations.tables import InvitationOrder
from app.series.access import series_to_change

log = logging.getLogger("spurwerk.invitations")

NEXT = """
SELECT id, meeting, series, position, letter, pieces FROM invitation_order AS o
WHERE position < 0 OR NOT EXISTS (
  SELECT FROM invitation_order rows WHERE rows.series = o.series AND rows.position < 0)
ORDER BY created_at, position LIMIT 1 FOR UPDATE OF o SKIP LOCKED
"""


@opens_transaction
async def write_next() -> bool:
    """The oldest order is carried out, or nothing happens; False when there is none.

    Done twice by nobody: whoever holds the order's lock deletes it in the same transaction.
    """
    rows = await InvitationOrder.raw(NEXT)
    if not rows:
        return False
    row = rows[0]
    await InvitationOrder.delete().where(InvitationOrder.id == row["id"])
    if row["position"] == later.GUESTS:
        await _invite(row)
    elif row["position"] == orders.BEFORE_ALL:
        await orders.fill_rows(row)
    else:
        await orders.write(row)
    crash_point("before_written")
    return True


@inside_transaction
async def _invite(row: dict[str, Any]) -> None:
    """Of a meeting cancelled or deleted since, nobody hears; the rules look before they write."""
    try:
        actor, guests = later.kept(row["letter"], row["pieces"])
        if row["series"]:
            whole = await series_to_change(actor, row["series"])
            await add_to_series(actor, whole, guests, now=clock.now())
        else:
            meeting, group = await meeting_in_series_to_change(actor, row["meeting"])
            await add_to(actor, meeting, group, guests, now=clock.now())
    except (msgspec.MsgspecError, NotFound, Forbidden, RuleViolation) as refusal:
        log.warning("order %s is void: %s", row["id"], type(refusal).__name__)

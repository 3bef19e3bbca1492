from datetime import date
from uuid import UUID

from piccolo.columns import Or

from app.groups.rules.memberships import shorter
from app.groups.tables import CompositionRule


async def seat_choices(group_id: UUID, today: date, chosen: UUID | None = None) -> dict[str, str]:
    """Rules that still hold, and the one a membership has: id → shortened sentence."""
    holds = Or(CompositionRule.until.is_null(), CompositionRule.until >= today)
    rows = (
        await CompositionRule.select(CompositionRule.id, CompositionRule.quote)
        .where(
            CompositionRule.group == group_id,
            Or(holds, CompositionRule.id == chosen) if chosen else holds,
        )
        .order_by(CompositionRule.position, CompositionRule.id)
    )
    return {str(row["id"]): f"„{shorter(row['quote'])}“" for row in rows}

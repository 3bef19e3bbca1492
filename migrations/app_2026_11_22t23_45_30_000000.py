"""The labels of agenda items are counted in one place, for every statement that shows them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T23:45:30:000000"
VERSION = "1.38.0"
DESCRIPTION = "agenda_numbers"

# An item's part is that of the item above it; Ö and N are counted apart, so that no gap tells
# how many items a reader does not see.
FORWARDS = [
    """
    CREATE FUNCTION agenda_numbers(of_meeting uuid)
    RETURNS TABLE (item uuid, number bigint, label text) LANGUAGE sql STABLE AS $$
      SELECT s.id,
        row_number() OVER (ORDER BY s.top_position, s.top, s.sub, s.position, s.id),
        s.part
          || dense_rank() OVER (PARTITION BY s.part ORDER BY s.top_position, s.top)
          || CASE WHEN s.sub THEN '.' || row_number()
            OVER (PARTITION BY s.top, s.sub ORDER BY s.position, s.id) ELSE '' END
      FROM (
        SELECT a.id, a.position, a.parent IS NOT NULL AS sub,
          coalesce(p.id, a.id) AS top, coalesce(p.position, a.position) AS top_position,
          CASE WHEN g.agenda_numbers <> 'parts' THEN ''
            WHEN coalesce(p.visibility, a.visibility) = 'public' THEN 'Ö ' ELSE 'N ' END AS part
        FROM agenda_item a LEFT JOIN agenda_item p ON p.id = a.parent
        JOIN meeting m ON m.id = a.meeting JOIN steering_group g ON g.id = m."group"
        WHERE a.meeting = of_meeting
      ) s
    $$
    """
]


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    return manager

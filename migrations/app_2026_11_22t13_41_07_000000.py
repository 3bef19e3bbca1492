"""What a group was called on a day, for statements that show the past."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T13:41:07:000000"
VERSION = "1.38.0"
DESCRIPTION = "group_name_on"

# The same rule as app/groups/rules/names.py. One SELECT, so that PostgreSQL writes it into the caller.
FUNCTION = """
CREATE FUNCTION group_name_on(wanted uuid, on_day date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(
  (SELECT f.name FROM former_name f WHERE f."group" = wanted AND f.until >= on_day
    ORDER BY f.until LIMIT 1),
  (SELECT g.name FROM steering_group g WHERE g.id = wanted)) $$
"""


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        await Raw.raw(FUNCTION)

    manager.add_raw(apply)
    return manager

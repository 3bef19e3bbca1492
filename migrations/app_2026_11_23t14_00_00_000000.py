"""People are found by parts of their names and functions through an index."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T14:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "trigrams of people and their functions"


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for table in ("person", "affiliation"):
            await Raw.raw(
                f"CREATE INDEX {table}_parts ON {table} USING gin (found_by gin_trgm_ops)"
            )

    manager.add_raw(apply)
    return manager

"""The start page finds the minutes sent last without reading the others."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T21:38:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "minutes_sent_last"

FORWARDS = ["CREATE INDEX minutes_sent_last ON minutes (sent_at DESC) WHERE status = 'sent'"]


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    return manager

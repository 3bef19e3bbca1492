"""A mail is stored in the size it has: compressing it cost most of the time of storing it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T23:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "mail_bytes_as_they_are"

FORWARDS = ["ALTER TABLE outgoing_mail ALTER COLUMN mime SET STORAGE EXTERNAL"]


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    return manager

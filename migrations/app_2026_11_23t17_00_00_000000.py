"""The start page looks for mail that failed: of a county's, nearly none."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T17:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "failed mail of a body"


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        await Raw.raw(
            "CREATE INDEX outgoing_mail_failed ON outgoing_mail (body_id) WHERE state = 'failed'"
        )

    manager.add_raw(apply)
    return manager

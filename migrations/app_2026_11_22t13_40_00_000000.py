"""The start page finds the newest papers of a committee and the minutes to check without the others."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T13:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "start_page_indexes"

FORWARDS = [
    "CREATE INDEX vorlage_newest_of_committee ON vorlage (committee, created_at DESC)",
    "CREATE INDEX minutes_to_check ON minutes (objections_until) WHERE status = 'sent'",
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

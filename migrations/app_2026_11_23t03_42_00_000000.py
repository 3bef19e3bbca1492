"""In each minutes one clock runs, whoever presses the buttons of whichever browser."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T03:42:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "one clock runs"

ONE_RUNS = "CREATE UNIQUE INDEX minutes_span_running ON minutes_span (minutes) WHERE ended_at IS NULL"


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        await Raw.raw(ONE_RUNS)

    manager.add_raw(apply)
    return manager

"""Information in minutes is found by the search."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T06:47:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "words of information"

# As in 2026-11-22T23:51.
FORWARDS = (
    "ALTER TABLE minutes_information ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (search_words('', text)) STORED",
    "CREATE INDEX minutes_information_words ON minutes_information USING gin (words) "
    "WITH (gin_pending_list_limit = 256)",
)


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    return manager

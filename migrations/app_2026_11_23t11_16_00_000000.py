"""Steps of tasks, and steps and proposals of mandates, are found by the search."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T11:16:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "words of steps and proposals"

# As in 2026-11-22T23:51: table → heading and text, and what the newest rows are found by.
SEARCHED = {
    "task_substep": ("''", "text", "created_at"),
    "mandate_step": ("''", "sentence", "at"),
    "mandate_proposal": ("title", "reason", "created_at"),
}


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for table, (heading, text, newest) in SEARCHED.items():
            await Raw.raw(
                f"ALTER TABLE {table} ADD COLUMN words tsvector "
                f"GENERATED ALWAYS AS (search_words({heading}, {text})) STORED"
            )
            await Raw.raw(
                f"CREATE INDEX {table}_words ON {table} USING gin (words) "
                "WITH (gin_pending_list_limit = 256)"
            )
            await Raw.raw(f"CREATE INDEX {table}_newest ON {table} ({newest} DESC)")

    manager.add_raw(apply)
    return manager

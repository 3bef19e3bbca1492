"""What an automatic migration cannot say: one open run per source, closed lists."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T10:47:59:990000"
VERSION = "1.38.0"
DESCRIPTION = "oparl_runs"

OPEN_RUNS = "CREATE UNIQUE INDEX oparl_run_open ON oparl_run (source) WHERE ended_at IS NULL"
PENDING = "CREATE INDEX oparl_paper_pending ON oparl_paper (source, id) WHERE is_pending"
CLOSED_LISTS = {
    ("oparl_source", "kind"): ("body", "list", "paper"),
    ("oparl_run", "state"): ("running", "done", "paused", "failed"),
    ("oparl_paper", "state"): ("waiting", "withdrawn", "dismissed"),
}
FORWARDS = [
    OPEN_RUNS,
    PENDING,
    *(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_listed CHECK ({column} IN ({', '.join(repr(v) for v in values)}))"
        for (table, column), values in CLOSED_LISTS.items()
    ),
]


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""



async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement.replace("{", "{{").replace("}", "}}"))

    manager.add_raw(apply)
    return manager

"""Who gains or loses an office is noted for their subscription as well.

The tasks of the coordination stand in it, even of groups they do not sit in. Calendars would
otherwise learn of it on the next day only.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T21:27:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "calendar_changes_of_offices"

ROWS = {
    "INSERT": ("NEW TABLE AS changed", "changed"),
    "DELETE": ("OLD TABLE AS changed", "changed"),
    "UPDATE": (
        "OLD TABLE AS before NEW TABLE AS after",
        "(SELECT * FROM before UNION ALL SELECT * FROM after) AS changed",
    ),
}


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for event, (transition, rows) in ROWS.items():
            name = f"calendar_{event.lower()}_office_role"
            await Raw.raw(
                f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM note_calendar_change(NULL::uuid[], array_agg(DISTINCT person))
                    FROM {rows};
                    RETURN NULL;
                END $$"""
            )
            await Raw.raw(
                f"""CREATE TRIGGER {name} AFTER {event} ON office_role REFERENCING {transition}
                FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""
            )

    async def revert() -> None:
        for event in ROWS:
            name = f"calendar_{event.lower()}_office_role"
            await Raw.raw(f"DROP TRIGGER {name} ON office_role")
            await Raw.raw(f"DROP FUNCTION {name}()")

    manager.add_raw(apply)
    manager.add_raw_backwards(revert)
    return manager

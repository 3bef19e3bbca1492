"""People are found by any part of name, address, Träger and function, and listed by name within a body."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T13:45:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "list of people"

# din5007 takes 30 microseconds, too long for each of 20,000 people at every search. Generated
# columns, because people and their work come by many ways: pages, lists, merging.
FORWARDS = [
    """ALTER TABLE person ADD COLUMN found_by text GENERATED ALWAYS AS (
       din5007(title || ' ' || given_name || ' ' || family_name || ' ' || email)) STORED""",
    """ALTER TABLE affiliation ADD COLUMN found_by text GENERATED ALWAYS AS (
       din5007(function)) STORED""",
    "ALTER TABLE traeger ADD COLUMN found_by text GENERATED ALWAYS AS (din5007(name)) STORED",
    "CREATE INDEX person_by_name ON person (body, din5007(family_name), din5007(given_name), id)",
]
BACKWARDS = [
    "DROP INDEX person_by_name",
    "ALTER TABLE traeger DROP COLUMN found_by",
    "ALTER TABLE affiliation DROP COLUMN found_by",
    "ALTER TABLE person DROP COLUMN found_by",
]


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement)

    async def revert() -> None:
        for statement in BACKWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    manager.add_raw_backwards(revert)
    return manager

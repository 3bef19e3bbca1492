"""A row for each statement that changes what calendars show, written by the database itself.

So a subscription learns with one look whether it would be the same again, and no way of changing a
meeting can forget to say so. Rows are only added: nobody waits for anybody. An update of an
invitation counts only where the calendar depends on it, because each mail that goes out is one.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T18:59:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "calendar_changes"

NOTE = """CREATE FUNCTION note_calendar_change(groups uuid[], persons uuid[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO calendar_change (written_by, groups, persons)
    SELECT pg_current_xact_id()::text::bigint, coalesce(groups, ARRAY[]::uuid[]),
        coalesce(persons, ARRAY[]::uuid[])
    WHERE groups IS NOT NULL OR persons IS NOT NULL
$$"""
# Table → columns that count, and from the changed rows: groups, persons.
COUNTING = {
    "steering_group": ("id, name", "array_agg(DISTINCT id)", "NULL::uuid[]"),
    "former_name": ('"group"', 'array_agg(DISTINCT "group")', "NULL::uuid[]"),
    "series": ("*", 'array_agg(DISTINCT "group")', "NULL::uuid[]"),
    "meeting": ("*", 'array_agg(DISTINCT "group")', "NULL::uuid[]"),
    "membership": (
        'person, "group", role, standing, since, until, traeger',
        "NULL::uuid[]",
        "array_agg(DISTINCT person)",
    ),
    "invitation": (
        "meeting, person, answer, revoked_at",
        "NULL::uuid[]",
        "array_agg(DISTINCT person)",
    ),
    "task": ("*", 'array_agg(DISTINCT "group")', "array_agg(DISTINCT person)"),
}
ROWS = {
    "INSERT": ("NEW TABLE AS changed", "SELECT {} FROM changed"),
    "DELETE": ("OLD TABLE AS changed", "SELECT {} FROM changed"),
    "UPDATE": (
        "OLD TABLE AS before NEW TABLE AS after",
        """(SELECT {0} FROM before EXCEPT SELECT {0} FROM after)
            UNION ALL (SELECT {0} FROM after EXCEPT SELECT {0} FROM before)""",
    ),
}


def _trigger(table: str, event: str) -> list[str]:
    columns, groups, persons = COUNTING[table]
    transition, rows = ROWS[event]
    name = f"calendar_{event.lower()}_{table}"
    return [
        f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM note_calendar_change({groups}, {persons})
                FROM ({rows.format(columns)}) AS changed_rows;
                RETURN NULL;
            END $$""",
        f"""CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {transition}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}()""",
    ]


FORWARDS = [
    NOTE,
    *(line for table in COUNTING for event in ROWS for line in _trigger(table, event)),
]
BACKWARDS = [
    *(
        line
        for table in COUNTING
        for event in ROWS
        for name in [f"calendar_{event.lower()}_{table}"]
        for line in (f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()")
    ),
    "DROP FUNCTION note_calendar_change(uuid[], uuid[])",
]


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement.replace("{", "{{").replace("}", "}}"))

    async def revert() -> None:
        for statement in BACKWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    manager.add_raw_backwards(revert)
    return manager

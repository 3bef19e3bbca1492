"""Every decision gets its number in the register, from the database itself (docs/adr/0029).

So a process of the version before, the demo and an import number theirs as well. Whoever records one
waits for the transaction that numbers the same group and year: a number is given when its decision is
really there, and none is left out. Known decisions follow the days of their meetings.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T23:59:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "decisions_numbered"

FORWARDS = [
    """INSERT INTO register_entry (id, "group", meeting, decision, year, number, created_at)
    SELECT gen_random_uuid(), m."group", m.id, d.id,
        extract(year FROM m.starts_at AT TIME ZONE 'Europe/Berlin')::integer,
        row_number() OVER (
            PARTITION BY m."group", extract(year FROM m.starts_at AT TIME ZONE 'Europe/Berlin')
            ORDER BY m.starts_at, m.id, i.position, d.created_at, d.id),
        d.created_at
    FROM decision d JOIN agenda_item i ON i.id = d.agenda_item JOIN meeting m ON m.id = i.meeting""",
    """CREATE FUNCTION number_decision() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        of_meeting uuid;
        of_group uuid;
        of_year integer;
    BEGIN
        SELECT m.id, m."group", extract(year FROM m.starts_at AT TIME ZONE 'Europe/Berlin')::integer
        INTO of_meeting, of_group, of_year
        FROM agenda_item i JOIN meeting m ON m.id = i.meeting WHERE i.id = NEW.agenda_item;
        PERFORM pg_advisory_xact_lock(hashtextextended('register_entry ' || of_group || ' ' || of_year, 0));
        INSERT INTO register_entry (id, "group", meeting, decision, year, number, created_at)
        SELECT gen_random_uuid(), of_group, of_meeting, NEW.id, of_year,
            coalesce(max(number), 0) + 1, NEW.created_at
        FROM register_entry WHERE "group" = of_group AND year = of_year;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER decision_numbered AFTER INSERT ON decision
    FOR EACH ROW EXECUTE FUNCTION number_decision()""",
]
BACKWARDS = ["DROP TRIGGER decision_numbered ON decision", "DROP FUNCTION number_decision()"]


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

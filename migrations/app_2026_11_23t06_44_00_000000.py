"""What was true on a past day: the database notes it whenever it changes (docs/adr/0040).

A trigger, because mandates, tasks and meetings change in many places, and none must be forgotten.
What was there before counts as unchanged since it was entered; its states come from its own steps.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T06:44:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "former states noted"

# Table → kind, and the columns that become owner, origin, day, moment and state; '' for none.
NOTED = {
    "mandate": ("mandate", "group", "decision_point", "due_on", "", "status"),
    "task": ("task", "mandate", "", "due_on", "", "status"),
    "meeting": ("meeting", "group", "", "", "starts_at", "status"),
    "decision_point": ("point", "vorlage", "", "needless_since", "", ""),
    "group_origin": ("origin", "group", "decision_point", "", "", ""),
}
COLUMNS = "(id, kind, subject, since, owner, origin, day, moment, state)"
FORWARDS = [
    "CREATE INDEX former_state_of ON former_state (kind, subject, since DESC)",
    # Named by its columns in the order of TG_ARGV; j ->> '' is NULL.
    f"""CREATE FUNCTION note_state() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        j jsonb;
        old_j jsonb;
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF TG_ARGV[0] = 'origin' THEN
                INSERT INTO former_state {COLUMNS} VALUES
                    (gen_random_uuid(), 'origin', OLD.id, clock_timestamp(), NULL, NULL, NULL, NULL, 'gone');
            ELSE
                DELETE FROM former_state WHERE kind = TG_ARGV[0] AND subject = OLD.id;
            END IF;
            RETURN NULL;
        END IF;
        j := to_jsonb(NEW);
        IF TG_OP = 'UPDATE' THEN
            old_j := to_jsonb(OLD);
            IF NOT EXISTS (SELECT FROM unnest(TG_ARGV[1:5]) name WHERE (j ->> name) IS DISTINCT FROM (old_j ->> name)) THEN
                RETURN NULL;
            END IF;
        END IF;
        INSERT INTO former_state {COLUMNS} VALUES (
            gen_random_uuid(), TG_ARGV[0], NEW.id,
            CASE WHEN TG_OP = 'INSERT' THEN least(coalesce((j ->> 'created_at')::timestamptz, clock_timestamp()), clock_timestamp())
                ELSE clock_timestamp() END,
            (j ->> TG_ARGV[1])::uuid, (j ->> TG_ARGV[2])::uuid, (j ->> TG_ARGV[3])::date,
            (j ->> TG_ARGV[4])::timestamptz, j ->> TG_ARGV[5]);
        RETURN NULL;
    END $$""",
    *(
        f"""CREATE TRIGGER {table}_states AFTER INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION note_state({", ".join(f"'{name}'" for name in names)})"""
        for table, names in NOTED.items()
    ),
    f"""INSERT INTO former_state {COLUMNS}
    SELECT gen_random_uuid(), 'mandate', id, created_at, "group", decision_point, due_on, NULL::timestamptz, status FROM mandate
    UNION ALL SELECT gen_random_uuid(), 'task', id, created_at, mandate, NULL, due_on, NULL, status FROM task
    UNION ALL SELECT gen_random_uuid(), 'meeting', id, created_at, "group", NULL, NULL, starts_at,
        CASE WHEN status IN ('running', 'held') THEN 'invited' ELSE status END FROM meeting
    UNION ALL SELECT gen_random_uuid(), 'point', p.id, v.created_at, p.vorlage, NULL, p.needless_since, NULL, NULL
        FROM decision_point p JOIN vorlage v ON v.id = p.vorlage
    UNION ALL SELECT gen_random_uuid(), 'origin', o.id, g.created_at, o."group", o.decision_point, NULL, NULL, NULL
        FROM group_origin o JOIN steering_group g ON g.id = o."group" """,
]  # fmt: skip


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement)

    manager.add_raw(apply)
    return manager

"""Also found: what PDF files say, comments on tasks, Träger."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T03:44:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "words of files, comments and Träger"

# Table → heading, which weighs more, and the rest; as in 2026-11-22T23:51.
SEARCHED = {
    "file_text": ("''", "text"),
    "task_step": ("''", "text"),
    "traeger": ("name", "''"),
}
FORWARDS = [
    *(
        f"ALTER TABLE {table} ADD COLUMN words tsvector "
        f"GENERATED ALWAYS AS (search_words({heading}, {rest})) STORED"
        for table, (heading, rest) in SEARCHED.items()
    ),
    *(
        f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (gin_pending_list_limit = 256)"
        for table in SEARCHED
    ),
    "CREATE INDEX task_step_newest ON task_step (at DESC)",
    # The queue of the worker: a few rows at most.
    "CREATE INDEX file_text_waiting ON file_text (due_at, id) WHERE read_at IS NULL",
    # Words are unpacked to be looked at, which the operator's cost of 1 hides: PostgreSQL then reads a
    # whole table rather than its newest rows. In plpgsql, since SQL would be put in its place again.
    """CREATE FUNCTION has_words(words tsvector, asked tsquery) RETURNS boolean
       LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS 'BEGIN RETURN words @@ asked; END'""",
    # A trigger, because files come by many ways, and none must be forgotten.
    """CREATE FUNCTION note_file_text() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE
           of_group uuid; of_meeting uuid;
       BEGIN
           IF TG_TABLE_NAME = 'attachment' THEN
               of_meeting := NEW.meeting;
               SELECT m."group" INTO of_group FROM meeting m WHERE m.id = NEW.meeting;
           ELSIF TG_TABLE_NAME = 'event_file' THEN
               SELECT e."group" INTO of_group FROM group_event e WHERE e.id = NEW.event;
           END IF;
           INSERT INTO file_text (id, file, "group", meeting)
           SELECT gen_random_uuid(), f.id, of_group, of_meeting
           FROM file f WHERE f.id = NEW.file AND f.media_type = 'application/pdf'
           ON CONFLICT DO NOTHING;
           RETURN NULL;
       END $$""",
    *(
        f"CREATE TRIGGER {table}_has_a_text AFTER INSERT ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION note_file_text()"
        for table in ("attachment", "vorlage_file", "event_file")
    ),
    """INSERT INTO file_text (id, file, "group", meeting)
       SELECT gen_random_uuid(), f.id, m."group", m.id FROM attachment a
       JOIN file f ON f.id = a.file JOIN meeting m ON m.id = a.meeting WHERE f.media_type = 'application/pdf'
       UNION ALL
       SELECT gen_random_uuid(), f.id, NULL, NULL FROM vorlage_file v
       JOIN file f ON f.id = v.file WHERE f.media_type = 'application/pdf'
       UNION ALL
       SELECT gen_random_uuid(), f.id, e."group", NULL FROM event_file ef
       JOIN file f ON f.id = ef.file JOIN group_event e ON e.id = ef.event
       WHERE f.media_type = 'application/pdf'
       ON CONFLICT DO NOTHING""",
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

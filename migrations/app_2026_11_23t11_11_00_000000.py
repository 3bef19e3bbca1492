"""Files of tasks are searched like others, and go with their task."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T11:11:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "files of tasks are searched and go with their task"

FORWARDS = (
    # As in 2026-11-23T03:44, with tasks.
    """CREATE OR REPLACE FUNCTION note_file_text() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE
           of_group uuid; of_meeting uuid;
       BEGIN
           IF TG_TABLE_NAME = 'attachment' THEN
               of_meeting := NEW.meeting;
               SELECT m."group" INTO of_group FROM meeting m WHERE m.id = NEW.meeting;
           ELSIF TG_TABLE_NAME = 'event_file' THEN
               SELECT e."group" INTO of_group FROM group_event e WHERE e.id = NEW.event;
           ELSIF TG_TABLE_NAME = 'task_file' THEN
               SELECT t."group" INTO of_group FROM task t WHERE t.id = NEW.task;
           END IF;
           INSERT INTO file_text (id, file, "group", meeting)
           SELECT gen_random_uuid(), f.id, of_group, of_meeting
           FROM file f WHERE f.id = NEW.file AND f.media_type = 'application/pdf'
           ON CONFLICT DO NOTHING;
           RETURN NULL;
       END $$""",
    "CREATE TRIGGER task_file_has_a_text AFTER INSERT ON task_file "
    "FOR EACH ROW EXECUTE FUNCTION note_file_text()",
    # A task that a successor takes over takes the texts of its files along.
    """CREATE FUNCTION move_file_texts() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           UPDATE file_text ft SET "group" = NEW."group"
           FROM task_file tf WHERE tf.task = NEW.id AND ft.file = tf.file;
           RETURN NULL;
       END $$""",
    'CREATE TRIGGER task_moves_file_texts AFTER UPDATE OF "group" ON task FOR EACH ROW '
    'WHEN (OLD."group" IS DISTINCT FROM NEW."group") EXECUTE FUNCTION move_file_texts()',
    # Tasks go in several ways; the bytes then have no row and are swept.
    """CREATE FUNCTION forget_file() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           DELETE FROM file WHERE id = OLD.file;
           RETURN NULL;
       END $$""",
    "CREATE TRIGGER task_file_takes_its_file AFTER DELETE ON task_file "
    "FOR EACH ROW EXECUTE FUNCTION forget_file()",
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

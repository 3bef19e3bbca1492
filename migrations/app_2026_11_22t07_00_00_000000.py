"""What columns cannot say: sorting, closed lists, the queue's index, an append-only audit log."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T07:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "sorting, checks, partial indexes, append-only audit"

CLOSED_LISTS = {
    ("traeger", "side"): ("public", "free", "freelance", "politics", "affected", "external"),
    ("office_role", "office"): ("coordination", "operator"),
    ("steering_group", "status"): ("planned", "active", "finished", "dissolved"),
    ("membership", "role"): ("leitung", "moderation", "koordination", "protokoll", "mitglied"),
    ("membership", "standing"): ("voting", "advisory", "deputy", "guest"),
    ("vorlage", "visibility"): ("public", "internal", "confidential"),
    ("vorlage", "status"): ("recorded", "deliberated", "implemented", "superseded"),
    ("meeting", "status"): ("planned", "invited", "running", "held", "cancelled"),
    ("agenda_item", "visibility"): ("public", "internal", "confidential"),
    ("decision", "outcome"): ("recommended", "decided", "rejected", "postponed"),
    ("invitation", "answer"): ("open", "accepted", "tentative", "declined"),
    ("invitation", "attendance"): ("unknown", "present", "excused", "absent"),
    ("mandate", "kind"): ("question", "problem", "task"),
    ("mandate", "status"): (
        "open", "in_progress", "proposed", "finalised", "reported", "on_hold", "referred", "dropped",
    ),
    ("task", "status"): ("open", "in_progress", "done", "dropped"),
    ("task", "visibility"): ("public", "internal", "confidential"),
    ("minutes", "status"): ("draft", "sent", "approved"),
    ("subscription", "rhythm"): ("before_meeting", "weekly", "monthly"),
    ("outgoing_mail", "state"): ("waiting", "sent", "delayed", "failed", "dropped"),
}

FORWARDS = [
    # DIN 5007-1: Ä sorts as A, ß as ss, whatever locale the server has
    """CREATE FUNCTION din5007(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN lower(translate(replace(value, 'ß', 'ss'), 'ÄÖÜäöüÀÁÂÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÙÚÛàáâãåçèéêëìíîïñòóôõùúû',
                                                      'AOUaouAAAAACEEEEIIIINOOOOUUUaaaaaceeeeiiiinoooouuu'))""",
    "CREATE INDEX steering_group_sort ON steering_group (din5007(name), name)",
    "CREATE INDEX person_sort ON person (din5007(family_name), din5007(given_name))",
    "CREATE UNIQUE INDEX person_email_folded ON person (lower(email))",
    "CREATE INDEX outgoing_mail_due ON outgoing_mail (due_at, id) WHERE done_at IS NULL",
    "CREATE INDEX task_open_by_person ON task (person, due_on) WHERE status IN ('open', 'in_progress')",
    "CREATE INDEX membership_current ON membership (person) WHERE until IS NULL",
    "ALTER TABLE membership ADD CONSTRAINT membership_period CHECK (until IS NULL OR until >= since)",
    "ALTER TABLE meeting ADD CONSTRAINT meeting_ends_after_start CHECK (ends_at > starts_at)",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$""",
    """CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
       FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    *(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_listed CHECK ({column} IN ({', '.join(repr(v) for v in values)}))"
        for (table, column), values in CLOSED_LISTS.items()
    ),
]
BACKWARDS = [
    *(f"ALTER TABLE {t} DROP CONSTRAINT {t}_{c}_listed" for t, c in CLOSED_LISTS),
    "DROP TRIGGER audit_entry_append_only ON audit_entry",
    "DROP FUNCTION refuse_change()",
    "ALTER TABLE meeting DROP CONSTRAINT meeting_ends_after_start",
    "ALTER TABLE membership DROP CONSTRAINT membership_period",
    "DROP INDEX membership_current, task_open_by_person, outgoing_mail_due, person_email_folded, person_sort, steering_group_sort",
    "DROP FUNCTION din5007(text)",
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

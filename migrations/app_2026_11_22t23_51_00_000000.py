"""What the search finds carries its words, written by the database itself."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T23:51:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "words of everything that is searched"

# Table → heading, which weighs more, and the rest.
SEARCHED = {
    "agenda_item": ("title", "concat_parts(presenter, note)"),
    "minutes_item": ("''", "text"),
    "decision": ("''", "text"),
    "decision_point": ("''", "text"),
    "task": ("title", "done_note"),
    "mandate": ("title", "''"),
    "steering_group": ("name", "purpose"),
    "former_name": ("name", "''"),
    "person": ("concat_parts(given_name, family_name)", "''"),
    "file": ("name", "''"),
}

FORWARDS = [
    # "Trusted" since PostgreSQL 13: the owner of the database may, without an administrator.
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    # concat_ws() is only stable, since it takes any type; for text alone it is immutable.
    """CREATE FUNCTION concat_parts(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN coalesce(a, '') || ' ' || coalesce(b, '')""",
    # Folded and cut into words as those of a paper (vorlage_words), so that one query finds both.
    r"""CREATE FUNCTION search_words(heading text, rest text)
       RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN setweight(to_tsvector('pg_catalog.german', german_fold(regexp_replace(
           coalesce(heading, ''), '[-/\\_.,;:+@#&=?%~^''"()\[\]{}<>|*$!–—‑]+', ' ', 'g'))), 'A')
       || to_tsvector('pg_catalog.german', german_fold(regexp_replace(
           left(coalesce(rest, ''), 200000), '[-/\\_.,;:+@#&=?%~^''"()\[\]{}<>|*$!–—‑]+', ' ', 'g')))""",
    *(
        f"ALTER TABLE {table} ADD COLUMN words tsvector "
        f"GENERATED ALWAYS AS (search_words({heading}, {rest})) STORED"
        for table, (heading, rest) in SEARCHED.items()
    ),
    # Every search reads what waits to be sorted in; 256 kB are some dozens of autosaves.
    *(
        f"CREATE INDEX {table}_words ON {table} USING gin (words) WITH (gin_pending_list_limit = 256)"
        for table in SEARCHED
    ),
    "CREATE INDEX task_newest ON task (created_at DESC)",
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

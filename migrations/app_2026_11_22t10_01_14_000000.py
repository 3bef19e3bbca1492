"""Papers are found by their words; the days of their consultations become sessions."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T10:01:14:000000"
VERSION = "1.38.0"
DESCRIPTION = "full text of papers, sessions of the consultations so far"

FORWARDS = [
    # ü = ue = u, ß = ss, for words of papers and of questions alike. Not after a vowel or q:
    # "neue", "Bauer" and "Quelle" are no umlauts. "für" and its like lose their umlaut here, so the
    # list of stop words does not know them any more: "der" stands for them, which it knows.
    # Own SQL, since the extension unaccent needs an administrator on some servers and knows no "ue".
    r"""CREATE FUNCTION german_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN regexp_replace(regexp_replace(
           replace(replace(replace(replace(replace(replace(replace(replace(lower(
               CASE WHEN value ~ '[áàâãåçéèêëíìîïñóòôõúùûÁÀÂÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÕÚÙÛ]' THEN translate(value,
                   'áàâãåçéèêëíìîïñóòôõúùûÁÀÂÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÕÚÙÛ',
                   'aaaaaceeeeiiiinoooouuuaaaaaceeeeiiiinoooouuu') ELSE value END),
               'ä', 'a'), 'ö', 'o'), 'ü', 'u'), 'Ä', 'a'), 'Ö', 'o'), 'Ü', 'u'), 'ß', 'ss'), 'ẞ', 'ss'),
           '(?<![aeiouyq])([aou])e', '\1', 'g'),
           '\m(fur|konnen|konnte|uber|wahrend|wurden?)\M', 'der', 'g')""",
    # What people read in schema vorlage/1: no clerk, no codes. Two control characters mark hits
    # on the page, so they must not stand in a text.
    r"""CREATE FUNCTION paper_text(paper jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN (WITH part (content) AS (SELECT jsonb_build_array(
                   paper #> '{proposal,blocks}', paper -> 'facts', paper -> 'other_sections',
                   jsonb_build_object('text', paper #> '{financial,text}')))
               SELECT translate(left(string_agg(piece #>> '{}', ' '), 200000), chr(2) || chr(3), '')
               FROM (
                   SELECT jsonb_path_query(content, 'strict $.** ? (exists(@.text)).text', silent => true) FROM part
                   UNION ALL
                   SELECT jsonb_path_query(content, 'strict $.** ? (exists(@.paragraphs)).paragraphs[*]', silent => true) FROM part
                   UNION ALL
                   SELECT jsonb_path_query(content, 'strict $.** ? (exists(@.rows)).rows[*][*]', silent => true) FROM part
                   UNION ALL
                   SELECT jsonb_path_query(content, 'strict $.** ? (exists(@.header)).header[*]', silent => true) FROM part
                   UNION ALL
                   SELECT jsonb_path_query(content, 'strict $.** ? (exists(@.heading)).heading', silent => true) FROM part
                   UNION ALL
                   SELECT jsonb_path_query(paper, 'lax $.attachments[*].name', silent => true)
                   UNION ALL
                   SELECT jsonb_path_query(paper, 'lax $.related[*]', silent => true)
               ) AS pieces (piece))""",
    # Signs go before the parser sees them: else VO/09819/21 were the name of a file, in one piece.
    # 200,000 characters stay below the megabyte that a tsvector may have.
    r"""CREATE FUNCTION vorlage_words(reference text, title text, lead_unit text, paper jsonb)
       RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
       RETURN to_tsvector('pg_catalog.german', german_fold(regexp_replace(
           left(concat_ws(' ', reference, title, lead_unit, paper_text(paper)), 200000),
           '[-/\\_.,;:+@#&=?%~^''"()\[\]{}<>|*$!–—‑]+', ' ', 'g')))""",
    """ALTER TABLE vorlage
       ADD COLUMN words tsvector GENERATED ALWAYS AS (vorlage_words(reference, title, lead_unit, paper)) STORED,
       ADD COLUMN kind text GENERATED ALWAYS AS (coalesce(paper #>> '{paper_type,code}', '')) STORED""",
    "CREATE INDEX vorlage_words ON vorlage USING gin (words)",
    "CREATE INDEX vorlage_newest ON vorlage (body, coalesce(dated_on, '-infinity'::date) DESC, id DESC)",
    """INSERT INTO committee_session (id, committee, held_on, title)
       SELECT gen_random_uuid(), committee, held_on, max(meeting_title) FROM consultation
       WHERE committee IS NOT NULL AND held_on IS NOT NULL GROUP BY committee, held_on
       ON CONFLICT DO NOTHING""",
    "CREATE INDEX consultation_by_day ON consultation (committee, held_on)",
    # A trigger, because consultations come by many ways and a session must not depend on which
    """CREATE FUNCTION note_committee_session() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
           IF NEW.committee IS NOT NULL AND NEW.held_on IS NOT NULL THEN
               INSERT INTO committee_session (id, committee, held_on, title)
               VALUES (gen_random_uuid(), NEW.committee, NEW.held_on, NEW.meeting_title)
               ON CONFLICT (committee, held_on) DO UPDATE SET title = EXCLUDED.title
               WHERE committee_session.title = '' AND committee_session.version = 1 AND EXCLUDED.title <> '';
           END IF;
           RETURN NULL;
       END $$""",
    """CREATE TRIGGER consultation_has_a_session
       AFTER INSERT OR UPDATE OF committee, held_on, meeting_title ON consultation
       FOR EACH ROW EXECUTE FUNCTION note_committee_session()""",
]
BACKWARDS = [
    "DROP TRIGGER consultation_has_a_session ON consultation",
    "DROP FUNCTION note_committee_session()",
    "DROP INDEX consultation_by_day, vorlage_newest, vorlage_words",
    "ALTER TABLE vorlage DROP COLUMN words, DROP COLUMN kind",
    "DROP FUNCTION vorlage_words(text, text, text, jsonb)",
    "DROP FUNCTION paper_text(jsonb)",
    "DROP FUNCTION german_fold(text)",
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

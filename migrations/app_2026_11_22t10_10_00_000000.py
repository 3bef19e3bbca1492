"""What the OParl interface publishes, kept up by triggers (docs/adr/0018, docs/oparl.md).

oparl_published(roots) says what of some papers, committees, sessions, people and bodies is public
now; oparl_sync(roots) compares it with the table oparl_object and stamps what differs. The triggers
only say which roots a change touches.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T10:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "stamps and tombstones of the OParl interface"

# A session is known by the committee and its day, whether it has a row or not. Immutable, so that it
# can be indexed.
SESSION = """
CREATE FUNCTION oparl_session(committee uuid, held_on date) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT md5(committee::text || ':' || (held_on - '2000-01-01'::date)::text)::uuid $$
"""

# Who is public: app/oparl/access.py says the same in Python; tests/oparl/test_public.py compares.
# No scans: the planner does not know how dear it is to unpack a paper. Planned once a connection.
PUBLISHED = """
CREATE FUNCTION oparl_published(roots uuid[]) RETURNS TABLE (
    kind text, object_id uuid, body_id uuid, root_id uuid, organization_id uuid, place int,
    fingerprint text, created_at timestamptz
) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY WITH item AS (
    SELECT c.id, v.body, g.id AS committee, g.name, c.held_on,
        oparl_session(c.committee, c.held_on) AS session,
        (row_number() OVER (
            PARTITION BY oparl_session(c.committee, c.held_on)
            ORDER BY substring(c.agenda_number from '[0-9]+')::numeric NULLS LAST,
                c.agenda_number, v.reference, c.id
        ))::int - 1 AS place,
        (c::text, v.title, v.version)::text AS shown
    FROM consultation c
    JOIN vorlage v ON v.id = c.vorlage
    JOIN steering_group g ON g.id = c.committee
    WHERE oparl_session(c.committee, c.held_on) = ANY(roots)
        AND v.visibility = 'public' AND g.kind IN ('kreistag', 'ausschuss')
), seat AS (
    SELECT m.*, g.body, m::text AS shown
    FROM membership m
    JOIN steering_group g ON g.id = m."group"
    JOIN person p ON p.id = m.person
    WHERE (m."group" = ANY(roots) OR m.person = ANY(roots) OR m.traeger = ANY(roots))
        AND g.kind IN ('kreistag', 'ausschuss') AND NOT p.blocked
        AND m.role IN ('leitung', 'mitglied') AND m.standing IN ('voting', 'advisory', 'deputy')
), known AS (
    SELECT 'body' AS kind, b.id AS object_id, b.id AS body_id, b.id AS root_id,
        NULL::uuid AS organization_id, NULL::int AS place,
        (b.name, b.office_name, b.postal_address, (
            SELECT string_agg((g.id, g.name, g.starts_on, g.ends_on)::text, '' ORDER BY g.id)
            FROM steering_group g WHERE g.body = b.id AND g.kind = 'kreistag'
        ))::text AS shown, NULL::timestamptz AS created_at
    FROM body b WHERE b.id = ANY(roots)
    UNION ALL
    SELECT 'location', b.id, b.id, b.id, NULL, NULL, b.postal_address, NULL
    FROM body b WHERE b.id = ANY(roots) AND btrim(b.postal_address, E' \\r\\n\\t') <> ''
    UNION ALL
    SELECT 'legislativeterm', g.id, g.body, g.id, NULL, NULL, (g.starts_on, g.ends_on)::text,
        g.created_at
    FROM steering_group g
    WHERE g.id = ANY(roots) AND g.kind = 'kreistag' AND g.starts_on IS NOT NULL
    UNION ALL
    SELECT 'organization', g.id, g.body, g.id, NULL, NULL, (
            g.name, g.kind, g.starts_on, g.ends_on,
            (SELECT u.id FROM steering_group u
             WHERE u.id = g.parent AND u.kind IN ('kreistag', 'ausschuss')),
            (SELECT string_agg(seat.id::text, '' ORDER BY seat.id)
             FROM seat WHERE seat."group" = g.id)
        )::text, g.created_at
    FROM steering_group g WHERE g.id = ANY(roots) AND g.kind IN ('kreistag', 'ausschuss')
    UNION ALL
    SELECT 'organization', t.id, t.body, t.id, NULL, NULL, (t.name, t.side)::text, t.created_at
    FROM traeger t
    WHERE t.id = ANY(roots) AND EXISTS (SELECT FROM seat WHERE seat.traeger = t.id)
    UNION ALL
    SELECT 'membership', seat.id, seat.body, seat."group", NULL, NULL, seat.shown, NULL
    FROM seat WHERE seat."group" = ANY(roots)
    UNION ALL
    SELECT 'person', p.id, p.body, p.id, NULL, NULL, (
            p.given_name, p.family_name, p.title,
            (SELECT string_agg(seat.shown, '' ORDER BY seat.id) FROM seat WHERE seat.person = p.id)
        )::text, p.created_at
    FROM person p
    WHERE p.id = ANY(roots) AND EXISTS (SELECT FROM seat WHERE seat.person = p.id)
    UNION ALL
    SELECT kind.name, v.id, v.body, v.id, NULL, NULL, (
            v.reference, v.title, v.paper_type, v.dated_on, v.lead_unit, v.status, v.version,
            v.paper,
            (SELECT string_agg((c::text, g.id)::text, '' ORDER BY c.position, c.id)
             FROM consultation c
             LEFT JOIN steering_group g
                 ON g.id = c.committee AND g.kind IN ('kreistag', 'ausschuss')
             WHERE c.vorlage = v.id),
            (SELECT string_agg((d.marker, d.depth, d.text)::text, '' ORDER BY d.position, d.id)
             FROM decision_point d WHERE d.vorlage = v.id),
            (SELECT string_agg(a::text, '' ORDER BY a.created_at, a.id)
             FROM vorlage_file a
             WHERE a.vorlage = v.id AND a.visibility = 'public' AND a.removed_at IS NULL),
            (SELECT string_agg(other.id::text, '' ORDER BY other.id)
             FROM vorlage other
             WHERE other.body = v.body AND other.visibility = 'public' AND other.reference = ANY(
                 ARRAY(SELECT jsonb_path_query(v.paper, '$.related[*]') #>> '{}')))
        )::text, v.created_at
    FROM vorlage v CROSS JOIN (VALUES ('paper'), ('file')) AS kind (name)
    WHERE v.id = ANY(roots) AND v.visibility = 'public'
    UNION ALL
    SELECT 'file', a.id, v.body, v.id, NULL, NULL, (a::text, f.name, f.sha256)::text, a.created_at
    FROM vorlage v
    JOIN vorlage_file a ON a.vorlage = v.id
    JOIN file f ON f.id = a.file
    WHERE v.id = ANY(roots) AND v.visibility = 'public'
        AND a.visibility = 'public' AND a.removed_at IS NULL
    UNION ALL
    SELECT 'consultation', c.id, v.body, v.id, g.id, NULL, (c::text, g.id)::text, NULL
    FROM vorlage v
    JOIN consultation c ON c.vorlage = v.id
    LEFT JOIN steering_group g ON g.id = c.committee AND g.kind IN ('kreistag', 'ausschuss')
    WHERE v.id = ANY(roots) AND v.visibility = 'public'
    UNION ALL
    SELECT 'agendaitem', item.id, item.body, item.session, item.committee, item.place, item.shown,
        NULL
    FROM item
    UNION ALL
    SELECT 'meeting', item.session, item.body, item.session, item.committee, NULL, (
            item.name, item.held_on, day.title, day.place, day.begins_at,
            string_agg(item.shown, '' ORDER BY item.place)
        )::text, NULL
    FROM item
    LEFT JOIN committee_session day
        ON day.committee = item.committee AND day.held_on = item.held_on
    GROUP BY item.session, item.body, item.committee, item.name, item.held_on, day.id
    UNION ALL
    SELECT DISTINCT 'location', item.session, item.body, item.session, NULL::uuid, NULL::int,
        day.place::text, NULL::timestamptz
    FROM item
    JOIN committee_session day ON day.committee = item.committee AND day.held_on = item.held_on
    WHERE day.place <> ''
)
SELECT kind, object_id, body_id, root_id, organization_id, place, md5(shown),
    date_trunc('second', created_at)
FROM known;
END $$
"""

# A withdrawn object keeps its row; one that was never public never had one.
SYNC = """
CREATE FUNCTION oparl_sync(roots uuid[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE stamp timestamptz := date_trunc('second', clock_timestamp());
BEGIN
    WITH live AS MATERIALIZED (SELECT * FROM oparl_published(roots)), gone AS (
        UPDATE oparl_object o SET deleted_at = stamp, modified_at = stamp, fingerprint = ''
        WHERE o.root_id = ANY(roots) AND o.deleted_at IS NULL AND NOT EXISTS (
            SELECT FROM live WHERE live.kind = o.kind AND live.object_id = o.object_id)
    )
    INSERT INTO oparl_object AS o (kind, object_id, body_id, root_id, organization_id, place,
        fingerprint, created_at, modified_at)
    SELECT kind, object_id, body_id, root_id, organization_id, place, fingerprint,
        coalesce(created_at, stamp), stamp
    FROM live
    WHERE NOT EXISTS (
        SELECT FROM oparl_object known
        WHERE known.kind = live.kind AND known.object_id = live.object_id
            AND known.deleted_at IS NULL AND known.fingerprint = live.fingerprint
            AND (known.body_id, known.root_id, known.organization_id, known.place)
                IS NOT DISTINCT FROM
                (live.body_id, live.root_id, live.organization_id, live.place))
    ORDER BY kind, object_id
    ON CONFLICT (kind, object_id) DO UPDATE SET
        body_id = EXCLUDED.body_id, root_id = EXCLUDED.root_id,
        organization_id = EXCLUDED.organization_id, place = EXCLUDED.place,
        fingerprint = EXCLUDED.fingerprint, modified_at = stamp, deleted_at = NULL;
END $$
"""

# Table → the roots that its changed rows touch; papers and what belongs to them come many at once.
ROOTS_OF_MANY = {
    "vorlage": """
        SELECT id FROM changed
        UNION SELECT oparl_session(c.committee, c.held_on)
        FROM consultation c JOIN changed ON changed.id = c.vorlage
        UNION SELECT id FROM vorlage
        WHERE paper->'related' ?| ARRAY(SELECT reference::text FROM changed)""",
    "consultation": """
        SELECT vorlage FROM changed UNION SELECT oparl_session(committee, held_on) FROM changed""",
    "decision_point": "SELECT vorlage FROM changed",
    "vorlage_file": "SELECT vorlage FROM changed",
    "committee_session": "SELECT oparl_session(committee, held_on) FROM changed",
}
COLUMNS = {
    "vorlage": "id, reference",
    "consultation": "vorlage, committee, held_on",
    "committee_session": "committee, held_on",
}
ROOTS_OF_ONE = {
    "body": "SELECT unnest(ARRAY[OLD.id, NEW.id])",
    "traeger": "SELECT unnest(ARRAY[OLD.id, NEW.id])",
    "membership": """
        SELECT unnest(ARRAY[OLD."group", NEW."group", OLD.person, NEW.person, OLD.traeger,
            NEW.traeger])""",
    "person": """
        SELECT unnest(ARRAY[OLD.id, NEW.id])
        UNION SELECT "group" FROM membership WHERE person = NEW.id
        UNION SELECT traeger FROM membership WHERE person = NEW.id""",
    # its papers, sessions and people only where the change can be seen there
    "steering_group": """
        SELECT unnest(ARRAY[OLD.id, NEW.id, OLD.body, NEW.body])
        UNION SELECT id FROM steering_group WHERE parent = NEW.id
        UNION SELECT unnest(ARRAY[c.vorlage, oparl_session(c.committee, c.held_on)])
        FROM consultation c
        WHERE c.committee = NEW.id AND (OLD.kind, OLD.name) IS DISTINCT FROM (NEW.kind, NEW.name)
        UNION SELECT unnest(ARRAY[m.person, m.traeger]) FROM membership m
        WHERE m."group" = NEW.id AND OLD.kind IS DISTINCT FROM NEW.kind""",
}
EVENTS = {  # the tables of rows before and after; an update has both
    "INSERT": "NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS changed",
    "UPDATE": "OLD TABLE AS before NEW TABLE AS after",
}


def _function(name: str, roots: str) -> str:
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
        BEGIN
            PERFORM oparl_sync(ARRAY(SELECT root FROM ({roots}) AS found (root)
                                     WHERE root IS NOT NULL));
            RETURN NULL;
        END $$"""


def _of_many(table: str, roots: str) -> list[str]:
    columns = COLUMNS.get(table, "vorlage")
    both = f"""WITH changed AS (SELECT {columns} FROM before UNION SELECT {columns} FROM after)
        {roots}"""
    return [
        _function(f"oparl_from_{table}", roots),
        _function(f"oparl_from_{table}_update", both),
        *(
            f"""CREATE TRIGGER oparl_{event} AFTER {event} ON {table} REFERENCING {rows}
                FOR EACH STATEMENT
                EXECUTE FUNCTION oparl_from_{table}{"_update" if event == "UPDATE" else ""}()"""
            for event, rows in EVENTS.items()
        ),
    ]


def _of_one(table: str, roots: str) -> list[str]:
    return [
        _function(f"oparl_from_{table}", roots),
        f"""CREATE TRIGGER oparl_changed AFTER INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION oparl_from_{table}()""",
    ]


FORWARDS = [
    SESSION,
    "CREATE INDEX oparl_object_of_body ON oparl_object (body_id, kind, id)",
    """CREATE INDEX oparl_object_of_organization ON oparl_object (organization_id, kind, id)
       WHERE organization_id IS NOT NULL""",
    """CREATE INDEX consultation_session ON consultation (oparl_session(committee, held_on))
       WHERE committee IS NOT NULL AND held_on IS NOT NULL""",
    "CREATE INDEX vorlage_related ON vorlage USING gin ((paper->'related'))",
    PUBLISHED,
    SYNC,
    *(statement for table, roots in ROOTS_OF_MANY.items() for statement in _of_many(table, roots)),
    *(statement for table, roots in ROOTS_OF_ONE.items() for statement in _of_one(table, roots)),
    """SELECT oparl_sync(ARRAY(
        SELECT id FROM body UNION SELECT id FROM steering_group UNION SELECT id FROM person
        UNION SELECT id FROM traeger UNION SELECT id FROM vorlage
        UNION SELECT oparl_session(committee, held_on) FROM consultation
        WHERE committee IS NOT NULL AND held_on IS NOT NULL))""",
]
BACKWARDS = [
    *(f"DROP TRIGGER oparl_{event} ON {table}" for table in ROOTS_OF_MANY for event in EVENTS),
    *(f"DROP TRIGGER oparl_changed ON {table}" for table in ROOTS_OF_ONE),
    *(f"DROP FUNCTION oparl_from_{table}()" for table in ROOTS_OF_MANY | ROOTS_OF_ONE),
    *(f"DROP FUNCTION oparl_from_{table}_update()" for table in ROOTS_OF_MANY),
    "DROP FUNCTION oparl_sync(uuid[])",
    "DROP FUNCTION oparl_published(uuid[])",
    "DROP INDEX vorlage_related, consultation_session, oparl_object_of_organization, oparl_object_of_body",
    "DROP FUNCTION oparl_session(uuid, date)",
    "DELETE FROM oparl_object",
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

"""What was served and chosen until now, in the new tables and columns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T06:46:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Choices and occasions of earlier digests"

# The marks of the kinds stay empty: until the next digest `watermark` is that of every kind.
# An occasion that was served under the old key stays served; a session is one of its day now.
FORWARDS = [
    "ALTER TABLE subscription DROP CONSTRAINT subscription_rhythm_listed",
    """
ALTER TABLE subscription ADD CONSTRAINT subscription_rhythm_listed
    CHECK (rhythm IN ('before_meeting', 'weekly', 'monthly', 'committee'))
""",
    """
ALTER TABLE digest_default ADD CONSTRAINT digest_default_rhythm_listed
    CHECK (rhythm IN ('before_meeting', 'weekly', 'monthly'))
""",
    """
ALTER TABLE digest_default ADD CONSTRAINT digest_default_weekday_listed
    CHECK (weekday BETWEEN 0 AND 6)
""",
    "ALTER TABLE subscription ADD CONSTRAINT subscription_weekday_listed CHECK (weekday BETWEEN 0 AND 6)",
    """
UPDATE subscription s SET served = CASE WHEN done.key LIKE 'session:%'
    THEN left(done.key, length('session:2026-12-18')) ELSE done.key END
FROM (
    SELECT DISTINCT ON (split_part(key, ':', 2)) split_part(key, ':', 2) AS id,
        substr(key, length('digest:') + 36 + 2) AS key
    FROM periodic_run WHERE key LIKE 'digest:%' ORDER BY split_part(key, ':', 2), at DESC
) AS done
WHERE s.id::text = done.id
""",
    """
INSERT INTO digest_choice (id, subscription, rhythm, weekday, how, wording, at)
SELECT gen_random_uuid(), id, rhythm, 0, chosen_how, '2026-01', chosen_at FROM subscription
""",
    """
INSERT INTO digest_choice (id, subscription, rhythm, weekday, how, wording, at)
SELECT gen_random_uuid(), id, '', 0, 'beendet', '2026-01', ended_at FROM subscription
WHERE ended_at IS NOT NULL
""",
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

"""Proposals of mandates to groups that have ended no longer wait for an answer."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-23T11:14:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "no proposal waits in a group that has ended"

CLOSE = """
UPDATE mandate_proposal mp SET status = 'declined', decided_by_name = 'Spurwerk', decided_at = now(),
  answer = 'Die Gruppe ist beendet' || coalesce(', letzter Tag: ' || to_char(g.ends_on, 'DD.MM.YYYY'), '') || '.'
FROM steering_group g WHERE g.id = mp."group" AND mp.status = 'open' AND g.status IN ('finished', 'dissolved')
"""


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        await Raw.raw(CLOSE)

    manager.add_raw(apply)
    return manager

"""The audit log stays append-only but for two ways, each opened by one setting of its transaction.

spurwerk.audit = 'erase': a name in it becomes a pseudonym (Art. 17 DSGVO); who, when and what may not
change. spurwerk.audit = 'cut': entries past their term are deleted.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T13:58:17:000000"
VERSION = "1.38.0"
DESCRIPTION = "audit_terms"

ALLOW = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('spurwerk.audit', true) = 'cut' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND current_setting('spurwerk.audit', true) = 'erase'
     AND to_jsonb(NEW) - '{actor_name,details}'::text[]
       = to_jsonb(OLD) - '{actor_name,details}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_entry is append-only';
END $$"""
REFUSE = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$"""


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        await Raw.raw(ALLOW.replace("{", "{{").replace("}", "}}"))

    async def take_back() -> None:
        await Raw.raw(REFUSE)

    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager

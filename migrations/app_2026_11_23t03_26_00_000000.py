"""Objections can be withdrawn; nothing changes in the database itself."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from enum import Enum
from piccolo.columns.column_types import Varchar

ID = "2026-11-23T03:26:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "objections can be withdrawn"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="app", description=DESCRIPTION
    )

    manager.alter_column(
        table_class_name="Objection",
        tablename="minutes_objection",
        column_name="status",
        db_column_name="status",
        params={
            "choices": Enum(
                "ObjectionStatus",
                {
                    "OPEN": "open",
                    "ACCEPTED": "accepted",
                    "DECLINED": "declined",
                    "WITHDRAWN": "withdrawn",
                },
            )
        },
        old_params={
            "choices": Enum(
                "ObjectionStatus",
                {"OPEN": "open", "ACCEPTED": "accepted", "DECLINED": "declined"},
            )
        },
        column_class=Varchar,
        old_column_class=Varchar,
        schema=None,
    )

    return manager

"""The one Piccolo app: every table of every feature, one line of migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

FEATURES_WITH_TABLES = (
    "people", "groups", "vorlagen", "meetings", "decisions", "invitations", "mandates", "tasks",
    "api", "boards", "polls", "replies", "textblocks", "minutes", "agenda", "accounts", "digest", "feeds", "importers", "oparl", "rosters", "attachments", "reports", "audit", "control", "notifications", "outbox", "files", "search", "webhooks",
)  # fmt: skip

APP_CONFIG = AppConfig(
    app_name="app",
    migrations_folder_path=str(Path(__file__).parents[1] / "migrations"),
    table_classes=table_finder(
        [f"app.{feature}.tables" for feature in FEATURES_WITH_TABLES], exclude_imported=True
    ),
)

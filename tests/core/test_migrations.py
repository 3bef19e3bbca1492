"""Migrations run forward on an empty database and leave nothing for an automatic one to add."""

from piccolo.apps.migrations.commands.new import AutoMigrationManager

from app.people.tables import Body
from app.piccolo_app import APP_CONFIG


async def test_automatic_migration_finds_no_difference(database: None) -> None:
    changes = await AutoMigrationManager().get_alter_statements(APP_CONFIG)
    assert [statement for change in changes for statement in change.statements] == []


async def test_names_sort_as_din_5007_says(database: None) -> None:
    words = ["Zebra", "Äpfel", "Apfel", "Straße", "Strasse", "Öl", "Ofen", "Émile", "apfel"]
    rows = await Body.raw(
        'SELECT w FROM unnest({}::text[]) AS w ORDER BY din5007(w), w COLLATE "C"', words
    )
    assert [row["w"] for row in rows] == [
        "Apfel", "apfel", "Äpfel", "Émile", "Ofen", "Öl", "Strasse", "Straße", "Zebra",
    ]  # fmt: skip

"""Names, seat rules and regions of the first release become rows; closed lists and periods are checked."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-22T13:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "groups_and_people_rows"

REGIONS = """
INSERT INTO traeger_works_in (id, traeger, region)
SELECT gen_random_uuid(), id, region FROM traeger WHERE region IS NOT NULL
"""
NAMES = """
INSERT INTO former_name (id, "group", name)
SELECT gen_random_uuid(), g.id, trim(line.words)
FROM steering_group g, regexp_split_to_table(g.former_names, '\\r?\\n') AS line(words)
WHERE trim(line.words) <> ''
"""
# "drei Mitglieder" and "4 Sitze" say how many; any other sentence wants at least one.
RULES = """
INSERT INTO composition_rule (id, "group", position, quote, quantity, number)
SELECT gen_random_uuid(), said."group", row_number() OVER (PARTITION BY said."group" ORDER BY said.place),
  said.words, CASE WHEN coalesce(said.figure, said.counted) IS NULL THEN 'at_least' ELSE 'exactly' END,
  coalesce(said.figure, said.counted, 1)
FROM (
  SELECT g.id AS "group", line.place, trim(line.words) AS words,
    substring(trim(line.words) FROM '^[„“" …]*([0-9]{1,2})[[:space:]]')::integer AS figure,
    array_position(
      ARRAY['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
      substring(lower(line.words) FROM
        '^[„“" …]*(zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)[[:space:]]')
    ) + 1 AS counted
  FROM steering_group g,
    regexp_split_to_table(g.seat_rules, '\\r?\\n') WITH ORDINALITY AS line(words, place)
  WHERE trim(line.words) <> ''
) AS said
"""
SEATS = """
UPDATE membership m SET rule = r.id
FROM composition_rule r WHERE r."group" = m."group" AND m.seat <> '' AND m.seat = left(r.quote, 300)
"""
WORDS_NOW_SAID_BY_RULE = "UPDATE membership SET seat = '' WHERE rule IS NOT NULL"
PERIODS = {
    "traeger": "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
    "group_event": "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
    "composition_rule": "until IS NULL OR since IS NULL OR until >= since",
    "succession": 'successor <> "group"',
}
CLOSED_LISTS = {
    ("steering_group", "quorum"): ("none", "half", "number"),
    ("steering_group", "insight"): ("leading", "names", "addresses"),
    ("composition_rule", "quantity"): ("exactly", "at_least", "at_most"),
    ("composition_rule", "trait"): (
        "named", "committee", "function", "side", "region", "each_traeger",
    ),
    ("composition_rule", "side"): (
        "public", "free", "freelance", "politics", "affected", "external",
    ),
    ("roster_import", "state"): ("mapping", "checked", "running", "done", "failed"),
}  # fmt: skip
FORWARDS = [
    REGIONS, NAMES, RULES, SEATS, WORDS_NOW_SAID_BY_RULE,
    *(f"ALTER TABLE {table} ADD CONSTRAINT {table}_sound CHECK ({says})" for table, says in PERIODS.items()),
    *(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_listed CHECK ({column} IN ({', '.join(repr(v) for v in values)}))"
        for (table, column), values in CLOSED_LISTS.items()
    ),
]  # fmt: skip


class Raw(Table):
    """Only a handle: Raw.raw() runs inside the migration's transaction."""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="app", description=DESCRIPTION)

    async def apply() -> None:
        for statement in FORWARDS:
            await Raw.raw(statement.replace("{", "{{").replace("}", "}}"))

    manager.add_raw(apply)
    return manager

"""The page of own tasks among few and among very many of others: the same readers, the same own ones."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg

from app.accounts.tables import Session
from app.core import clock
from app.core.tokens import hash_of
from app.groups.tables import Group, GroupKind, Membership, Role
from app.people.tables import Body, Office, OfficeRole, Person
from app.tasks.tables import Task, TaskStatus
from app.web.cookies import cookie_name
from bench.compare import ROUNDS, Servers
from bench.load import Measured, measure
from bench.rows import Rows, without_word_indexes
from bench.servers import settle

TASKS, TIMES = 10_000, 100
GROUPS, PEOPLE, SEATS = 60, 400, 6
OPEN, DONE = 40, 100  # of each reader, as after some years
ASKED = 60  # times in a round
READERS = ("koordination", "mitglied")
OTHERS = """
INSERT INTO task (id, "group", title, person, status, due_on, created_at)
SELECT gen_random_uuid(), ($1::uuid[])[1 + n % $3], 'Zahlen für Frage ' || n || ' zusammenstellen',
  ($2::uuid[])[1 + n % $4],
  (ARRAY['open', 'in_progress', 'done', 'done'])[1 + n % 4], current_date + n % 400 - 200, now()
FROM generate_series(1, $5) n
"""


@dataclass(frozen=True)
class OwnTasksRun:
    tasks: int
    many_tasks: int
    few: Measured
    many: Measured

    @property
    def slowdown(self) -> float:
        return self.many.percentile(0.5) / self.few.percentile(0.5)


async def add_tasks(dsn: str, number: int) -> dict[str, str]:
    """So many of others in groups that the readers see. Returns reader → token of a session."""
    rows = Rows(96)
    body = rows.add(Body, name="Landkreis Vielarbeit")
    groups = [
        rows.add(Group, body=body, name=f"Arbeitskreis {n}", kind=GroupKind.ARBEITSGRUPPE)
        for n in range(GROUPS)
    ]
    people = [_person(rows, body, f"Nr. {n}") for n in range(PEOPLE)]
    readers = {name: _reader(rows, body, name, groups) for name in READERS}
    rows.add(OfficeRole, person=readers[READERS[0]], body=body, office=Office.COORDINATION)
    connection = await asyncpg.connect(dsn)
    # Neither the triggers for calendars nor one index after the other: it is only about the reading.
    await connection.execute("SET session_replication_role = replica")
    async with without_word_indexes(connection, "task"):
        await rows.copy(connection)
        await connection.execute(OTHERS, groups, people, GROUPS, PEOPLE, number, timeout=600)
    await connection.execute("VACUUM ANALYZE", timeout=600)
    await connection.execute("CHECKPOINT", timeout=600)  # what is written later meets the reading
    await connection.close()
    return {name: f"bench-tasks-{name}" for name in READERS}


def _person(rows: Rows, body: UUID, family: str) -> UUID:
    mail = f"{family.lower().replace(' ', '')}.vielarbeit@example.org"
    return rows.add(Person, body=body, given_name="Anna", family_name=family, email=mail)


def _reader(rows: Rows, body: UUID, name: str, groups: list[UUID]) -> UUID:
    """Sits in some groups and has tasks in them."""
    person, now = _person(rows, body, name.title()), clock.now()
    rows.add(
        Session, person=person, token_hash=hash_of(f"bench-tasks-{name}"),
        expires_at=now + timedelta(days=1), last_used_at=now,
    )  # fmt: skip
    for group in groups[:SEATS]:
        rows.add(
            Membership, group=group, person=person, role=Role.MITGLIED,
            since=clock.today() - timedelta(days=2_000),
        )  # fmt: skip
    for n in range(OPEN + DONE):
        done = n >= OPEN
        rows.add(
            Task, group=groups[n % SEATS], title=f"Eigene Aufgabe {n}", person=person,
            status=TaskStatus.DONE if done else TaskStatus.OPEN,
            due_on=clock.today() + timedelta(days=n % 90 - 30), done_at=now if done else None,
        )  # fmt: skip
    return person


async def measure_own_tasks(servers: Servers, dsns: tuple[str, ...]) -> OwnTasksRun:
    """In turns, so that a busy moment of the machine meets both alike."""
    few, many = dsns
    tokens = await add_tasks(few, TASKS)
    await add_tasks(many, TASKS * TIMES)
    settle()
    run = OwnTasksRun(TASKS, TASKS * TIMES, Measured(), Measured())
    for _ in range(ROUNDS):
        for reader in READERS:
            cookie = f"{cookie_name('sid')}={tokens[reader]}; {cookie_name('csrf')}=bench"
            for server, measured in ((servers.app, run.few), (servers.tenfold, run.many)):
                measured.add(
                    await measure(server.port, "/aufgaben", cookie, connections=1, most=ASKED)
                )
    return run

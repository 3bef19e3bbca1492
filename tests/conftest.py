"""One embedded server per process of the run, one migrated database in it."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

FOLDER = tempfile.TemporaryDirectory(prefix="spurwerk-test-", ignore_cleanup_errors=True)
HOME = Path(FOLDER.name)
os.environ.setdefault("SPURWERK_BASE_URL", "https://spurwerk.example.org")
os.environ.setdefault("SPURWERK_SECRET", "only-for-tests-only-for-tests-only-for-tests")
os.environ["SPURWERK_DATA_DIR"] = str(HOME)  # also of a worker that xdist starts from this one
os.environ.setdefault("SPURWERK_AUTHSERV_ID", "mx.example.org")  # tests/replies/letters.py

from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402
from litestar import Litestar  # noqa: E402 - settings come first

from app.core.postgres import EmbeddedPostgres  # noqa: E402
from tests.browser import Browser, Visit  # noqa: E402
from tests.cast import Cast, make_cast  # noqa: E402

# A busy machine is no finding: speed is measured by `make bench`, never by a test.
hypothesis_settings.register_profile(
    "spurwerk", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("spurwerk")


@pytest.fixture(scope="session")
def database_server() -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(HOME / "postgres", unsafe=True) as server:
        yield server


@pytest.fixture(scope="session")
async def database(database_server: EmbeddedPostgres) -> AsyncIterator[None]:
    """Migrated, with a pool in the loop that all tests share."""
    from app import migrate
    from app.core import db

    await asyncio.to_thread(migrate.forwards)
    await db.start_pool(8)
    yield
    await db.close_pool()


async def empty_tables() -> None:
    """Rows of the few tables that have any: TRUNCATE of all would take a hundred times as long.

    As a replica, so that neither foreign keys nor the audit log's trigger have a say.
    """
    from app.people.tables import Body
    from app.piccolo_app import APP_CONFIG

    names = [f'"{table._meta.tablename}"' for table in APP_CONFIG.table_classes]
    look = " UNION ALL ".join(
        f"SELECT '{name}' AS name WHERE EXISTS (SELECT FROM {name})" for name in names
    )
    if full := await Body.raw(look):
        deletes = "; ".join(f"DELETE FROM {row['name']}" for row in full)
        await Body.raw(
            f"DO $$ BEGIN SET LOCAL session_replication_role = replica; {deletes}; END $$"
        )


@pytest.fixture
async def clean(database: None) -> None:
    await empty_tables()


@pytest.fixture
async def cast(clean: None) -> Cast:
    return await make_cast()


@pytest.fixture(scope="session")
async def app(database: None) -> Litestar:
    """The real application without its worker; the pool of the tests serves it.

    An answer in process comes when it has ended, so live streams end at once.
    """
    from app.main import create_app
    from app.minutes.listening import BELL

    BELL.closed = True
    return create_app(with_worker=False, with_pool=False)


@pytest.fixture
def open_streams() -> Iterator[None]:
    """For who listens without the application."""
    from app.minutes.listening import BELL

    BELL.closed = False
    yield
    BELL.closed = True


@pytest.fixture
async def anonymous(app: Litestar, clean: None) -> Browser:
    return Browser(app)


@pytest.fixture
def visit(app: Litestar, cast: Cast) -> Visit:
    """await visit("anna"): a browser in which Anna is logged in."""

    async def as_person(name: str) -> Browser:
        return await Browser(app).log_in(cast.id(name))

    return as_person

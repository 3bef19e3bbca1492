"""The loop beside the web server: called by the database, not only by its clock."""

import asyncio

import pytest

from app import worker
from app.outbox import jobs
from tests.outbox.mailserver import MailServer
from tests.outbox.make import make_mail


@pytest.fixture
def only_delivery(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "JOBS", [jobs.deliver])
    monkeypatch.setattr(worker, "POLL_SECONDS", 60.0)


async def arrived(mail_server: MailServer, count: int) -> None:
    while len(mail_server.received) < count:
        await asyncio.sleep(0.02)


async def test_new_mail_wakes_the_worker(mail_server: MailServer, only_delivery: None) -> None:
    stop = asyncio.Event()
    loop = asyncio.create_task(worker.run(stop))
    await asyncio.sleep(0.5)  # it found nothing and waits
    await make_mail()
    await asyncio.wait_for(arrived(mail_server, 1), timeout=5)
    stop.set()
    await asyncio.wait_for(loop, timeout=5)


async def test_worker_goes_on_until_the_queue_is_empty(
    mail_server: MailServer, only_delivery: None
) -> None:
    for _ in range(2 * jobs.BATCH + 1):
        await make_mail()
    stop = asyncio.Event()
    loop = asyncio.create_task(worker.run(stop))
    await asyncio.wait_for(arrived(mail_server, 2 * jobs.BATCH + 1), timeout=10)
    stop.set()
    await asyncio.wait_for(loop, timeout=5)


async def test_failing_job_stops_no_other(
    mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails() -> None:
        raise ValueError("broken")

    monkeypatch.setattr(worker, "JOBS", [fails, jobs.deliver])
    await make_mail()
    stop = asyncio.Event()
    loop = asyncio.create_task(worker.run(stop))
    await asyncio.wait_for(arrived(mail_server, 1), timeout=5)
    stop.set()
    await asyncio.wait_for(loop, timeout=5)

import asyncio
import os
from collections.abc import AsyncIterator, Iterator

import pytest

from app.replies.jobs import lmtp
from tests.replies.lmtp_client import Client
from tests.replies.mailhost import MailHost, why_not


@pytest.fixture
async def door(clean: None) -> AsyncIterator[Client]:
    """A client at our LMTP server, which runs in this process."""
    stop, listening = asyncio.Event(), asyncio.get_running_loop().create_future()
    server = asyncio.create_task(lmtp.serve("127.0.0.1:0", stop, listening.set_result))
    where = await listening
    async with Client(int(where.rpartition(":")[2])) as client:
        yield client
    stop.set()
    await asyncio.wait_for(server, 20)


def running(*, collects: bool) -> Iterator[MailHost]:
    """`make test` installs what it takes, where it may."""
    if reason := why_not():
        assert os.environ.get("CI") != "true", reason
        pytest.skip(reason)
    host = MailHost(collects=collects)
    try:
        host.start()
        yield host
    finally:
        host.stop()


@pytest.fixture(scope="session")
def mail_host() -> Iterator[MailHost]:
    """Postfix and Dovecot, started once. Mail to us comes by LMTP."""
    yield from running(collects=False)


@pytest.fixture(scope="session")
def collecting_host() -> Iterator[MailHost]:
    """Mail to us gathers in a mailbox."""
    yield from running(collects=True)

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.replies.jobs import lmtp
from tests.replies.lmtp_client import Client


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

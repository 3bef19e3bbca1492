from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.core.settings import settings
from app.outbox import jobs
from tests.outbox.mailserver import MailServer


@pytest.fixture
async def mail_server(clean: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MailServer]:
    """Running, and the one that SPURWERK_SMTP_URL names."""
    server = MailServer()
    await server.start()
    monkeypatch.setattr(jobs, "settings", lambda: replace(settings(), smtp_url=server.url))
    yield server
    await server.stop()

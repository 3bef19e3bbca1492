from dataclasses import replace

import pytest

from app.core.settings import settings
from app.replies.operations import judging
from tests.replies.letters import AUTHSERV


@pytest.fixture(autouse=True)
def own_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our mail server calls itself mx.example.org."""
    known = replace(settings(), authserv_id=AUTHSERV)
    monkeypatch.setattr(judging, "settings", lambda: known)

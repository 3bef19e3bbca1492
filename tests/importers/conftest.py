"""The server of a council on this machine, named in the settings as one of our own network."""

from collections.abc import Iterator

import pytest

from app.core.settings import settings
from tests.importers.council import Council, council


@pytest.fixture
def ris(monkeypatch: pytest.MonkeyPatch) -> Iterator[Council]:
    with council() as there:
        monkeypatch.setenv("SPURWERK_OUTGOING_INTRANET", there.base)
        settings.cache_clear()
        yield there
    monkeypatch.undo()
    settings.cache_clear()

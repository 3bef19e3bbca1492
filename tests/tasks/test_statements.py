"""Pages ask the database a fixed number of times, however many tasks there are."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from piccolo.engine.postgres import PostgresEngine

from tests.browser import Browser
from tests.cast import Cast
from tests.tasks.make import make_chain, make_task

Visit = Callable[[str], Awaitable[Browser]]


@pytest.mark.parametrize(
    ("path", "at_most"),
    [
        ("/aufgaben", 3),
        ("/gruppen/{group}/aufgaben", 3),
        ("/gruppen/{group}/aufgaben/neu", 4),
        ("/aufgaben/{task}", 5),
        ("/aufgaben/{task}/bearbeiten", 6),
        ("/aufgaben/{task}/erledigung", 4),
    ],
)
async def test_pages_do_not_ask_once_per_task(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch, path: str, at_most: int
) -> None:
    chain = await make_chain(cast)
    for number in range(20):
        await make_task(
            cast.group, title=f"Nr. {number}", person=cast.bernd.id, mandate=chain.mandate.id
        )
    bernd, asked = await visit("bernd"), list[str]()
    original = PostgresEngine.run_querystring

    async def noting(engine: PostgresEngine, querystring: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(str(querystring))
        return await original(engine, querystring, *args, **kwargs)

    monkeypatch.setattr(PostgresEngine, "run_querystring", noting)
    page = await bernd.get(path.format(group=cast.group.id, task=chain.task.id))
    assert page.status_code == 200
    assert 0 < len(asked) <= at_most, asked

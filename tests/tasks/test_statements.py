"""Pages ask the database a fixed number of times, however many tasks there are."""

import pytest

from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.tasks.make import make_chain, make_task


@pytest.mark.parametrize(
    ("path", "at_most"),
    [
        ("/aufgaben", 4),
        ("/gruppen/{group}/aufgaben", 5),
        ("/gruppen/{group}/aufgaben/neu", 4),
        ("/aufgaben/{task}", 5),
        ("/aufgaben/{task}/bearbeiten", 6),
        ("/aufgaben/{task}/erledigung", 4),
    ],
)
async def test_pages_do_not_ask_once_per_task(
    cast: Cast, visit: Visit, path: str, at_most: int
) -> None:
    chain = await make_chain(cast)
    for number in range(20):
        await make_task(
            cast.group, title=f"Nr. {number}", person=cast.bernd.id, mandate=chain.mandate.id
        )
    bernd = await visit("bernd")
    with counted_statements() as asked:
        page = await bernd.get(path.format(group=cast.group.id, task=chain.task.id))
    assert page.status_code == 200
    assert 0 < len(asked) <= at_most, asked

"""Names of files at meetings, items and minutes: found by who may open them."""

from typing import Any

import pytest

from app.attachments.tables import Place
from app.core.clock import now
from app.core.words import Visibility
from app.minutes.tables import MinutesStatus
from tests.attachments.make import make_attachment
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes

MEMBERS = {"anna", "bernd", "carla", "paul"}
ALL = {*MEMBERS, "gustav", "dirk", "eva", "frieda", "jutta"}


@pytest.mark.parametrize(
    ("columns", "status", "readers"),
    [
        ({}, MinutesStatus.SENT, {*MEMBERS, "gustav"}),
        ({"visibility": Visibility.CONFIDENTIAL}, MinutesStatus.SENT, MEMBERS),
        ({"place": Place.ITEM}, MinutesStatus.SENT, MEMBERS),
        ({"place": Place.MINUTES}, MinutesStatus.SENT, MEMBERS),
        ({"place": Place.MINUTES}, MinutesStatus.DRAFT, {"anna", "bernd", "paul"}),
        ({"removed_at": now()}, MinutesStatus.SENT, set()),
    ],
)
async def test_file_of_a_meeting_is_found_by_who_may_open_it(
    cast: Cast, visit: Visit, columns: dict[str, Any], status: str, readers: set[str]
) -> None:
    meeting = await make_held(cast.group)
    await make_invitation(meeting, cast.gustav)
    await make_minutes(meeting, status=status)
    await make_attachment(meeting, name="Saalplan_2024.pdf", **columns)
    found = set()
    for name in ALL:
        page = (await (await visit(name)).get("/suche", params={"q": "saalplan"})).text
        if "Saalplan_2024.pdf" in page:
            found.add(name)
    assert found == readers


async def test_file_of_a_confidential_item_is_hidden_from_a_guest(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_invitation(meeting, cast.gustav)
    item = await first_item(meeting)
    await make_attachment(meeting, name="Saalplan.pdf", item=item)
    gustav = await visit("gustav")
    assert "Saalplan.pdf" in (await gustav.get("/suche?q=saalplan")).text
    item.visibility = Visibility.CONFIDENTIAL
    await item.save()
    assert "Saalplan.pdf" not in (await gustav.get("/suche?q=saalplan")).text

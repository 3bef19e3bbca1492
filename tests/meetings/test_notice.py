"""A quiet word about the Ladungsfrist, where a meeting gets its day."""

from datetime import date

import pytest

from app.core import clock
from app.groups.tables import Group
from app.people.tables import Body
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


async def ten_days(cast: Cast) -> str:
    await Group.update({Group.notice_days: 10}).where(Group.id == cast.group.id)
    return f"/gruppen/{cast.group.id}"


async def test_form_says_the_first_possible_day(visit: Visit, cast: Cast) -> None:
    path = await ten_days(cast)
    text = (await (await visit("bernd")).get(f"{path}/sitzungen/neu")).text
    assert "kann die Sitzung frühestens am" in text
    assert f'data-hx-get="{path}/ladungsfrist"' in text


async def test_group_without_the_rule_hears_nothing(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    text = (await bernd.get(f"/gruppen/{cast.group.id}/sitzungen/neu")).text
    assert "Ladungsfrist" not in text
    page = await bernd.get(f"/gruppen/{cast.group.id}/ladungsfrist")
    assert "keine Ladungsfrist" in page.text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (
            "2026-12-03",
            "Einladung spätestens am Mittwoch, 18. November 2026; heute blieben nur noch 7 Arbeitstage.",
        ),
        ("2026-12-09", "Einladung spätestens am Dienstag, 24. November 2026."),
        ("2026-11-25", "heute bliebe nur noch ein Arbeitstag."),
        ("2026-11-23", "heute bliebe kein Arbeitstag mehr."),
        ("quatsch", "wenn Sie heute einladen"),
    ],
)
async def test_day_of_the_meeting_is_compared_with_today(
    visit: Visit, cast: Cast, day: str, words: str
) -> None:
    path = await ten_days(cast)
    bernd = await visit("bernd")
    answer = await bernd.get(f"{path}/ladungsfrist?day={day}", headers=HTMX)
    assert words in answer.text
    assert "<html" not in answer.text
    assert 'id="ladungsfrist"' not in answer.text, "it goes into the place of that name"


async def test_holidays_are_those_of_the_land(visit: Visit, cast: Cast) -> None:
    path = await ten_days(cast)
    bernd = await visit("bernd")
    address = f"{path}/ladungsfrist?day=2026-11-24"
    await Group.update({Group.notice_days: 12}).where(Group.id == cast.group.id)
    assert "Donnerstag, 5. November" in (await bernd.get(address)).text
    await Body.update({Body.land: "SN"}).where(Body.id == cast.body.id)
    assert "Mittwoch, 4. November" in (await bernd.get(address)).text, "Buß- und Bettag"


async def test_changing_and_inviting_show_it_too(visit: Visit, cast: Cast) -> None:
    await ten_days(cast)
    meeting = await make_meeting(cast.group)
    bernd = await visit("bernd")
    for page in ("bearbeiten", "einladen"):
        text = (await bernd.get(f"/sitzungen/{meeting.id}/{page}")).text
        assert "Ladungsfrist von 10 Arbeitstagen" in text

"""Several meetings at once, each for itself; and last year's dates in the next year."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from app.core import clock
from app.core.clock import berlin
from app.meetings.tables import Meeting, MeetingStatus
from app.series.shift import dated, shifted, titles
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting
from tests.series.make import make_series


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()), "title": "5. Sitzung", "begins": "14:00", "ends": "16:00",
        "dates": "12.01.2027\r\nDi 09.02.2027, 10:00–12:30 Uhr\r\n", "place": "Kreishaus",
        "room": "", "video_url": "https://video.example.org/1", "agenda": "Begrüßung",
        "schritt": "anlegen", **changes,
    }  # fmt: skip


def address(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/termine/neu"


async def test_each_line_is_a_meeting_with_a_uid_and_a_number_of_its_own(
    cast: Cast, visit: Visit
) -> None:
    bernd, form = await visit("bernd"), filled()
    for _ in range(2):
        assert (await bernd.post(address(cast), form)).status_code == 303
    rows = await Meeting.objects().order_by(Meeting.starts_at)
    assert [(row.title, f"{berlin(row.starts_at):%d.%m. %H:%M}") for row in rows] == [
        ("5. Sitzung", "12.01. 14:00"), ("6. Sitzung", "09.02. 10:00"),
    ]  # fmt: skip
    assert len({row.uid for row in rows}) == 2
    assert not any(row.series for row in rows)
    page = (await bernd.get(f"/gruppen/{cast.group.id}/sitzungen")).text
    assert "hybrid" in page


async def test_preview_of_a_list_saves_nothing(cast: Cast, visit: Visit) -> None:
    answer = await (await visit("bernd")).post(
        address(cast), filled(dates="06.01.2027\n03.10.2027", schritt="vorschau")
    )
    assert answer.status_code == 200
    assert "Feiertag: Tag der Deutschen Einheit." in answer.text
    assert await Meeting.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dates": ""}, "mindestens ein Datum"),
        ({"dates": "31.02.2027"}, "Zeile 1 („31.02.2027“): Dieses Datum gibt es nicht."),
        ({"dates": "12.01.2027\nübermorgen"}, "Zeile 2 („übermorgen“): Bitte ein Datum wie"),
        ({"dates": "12.01.2027\n12.01.2027"}, "Dieser Termin steht zweimal da."),
        ({"dates": "12.01.1999"}, "möglich sind 2000 bis 2099"),
        ({"dates": "28.03.2027 02:30-04:00"}, "gibt es 02:30 Uhr nicht"),
        ({"dates": "12.01.2027 22:00-20:00"}, "Über Mitternacht geht eine Sitzung höchstens zwölf"),
        ({"dates": "01.01.2100"}, "möglich sind 2000 bis 2099"),
        ({"title": "\x00\r\n"}, "Bitte geben Sie der Sitzung einen Namen."),
        ({"dates": "12.01.2027 25:00-26:00"}, "Diese Uhrzeit gibt es nicht."),
        ({"dates": "12.01.2027", "begins": ""}, "Beginn und Ende fehlen"),
        ({"dates": "\n".join(["12.01.2027"] * 61)}, "höchstens 60 Termine"),
        ({"title": ""}, "Bitte geben Sie der Sitzung einen Namen."),
    ],
)
async def test_bad_line_is_named_and_the_text_stays(
    cast: Cast, visit: Visit, changes: dict[str, str], sentence: str
) -> None:
    answer = await (await visit("bernd")).post(address(cast), filled(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert changes.get("dates", "12.01.2027").split("\n")[0] in answer.text
    assert await Meeting.count() == 0


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 1, 13), 1, date(2027, 1, 12)),  # 2nd Tuesday
        (date(2026, 12, 29), 1, date(2027, 12, 28)),  # 5th Tuesday becomes the last
        (date(2024, 2, 29), 1, date(2025, 2, 27)),  # 5th Thursday
        (date(2026, 3, 2), 2, date(2028, 3, 6)),  # 1st Monday
    ],
)
def test_day_keeps_its_weekday_in_the_month(day: date, years: int, expected: date) -> None:
    assert shifted(day, years) == expected


def test_titles_count_on_only_where_they_begin_with_a_number() -> None:
    assert titles("9. Sitzung", 3) == ["9. Sitzung", "10. Sitzung", "11. Sitzung"]
    assert titles("Klausur", 2) == ["Klausur", "Klausur"]


def test_end_at_midnight_or_later_is_on_the_next_day() -> None:
    one, other = dated(["12.01.2027 20:00-00:00", "13.01.2027 22:00-01:30"], None, None)
    assert one.ends_at == datetime(2027, 1, 12, 23, 0, tzinfo=UTC)
    assert other.ends_at == datetime(2027, 1, 14, 0, 30, tzinfo=UTC)


async def test_last_years_dates_are_proposed_with_warnings_and_can_be_edited(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))
    for day, status in ((13, "held"), (14, "cancelled")):
        await make_meeting(
            cast.group, starts_at=datetime(2026, 1, day, 9, 0, tzinfo=UTC),
            status=MeetingStatus(status), title="8. Sitzung",
        )  # fmt: skip
    await make_meeting(cast.group, starts_at=datetime(2026, 10, 3, 8, 0, tzinfo=UTC))
    await make_meeting(cast.group, starts_at=datetime(2025, 10, 3, 8, 0, tzinfo=UTC))
    page = (await (await visit("bernd")).get(f"/gruppen/{cast.group.id}/termine/vorjahr")).text
    assert "12.01.2027 10:00–12:00\n02.10.2027 10:00–12:00</textarea>" in page
    assert "Vorgeschlagen sind die Termine von 2026 für 2027" in page
    assert "Dienstag, 12. Januar 2027" in page, "with the preview at once"
    assert await Meeting.count() == 4


async def test_before_july_last_year_stands_for_this_one(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2025, 2026, 2027):
        await make_meeting(cast.group, starts_at=datetime(year, 1, 13, 9, 0, tzinfo=UTC))
    bernd = await visit("bernd")
    for today, words in (
        (date(2027, 2, 1), "Termine von 2026 für 2027"),
        (date(2027, 7, 1), "Termine von 2027 für 2028"),
        (date(2030, 7, 1), "Termine von 2027 für 2030"),
    ):
        monkeypatch.setattr(clock, "today", lambda today=today: today)
        page = (await bernd.get(f"/gruppen/{cast.group.id}/termine/vorjahr")).text
        assert words in page, today


async def test_last_years_series_can_begin_anew(cast: Cast, visit: Visit) -> None:
    series = await make_series(cast)
    bernd = await visit("bernd")
    page = (await bernd.get(f"/gruppen/{cast.group.id}/termine/vorjahr")).text
    path = f"/gruppen/{cast.group.id}/reihen/neu?wie={series.id}"
    assert f'href="{path}"' in page
    form = (await bernd.get(path)).text
    assert 'name="day" aria-required="true"' in form
    assert 'value="2028-01-11"' in form, "the second Tuesday of January"
    assert 'value="Raum 204"' in form


async def test_series_of_another_group_is_not_copied(cast: Cast, visit: Visit) -> None:
    other = await make_series(cast, cast.other_group)
    path = f"/gruppen/{cast.group.id}/reihen/neu?wie="
    bernd = await visit("bernd")
    for wanted in (str(other.id), "quatsch"):
        assert (await bernd.get(path + wanted)).status_code == 404


async def test_group_that_never_met_has_no_last_year(cast: Cast, visit: Visit) -> None:
    page = await (await visit("bernd")).get(f"/gruppen/{cast.group.id}/termine/vorjahr")
    assert "Die Gruppe hat noch nie getagt" in page.text

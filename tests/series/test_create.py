"""A series is planned: previewed with warnings, single dates left out, stored once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core.clock import berlin
from app.meetings.tables import AgendaItem, Meeting, MeetingSeries, MeetingStatus
from app.outbox.tables import OutgoingMail
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.meetings.make import make_meeting
from tests.series.make import FIRST


def filled(**changes: Any) -> dict[str, Any]:
    """Every second Tuesday of the month, six times, from January 2027."""
    return {
        "id": str(uuid4()), "title": "Sitzung", "day": "2027-01-02", "begins": "10:00",
        "ends": "12:00", "place": "Kreishaus", "room": "Raum 204", "video_url": "",
        "agenda": "Begrüßung\r\nVerschiedenes", "rhythm": "wochentag", "interval": "1",
        "nth": "2", "weekday": "TU", "monthday": "", "ends_by": "anzahl", "count": "6",
        "until": "", "schritt": "anlegen", **changes,
    }  # fmt: skip


def address(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/reihen/neu"


async def days() -> list[str]:
    rows = await Meeting.objects().order_by(Meeting.starts_at)
    return [f"{berlin(row.starts_at):%d.%m.%Y %H:%M}" for row in rows]


async def test_series_begins_on_the_first_day_that_fits_and_invites_nobody(
    cast: Cast, visit: Visit
) -> None:
    bernd, form = await visit("bernd"), filled()
    answer = await bernd.post(address(cast), form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/serien/{form['id']}")
    assert await days() == [
        "12.01.2027 10:00", "09.02.2027 10:00", "09.03.2027 10:00", "13.04.2027 10:00",
        "11.05.2027 10:00", "08.06.2027 10:00",
    ]  # fmt: skip
    assert (await AgendaItem.count(), await OutgoingMail.count()) == (12, 0)
    page = (await bernd.get(answer.headers["location"])).text
    assert "Jeden zweiten Dienstag im Monat, 6-mal" in page
    assert page.count('href="/sitzungen/') >= 6
    meeting = await Meeting.objects().first()
    assert meeting is not None
    shown = (await bernd.get(f"/sitzungen/{meeting.id}")).text
    assert f'href="/serien/{form["id"]}"' in shown
    assert "Kreishaus, Raum 204" in shown


async def test_preview_shows_dates_with_warnings_and_saves_nothing(
    cast: Cast, visit: Visit
) -> None:
    await make_meeting(cast.other_group, starts_at=FIRST, place="Kreishaus", room="Raum 204")
    anna = await visit("anna")
    answer = await anna.post(address(cast), filled(schritt="vorschau"))
    assert answer.status_code == 200
    assert "Dienstag, 12. Januar 2027" in answer.text
    assert "Kreishaus, Raum 204 ist dann schon belegt: Unterarbeitsgruppe Finanzen" in answer.text
    assert "6 Termine, bei einem davon ist etwas zu prüfen" in answer.text
    assert (await MeetingSeries.count(), await Meeting.count()) == (0, 1)


async def test_preview_that_refreshes_itself_says_what_is_missing(cast: Cast, visit: Visit) -> None:
    answer = await (await visit("bernd")).post(
        address(cast), filled(schritt="vorschau", count=""),
        headers=HTMX,
    )  # fmt: skip
    assert answer.status_code == 200
    assert "Noch keine Vorschau. Wie viele Termine?: Bitte geben Sie die Anzahl" in answer.text
    assert await MeetingSeries.count() == 0


async def test_left_out_dates_are_cancelled_before_anybody_heard_of_them(
    cast: Cast, visit: Visit
) -> None:
    bernd = await visit("bernd")
    keys = ["20270209T0900Z", "20991231T0900Z"]  # the second is no date of the series
    shown = await bernd.post(address(cast), filled(schritt="vorschau", left_out=keys))
    assert shown.text.count(" checked") == 3, "the rhythm, the end and one date"
    assert (await bernd.post(address(cast), filled(left_out=keys))).status_code == 303
    rows = await Meeting.objects().order_by(Meeting.starts_at)
    assert [row.status for row in rows].count(MeetingStatus.CANCELLED) == 1
    assert rows[1].status == MeetingStatus.CANCELLED
    assert await OutgoingMail.count() == 0


async def test_sent_twice_it_is_one_series(cast: Cast, visit: Visit) -> None:
    bernd, form = await visit("bernd"), filled()
    targets = {(await bernd.post(address(cast), form)).headers["location"] for _ in range(2)}
    assert len(targets) == 1
    assert (await MeetingSeries.count(), await Meeting.count()) == (1, 6)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"rhythm": "wochen", "interval": "2", "weekdays": ["TU", "TH"], "count": "3", "day": "2027-01-12"},
         ["12.01.2027", "14.01.2027", "26.01.2027"]),
        ({"rhythm": "wochen", "weekdays": [], "day": "2027-01-11", "count": "2"},
         ["11.01.2027", "18.01.2027"]),
        ({"rhythm": "monatstag", "monthday": "31", "count": "2"}, ["31.01.2027", "31.03.2027"]),
        ({"rhythm": "jahr", "day": "2027-05-04", "count": "2"}, ["04.05.2027", "04.05.2028"]),
        ({"rhythm": "tage", "interval": "7", "day": "2027-03-23", "count": "2"},
         ["23.03.2027", "30.03.2027"]),
        ({"ends_by": "datum", "until": "2027-02-09"}, ["12.01.2027", "09.02.2027"]),
        ({"nth": "-1", "weekday": "FR", "count": "2"}, ["29.01.2027", "26.02.2027"]),
    ],
)  # fmt: skip
async def test_each_shape_of_a_rule_gives_its_days(
    cast: Cast, visit: Visit, changes: dict[str, Any], expected: list[str]
) -> None:
    bernd = await visit("bernd")
    assert (await bernd.post(address(cast), filled(**changes))).status_code == 303
    assert [day[:10] for day in await days()] == expected


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count": ""}, "Bitte geben Sie die Anzahl der Termine an."),
        ({"ends_by": "datum"}, "Bitte geben Sie den letzten Tag an."),
        ({"ends_by": "datum", "until": "2026-12-31"}, "liegt vor dem ersten Termin"),
        ({"count": "201"}, "von 1 bis 200"),
        ({"rhythm": "tage", "ends_by": "datum", "until": "2028-12-31"}, "mehr als 200 Termine"),
        ({"rhythm": "stündlich"}, "Eintrag aus der Liste"),
        ({"interval": "0"}, "von 1 bis 99"),
        ({"weekdays": ["XX"]}, "steht nicht in der Liste"),
        ({"day": "1999-01-12"}, "möglich sind 2000 bis 2099"),
        ({"day": "2100-01-12"}, "möglich sind 2000 bis 2099"),
        ({"begins": "02:30", "ends": "03:30", "rhythm": "wochen", "weekdays": ["SU"], "count": "20"},
         "Am 28.03.2027 gibt es die Uhrzeit 02:30 nicht"),
        ({"begins": "22:00", "ends": "20:00"}, "Über Mitternacht geht eine Sitzung höchstens zwölf"),
        ({"title": "\x00 \r\n"}, "Bitte geben Sie der Sitzung einen Namen."),
        ({"count": "1", "left_out": ["20270112T0900Z"]}, "mindestens einen Termin stehen"),
    ],
)  # fmt: skip
async def test_bad_input_comes_back_with_its_text(
    cast: Cast, visit: Visit, changes: dict[str, Any], sentence: str
) -> None:
    bernd = await visit("bernd")
    answer = await bernd.post(address(cast), filled(**{"place": "Haus am Wall", **changes}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Haus am Wall"' in answer.text
    assert await Meeting.count() == 0


async def test_meetings_over_midnight_and_to_midnight_keep_their_length(
    cast: Cast, visit: Visit
) -> None:
    bernd = await visit("bernd")
    for ends, hours in (("01:00", 3), ("00:00", 2)):
        form = filled(begins="22:00", ends=ends, count="3")
        assert (await bernd.post(address(cast), form)).status_code == 303
        rows = await Meeting.objects().where(Meeting.series == form["id"])
        assert [each.ends_at - each.starts_at for each in rows] == [timedelta(hours=hours)] * 3


async def test_page_of_a_series_is_for_its_group(cast: Cast, visit: Visit) -> None:
    form = filled()
    await (await visit("anna")).post(address(cast), form)
    page = f"/serien/{form['id']}"
    carla = (await (await visit("carla")).get(page)).text
    assert "Reihe absagen" not in carla, "she does not lead"
    assert "Reihe absagen" in (await (await visit("bernd")).get(page)).text
    assert (await (await visit("dirk")).get(page)).status_code == 404

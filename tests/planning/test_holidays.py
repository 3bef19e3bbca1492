"""The office keeps the school holidays of its body: by hand, several lines at once, from a file."""

from datetime import date

import pytest

from app.audit.tables import AuditEntry
from app.meetings.tables import SchoolHoliday
from app.planning.rules import Holiday, holidays_in, holidays_of_calendar
from tests.browser import Visit
from tests.cast import Cast
from tests.planning.make import make_holiday

LINES = "Osterferien 22.03.2027 – 03.04.2027\r\n\r\nBuß- und Bettag: 17.11.2027"
FILE = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Sommerferien\\, Land\r
DTSTART;VALUE=DATE:20270701\r
DTEND;VALUE=DATE:20270812\r
RRULE:FREQ=SECONDLY\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
SUMMARY:Sprechstunde\r
DTSTART:20270701T100000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


async def stored() -> list[tuple[str, date, date]]:
    rows = await SchoolHoliday.objects().order_by(SchoolHoliday.since)
    return [(row.name, row.since, row.until) for row in rows]


async def test_several_lines_are_entered_once(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    for _ in range(2):
        assert (await anna.post("/ferien", {"lines": LINES})).status_code == 303
    assert await stored() == [
        ("Osterferien", date(2027, 3, 22), date(2027, 4, 3)),
        ("Buß- und Bettag", date(2027, 11, 17), date(2027, 11, 17)),
    ]
    page = (await anna.get("/ferien")).text
    assert "Mo 22.03.2027 bis Sa 03.04.2027" in page
    assert await AuditEntry.count().where(AuditEntry.action == "school_holidays.added") == 1


async def test_file_of_the_land_is_read_without_its_rules(cast: Cast, visit: Visit) -> None:
    anna = await visit("anna")
    answer = await anna.post("/ferien", {"lines": ""}, files={"file": ("ferien.ics", FILE)})
    assert answer.status_code == 303
    assert await stored() == [("Sommerferien, Land", date(2027, 7, 1), date(2027, 8, 11))]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("", "Bitte geben Sie Ferien an oder wählen Sie eine Datei."),
        ("Osterferien im März", "Zeile 1 („Osterferien im März“): Bitte in der Form"),
        ("Ostern 22.03.2027 – 03.04.2026", "Der letzte Tag liegt vor dem ersten."),
        ("Ostern 31.02.2027", "Dieses Datum gibt es nicht."),
        ("Ostern 22.03.2027 – 03.04.2028", "mehr als 100 Tage"),
        ("Ostern 22.03.1999", "möglich sind 2000 bis 2099"),
    ],
)
async def test_bad_line_is_named_and_the_text_stays(
    cast: Cast, visit: Visit, lines: str, sentence: str
) -> None:
    answer = await (await visit("anna")).post("/ferien", {"lines": lines})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert lines in answer.text
    assert await SchoolHoliday.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "kein Kalender"),
        (b"\xff\xfe\x00", "kein Kalender"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "keine ganztägigen Termine"),
        (FILE.replace(b"DTSTART;VALUE=DATE:20270701\r\n", b"", 1), "kein Kalender"),
        (b"x" * (1024 * 1024 + 1), "größer als 1 MB"),
    ],
)
async def test_bad_file_is_refused_with_a_sentence(
    cast: Cast, visit: Visit, content: bytes, sentence: str
) -> None:
    answer = await (await visit("anna")).post(
        "/ferien", {"lines": ""}, files={"file": ("ferien.ics", content)}
    )
    assert answer.status_code == 422
    assert sentence in answer.text


def test_one_day_and_a_missing_end_are_one_day() -> None:
    content = FILE.replace(b"DTEND;VALUE=DATE:20270812\r\n", b"")
    assert holidays_of_calendar(content) == [
        Holiday("Sommerferien, Land", date(2027, 7, 1), date(2027, 7, 1))
    ]
    assert holidays_in(["Winter 01.02.2027 bis 02.02.2027"])[0].until == date(2027, 2, 2)


async def test_only_the_own_office_removes_them(cast: Cast, visit: Visit) -> None:
    row = await make_holiday(cast.body)
    path = f"/ferien/{row.id}/entfernen"
    for name, status in (("bernd", 403), ("frieda", 404), ("anna", 303), ("anna", 404)):
        assert (await (await visit(name)).post(path)).status_code == status, name
    assert await SchoolHoliday.count() == 0

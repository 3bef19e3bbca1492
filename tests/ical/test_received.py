"""An invitation as it comes out of a mail server, in the programs of those who get it."""

from datetime import timedelta
from pathlib import Path

from app.meetings.tables import MeetingStatus
from app.outbox import jobs
from tests.browser import Visit
from tests.calendar_check import check, expand
from tests.calendar_clients import by_khal, by_library, by_radicale, put, radicale, written
from tests.cast import Cast
from tests.invitations.series import cancel, change, invite_to, series_of
from tests.mails import read_mail
from tests.outbox.mailserver import MailServer
from tests.series.make import meetings_of


def calendar_in(mime: bytes) -> bytes:
    (found,) = [
        part for part in read_mail(mime).walk() if part.get_content_type() == "text/calendar"
    ]
    content = found.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


async def test_four_programs_agree_with_the_database_on_a_received_series_over_both_clock_changes(
    mail_server: MailServer, cast: Cast, visit: Visit, tmp_path: Path
) -> None:
    """Forty Tuesdays from February on; one is moved and one called off before Bernd is invited."""
    anna = await visit("anna")
    series = await series_of(cast, rule="FREQ=WEEKLY;COUNT=40;BYDAY=TU;WKST=MO")
    assert await invite_to(anna, cast, series, "carla") == 303
    _, moved, cancelled, *_ = await meetings_of(series)
    day = moved.starts_at + timedelta(days=1)
    assert await change(anna, moved, "one", day=f"{day:%Y-%m-%d}") == 303
    assert await cancel(anna, cancelled, "one") == 303
    assert await invite_to(anna, cast, series, "bernd") == 303
    await jobs.deliver_all()

    (received,) = [mime for _, to, mime in mail_server.received if to == cast.bernd.email]
    ics = calendar_in(received)
    meetings = [
        each for each in await meetings_of(series) if each.status != MeetingStatus.CANCELLED
    ]
    assert len({each.starts_at.hour for each in meetings}) == 2, "summer and winter in UTC"
    expected = written([each.starts_at for each in meetings])
    check(ics)
    assert sorted(f"{each['utc'][:16]}Z" for each in expand(ics)) == expected
    assert by_library(ics) == expected
    assert by_khal(ics, tmp_path) == expected
    with radicale(tmp_path) as server:
        put(server, "reihe", ics.replace(b"METHOD:REQUEST\r\n", b""))  # RFC 4791 §4.1
        assert by_radicale(server) == expected

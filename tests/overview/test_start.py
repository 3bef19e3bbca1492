"""The start page says what needs this person today, and nothing about anybody else."""

from datetime import timedelta
from typing import Any

import pytest

from app.core.clock import now, today
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import MinutesStatus
from app.outbox.tables import MailState
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.mandates.make import make_mandate
from tests.meetings.make import make_meeting
from tests.minutes.make import make_minutes
from tests.outbox.make import make_mail
from tests.tasks.make import make_task
from tests.vorlagen.make import make_vorlage


async def start(visit: Visit, name: str) -> str:
    answer = await (await visit(name)).get("/")
    assert answer.status_code == 200
    return answer.text


async def coming(cast: Cast, **columns: Any) -> Meeting:
    return await make_meeting(
        cast.group,
        status=MeetingStatus.INVITED,
        starts_at=now() + timedelta(days=3),
        ends_at=now() + timedelta(days=3, hours=2),
        **columns,
    )


async def test_empty_office_is_led_to_the_first_paper(cast: Cast, visit: Visit) -> None:
    text = await start(visit, "anna")
    assert "Noch ist alles leer" in text
    assert 'href="/vorlagen/einlesen"' in text


async def test_office_sees_what_waits_for_it(cast: Cast, visit: Visit) -> None:
    for subject in ("Einladung: Beirat", "Erinnerung: Beirat"):
        mail = await make_mail(
            body_id=cast.body.id, recipient_name="Samira Haddad", subject=subject
        )
        mail.state = MailState.FAILED
        await mail.save()
    await make_meeting(
        cast.group,
        status=MeetingStatus.HELD,
        title="3. Sitzung",
        starts_at=now() - timedelta(days=9),
        ends_at=now() - timedelta(days=9, hours=-2),
    )
    meeting = await coming(cast)
    await make_invitation(meeting, cast.carla)
    await make_mandate(cast.group, title="Bedarf erheben", due_on=today() - timedelta(days=1))
    await make_vorlage(cast.body, reference="2026/900")
    for name in ("anna", "bernd"):
        text = await start(visit, name)
        assert "Protokoll vom" in text
        assert "1 Antwort fehlt" in text
        assert "Bedarf erheben" in text
    office = await start(visit, "anna")
    assert "2 E-Mails sind nicht angekommen" in office, "one matter, as it is one address"
    assert "An Samira Haddad, zuletzt: Erinnerung: Beirat" in office
    assert "2026/900" in office
    assert "Sechs Vorgänge brauchen Sie." in office, "the mandate was never discussed either"


async def test_member_sees_own_meetings_tasks_and_minutes(cast: Cast, visit: Visit) -> None:
    meeting = await coming(cast, title="7. Sitzung")
    await make_invitation(meeting, cast.carla)
    await make_task(cast.group, title="Zahlen nachreichen", person=cast.carla.id)
    held = await make_meeting(
        cast.group, title="6. Sitzung", status=MeetingStatus.HELD,
        starts_at=now() - timedelta(days=4), ends_at=now() - timedelta(days=4, hours=-1),
    )  # fmt: skip
    await make_minutes(
        held, status=MinutesStatus.SENT, objections_until=today() + timedelta(days=9),
        sent_at=now() - timedelta(days=1),
    )  # fmt: skip
    text = await start(visit, "carla")
    for words in ("7. Sitzung", "Antwort", "Zahlen nachreichen", "6. Sitzung"):
        assert words in text, words
    assert "Was heute ansteht" not in text


@pytest.mark.parametrize("name", ["dirk", "eva", "frieda"])
async def test_nobody_else_sees_any_of_it(cast: Cast, visit: Visit, name: str) -> None:
    meeting = await coming(cast, title="Geheim")
    await make_invitation(meeting, cast.eva)
    await make_task(cast.group, title="Geheim", person=cast.eva.id)
    await make_mandate(cast.group, title="Geheim", due_on=today() - timedelta(days=1))
    assert "Geheim" not in await start(visit, name)


async def test_committee_member_sees_what_moved_in_its_papers(cast: Cast, visit: Visit) -> None:
    await make_vorlage(cast.body, committee=cast.committee.id, title="Familienzentren ausbauen")
    text = await start(visit, "jutta")
    assert "Familienzentren ausbauen" in text
    assert "Vorlagen Ihres Ausschusses" in text


@pytest.mark.parametrize("path", ["/hilfe", "/impressum", "/datenschutz", "/barrierefreiheit"])
async def test_legal_pages_name_every_body_without_a_login(
    cast: Cast, anonymous: Browser, path: str
) -> None:
    text = (await anonymous.get(path)).text
    assert "Landkreis Musterland" in text
    assert "Landkreis Beispielau" in text
    assert "jugendhilfeplanung@example.org" in text


async def test_robots_are_kept_out(anonymous: Browser) -> None:
    assert "Disallow: /" in (await anonymous.get("/robots.txt")).text

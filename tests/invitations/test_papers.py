"""The invitation as a paper: head, agenda, who invites; and nothing its reader may not see."""

import io
from typing import Any
from urllib.parse import unquote

import pypdf

from app.core.words import Visibility
from app.meetings.tables import Meeting, MeetingStatus
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.invitations.post import invite, letters
from tests.meetings.make import make_item, make_meeting
from tests.paper_check import text_of


async def paper(browser: Browser, meeting: Meeting) -> tuple[pypdf.PdfReader, str]:
    """With the file's name."""
    answer = await browser.get(f"/sitzungen/{meeting.id}/einladung.pdf")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    name = unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
    return pypdf.PdfReader(io.BytesIO(answer.content)), name


async def test_invitation_says_who_invites_where_and_what_to(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group, room="Raum 3")
    reader, name = await paper(await visit("carla"), meeting)
    text = text_of(reader)
    for expected in (
        "Landkreis Musterland Einladung Steuerungsgruppe Familienzentren, 5. Sitzung",
        "Hiermit laden wir Sie zu dieser Sitzung ein.", "Raum 3", "TOP Beginn Thema",
        "Bedarf an Räumen", "Jugendhilfeplanung",
        "Rückfragen: Anna Albers, jugendhilfeplanung@example.org",
    ):  # fmt: skip
        assert expected in text, expected
    assert name == f"Einladung {meeting.starts_at.date().isoformat()}.pdf"
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Einladung: ")


async def test_guest_gets_one_without_what_is_not_public(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    await make_item(
        meeting, title="Geheimpunktamsel", presenter="Geheimamsel", position=4,
        visibility=Visibility.CONFIDENTIAL,
    )  # fmt: skip
    await make_invitation(meeting, cast.gustav)
    for name, told in (("gustav", False), ("carla", True)):
        browser = await visit(name)
        text = text_of((await paper(browser, meeting))[0])
        assert "amsel" not in text
        assert ("Nichtöffentlicher Punkt" in text) == told


async def test_once_it_is_over_it_is_an_agenda(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group, status=MeetingStatus.HELD)
    reader, name = await paper(await visit("carla"), meeting)
    text = text_of(reader)
    assert "Landkreis Musterland Tagesordnung Steuerungsgruppe" in text
    assert "laden wir" not in text
    assert name.startswith("Tagesordnung ")


async def test_page_offers_the_paper_and_the_sheet_to_sign(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    base = f"/sitzungen/{meeting.id}"
    for name, signs in (("carla", False), ("paul", True), ("bernd", True)):
        page = (await (await visit(name)).get(base)).text
        assert f"{base}/einladung.pdf" in page, name
        assert (f"{base}/anwesenheitsliste.pdf" in page) == signs, name


async def test_meeting_without_items_still_has_an_invitation(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group, items=())
    text = text_of((await paper(await visit("carla"), meeting))[0])
    assert "Die Tagesordnung steht noch nicht fest." in text


async def test_mail_links_to_the_paper_and_carries_only_the_calendar_entry(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_meeting(cast.group)
    await invite(await visit("anna"), cast, meeting, "carla")
    (letter,) = await letters(meeting)
    link = f"/sitzungen/{meeting.id}/einladung.pdf"
    for kind in ("plain", "html"):
        assert link in letter.part(kind), kind
    types = [part.get_content_type() for part in letter.message.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar", "application/ics"]
    assert (await (await visit("carla")).get(link)).status_code == 200

"""The agenda goes with the reminder as a file: accessible, and only what its reader may see."""

import io
from email.message import EmailMessage
from typing import Any

import pypdf

from app.core.words import Visibility
from app.invitations.tables import Answer
from app.reminders import jobs
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.meetings.make import make_item
from tests.paper_check import text_of
from tests.reminders.test_reminders import SEVEN, invite, mails, meeting_in


def paper_of(message: EmailMessage) -> pypdf.PdfReader:
    (file,) = message.iter_attachments()
    assert file.get_content_type() == "application/pdf"
    assert file.get_filename() == "Tagesordnung-2027-03-03-1400.pdf"
    content = file.get_payload(decode=True)
    assert isinstance(content, bytes)
    return pypdf.PdfReader(io.BytesIO(content))


async def test_the_agenda_is_attached_and_guests_get_one_of_their_own(cast: Cast) -> None:
    meeting = await meeting_in(cast, 2, room="Raum 204")
    await make_item(
        meeting, position=4, title="Personalie", visibility=Visibility.CONFIDENTIAL,
        presenter="Frau Geheim",
    )  # fmt: skip
    await make_item(meeting, position=5, title="#set page(width: 1pt)", presenter="Carla Cordes")
    for person in (cast.carla, cast.gustav):
        await invite(meeting, person, answer=Answer.ACCEPTED, answered_sequence=0)
    await jobs.send_due(SEVEN)
    carla, gustav = [read_mail(mail.mime) for mail in await mails()]
    for message in (carla, gustav):
        reader, text = paper_of(message), text_of(paper_of(message))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith(f"Tagesordnung: {cast.group.name}, Mittwoch")
        for words in ("TOP Beginn Thema", "Bedarf an Räumen", "14:00 Uhr", "Raum 204",
                      "#set page(width: 1pt)", "Carla Cordes"):  # fmt: skip
            assert words in text
        assert "Personalie" not in text
        assert "Geheim" not in text
    assert "Nichtöffentlicher Punkt" in text_of(paper_of(carla))
    assert "Nichtöffentlicher Punkt" not in text_of(paper_of(gustav))
    for kind in ("plain", "html"):
        assert "im Anhang: Tagesordnung-2027-03-03-1400.pdf" in part(carla, kind)


async def test_without_an_agenda_nothing_is_attached(cast: Cast) -> None:
    meeting = await meeting_in(cast, 2, items=())
    await invite(meeting, cast.carla, answer=Answer.ACCEPTED, answered_sequence=0)
    await jobs.send_due(SEVEN)
    (mail,) = await mails()
    message = read_mail(mail.mime)
    assert list(message.iter_attachments()) == []
    assert "Anhang" not in part(message)


async def test_the_office_sees_the_file_in_the_postausgang(cast: Cast, visit: Visit) -> None:
    await invite(await meeting_in(cast, 2), cast.carla, answer=Answer.ACCEPTED, answered_sequence=0)
    await jobs.send_due(SEVEN)
    (mail,) = await mails()
    page = (await (await visit("anna")).get(f"/postausgang/{mail.id}")).text
    assert "Tagesordnung-2027-03-03-1400.pdf" in page

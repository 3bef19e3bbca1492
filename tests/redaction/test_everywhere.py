"""Nothing is forgotten: the whole database, all bytes, all papers, the search, uploaded files."""

from email.message import EmailMessage

import pytest
import typst

from app.meetings.tables import Meeting
from app.outbox.tables import OutgoingMail
from app.redaction.queries import letters
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.minutes.make import make_held, make_minutes, path_of
from tests.redaction.make import columns_that_say, files_that_say, says
from tests.redaction.spread import SAID, WORD, preview, spread

PAPERS = (
    "niederschrift.pdf",
    "niederschrift.docx",
    "niederschrift.txt",
    "auszug.pdf",
    "auszug.txt",
)
SAYING = {
    "addendum": "minutes_addendum.text", "proposal": "agenda_proposal.answer",
    "mandate": "mandate_step.sentence", "letter": "inbound_mail.mime", "mail": "outgoing_mail.mime",
    "search": "minutes_item.words", "subject": "inbound_mail.subject",
}  # fmt: skip


async def papers_that_say(browser: Browser, meeting: Meeting) -> list[str]:
    found = []
    for name in PAPERS:
        answer = await browser.get(path_of(meeting, f"/{name}"))
        assert answer.status_code == 200, name
        found += [name] if says(answer.content, WORD) else []
    return found


async def test_no_table_no_file_no_paper_and_no_search_says_it_afterwards(
    cast: Cast, visit: Visit
) -> None:
    meeting = await spread(cast, visit)
    bernd, before = await visit("bernd"), await columns_that_say(WORD)
    assert {*SAYING.values()} <= {*before}
    assert set(await papers_that_say(bernd, meeting)) >= {"niederschrift.pdf", "niederschrift.docx"}
    assert "Nichts gefunden" not in (await bernd.get(f"/suche?q={WORD}")).text

    _, confirmed = await preview(bernd, meeting)
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)

    assert await columns_that_say(WORD) == []
    assert await columns_that_say("Frau Süß") == []
    assert files_that_say(WORD) == []
    assert await papers_that_say(bernd, meeting) == []
    assert "Nichts gefunden" in (await bernd.get(f"/suche?q={WORD}")).text


async def test_a_mail_is_emptied_whose_paper_says_it(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "AT_ONCE", 1)
    meeting, bernd = await make_held(cast.group), await visit("bernd")
    await make_minutes(meeting)
    for kind, text in (("said", SAID), ("other", "Anderes.")):
        letter = EmailMessage()
        letter.set_content("Anbei die Tagesordnung.")
        paper = typst.compile(text.encode())
        letter.add_attachment(paper, maintype="application", subtype="pdf", filename="TO.pdf")
        await OutgoingMail(
            body_id=cast.body.id, group_id=cast.group.id, kind=kind, recipient_name="Carla Cordes",
            recipient_address="carla@example.org", subject="Tagesordnung", message_id=kind,
            dedupe_key=kind, envelope_sender="x@example.org", mime=letter.as_bytes(),
        ).save()  # fmt: skip
    assert await columns_that_say(WORD) == ["outgoing_mail.mime"]
    text, confirmed = await preview(bernd, meeting)
    assert "1 gespeicherte E-Mail" in text
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    assert await columns_that_say(WORD) == []
    kept = {mail.kind: bool(mail.mime) for mail in await OutgoingMail.objects()}
    assert kept == {"said": False, "other": True}

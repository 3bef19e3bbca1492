"""What PDF files say is found; a file that cannot be read stops nobody."""

import zlib
from datetime import timedelta
from uuid import uuid4

from app.attachments.tables import Attachment
from app.core.clock import now
from app.core.words import Visibility
from app.files.store import forget_bytes
from app.files.tables import File
from app.minutes.tables import MinutesStatus
from app.search import operations
from app.search.jobs import read_next
from app.search.tables import FileText
from tests.attachments.make import make_attachment
from tests.browser import Visit
from tests.cast import Cast
from tests.documents.make import pdf
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, path_of
from tests.search.make import hits, look, read_all
from tests.vorlagen.make import make_file, make_vorlage

SAID = "Der Bericht lobt die Nachtigallengruppe im Familienzen-trum."


async def only_text() -> FileText:
    (found,) = await FileText.objects()
    return found


async def test_text_of_a_pdf_is_found_and_marked(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_attachment(meeting, pdf(SAID), name="Anhang.pdf")
    anna = await visit("anna")
    assert hits(await look(anna, "nachtigallengruppen")) == []
    await read_all()
    page = await look(anna, "nachtigallengruppen")
    assert hits(page) == [("Datei", "Anhang.pdf")]
    assert "<mark>Nachtigallengruppe</mark>" in page


async def test_file_of_a_vorlage_is_read_too_and_a_word_may_stand_in_its_name(
    cast: Cast, visit: Visit
) -> None:
    paper = await make_vorlage(cast.body, title="Wege")
    file = await make_file(paper, name="Nachtigall.pdf")
    row = await File.objects().where(File.id == file.file).first()
    assert row is not None
    assert (await only_text()).file == row.id
    assert hits(await look(await visit("anna"), "nachtigall")) == [("Datei", "Nachtigall.pdf")]


async def test_text_is_found_by_who_may_open_the_file_and_by_nobody_else(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_invitation(meeting, cast.gustav)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    attachment = await make_attachment(meeting, pdf(SAID), visibility=Visibility.CONFIDENTIAL)
    await read_all()

    async def finders() -> set[str]:
        names = ("anna", "bernd", "carla", "paul", "gustav", "dirk", "eva", "frieda", "jutta")
        return {name for name in names if hits(await look(await visit(name), "nachtigallengruppe"))}

    assert await finders() == {"anna", "bernd", "carla", "paul"}
    await Attachment.update({Attachment.removed_at: now()}).where(Attachment.id == attachment.id)
    assert await finders() == set()


async def test_suggestion_never_comes_out_of_a_file(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_invitation(meeting, cast.gustav)
    await make_attachment(meeting, pdf(SAID), visibility=Visibility.CONFIDENTIAL)
    await read_all()
    assert "Meinten Sie" not in await look(await visit("gustav"), "nachtigalengruppe")


async def test_redaction_takes_a_passage_out_of_what_was_read(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_attachment(meeting, pdf(SAID))
    await read_all()
    bernd = await visit("bernd")
    order = {"passage": "lobt die Nachtigallengruppe im", "reason": "social_data", "comments": "y"}
    page = (await bernd.post(path_of(meeting, "/entfernung/fundstellen"), order)).text
    assert "Text einer PDF-Datei für die Suche (die Datei selbst bleibt)" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    done = await bernd.post(path_of(meeting, "/entfernung"), {**order, "seen": seen, "sure": "y"})
    assert done.status_code == 303
    assert hits(await look(bernd, "nachtigallengruppe")) == []
    await read_all()  # and is not read again
    assert "Nachtigall" not in (await only_text()).text


async def test_text_goes_with_its_file(cast: Cast) -> None:
    attachment = await make_attachment(await make_held(cast.group), pdf(SAID))
    await Attachment.delete().where(Attachment.id == attachment.id)
    await File.delete().where(File.id == attachment.file)
    assert await FileText.count() == 0


async def test_broken_locked_and_lost_files_are_done_and_the_next_is_read(cast: Cast) -> None:
    meeting = await make_held(cast.group)
    await make_attachment(meeting, b"%PDF-1.7\nkaputt")
    await make_attachment(
        meeting, b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj"
    )
    lost = await make_attachment(meeting, b"%PDF-1.7\nverloren")
    file = await File.objects().where(File.id == lost.file).first()
    assert file is not None
    await forget_bytes(file.sha256)
    good = await make_attachment(meeting, pdf(SAID))
    await read_all()
    rows = await FileText.objects()
    assert all(row.read_at for row in rows)
    assert {row.file for row in rows if row.text} == {good.file}


async def test_a_page_that_unpacks_to_a_gigabyte_is_given_up(cast: Cast) -> None:
    await make_attachment(await make_held(cast.group), bomb())
    assert await read_next()
    assert ((await only_text()).text, await read_next()) == ("", False)


def bomb() -> bytes:
    packer, zeros = zlib.compressobj(1), b" " * 2**24
    content = b"".join(packer.compress(zeros) for _ in range(60)) + packer.flush()
    return b"".join((
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>endobj\n",
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n" % (len(content), content),
        b"trailer<</Root 1 0 R>>\n%%EOF",
    ))  # fmt: skip


async def test_file_that_takes_its_worker_down_is_tried_three_times(cast: Cast) -> None:
    await make_attachment(await make_held(cast.group), pdf(SAID))
    moment = now()
    for _ in range(operations.MOST_ATTEMPTS):
        assert await operations.claim(moment) is not None
        assert await operations.claim(moment) is None, "it is one worker's at a time"
        moment += operations.LEASE + timedelta(seconds=1)
    assert await operations.claim(moment) is None


async def test_what_is_no_pdf_does_not_stand_in_line(cast: Cast) -> None:
    attachment = await make_attachment(await make_held(cast.group), pdf(SAID))
    await FileText.delete(force=True)
    await File.update({File.media_type: "text/csv"}).where(File.id == attachment.file)
    await Attachment(id=uuid4(), meeting=attachment.meeting, file=attachment.file).save()
    assert await FileText.count() == 0


async def test_agenda_item_that_is_gone_leaves_the_text_to_the_office(
    cast: Cast, visit: Visit
) -> None:
    meeting = await make_held(cast.group)
    await make_invitation(meeting, cast.gustav)
    item = await first_item(meeting)
    await make_attachment(meeting, pdf(SAID), item=item)
    await read_all()
    gustav = await visit("gustav")
    assert hits(await look(gustav, "nachtigallengruppe"))
    await item.remove()
    assert hits(await look(gustav, "nachtigallengruppe")) == []

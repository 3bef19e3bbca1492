"""Papers on the minutes' page: for whom, in which state, under which name."""

import io
from urllib.parse import unquote

import pypdf
import pytest
from docx import Document

from app.core.clock import now
from app.core.words import Visibility
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import MinutesStatus
from app.web.press import press
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import make_item
from tests.minutes.make import approve, make_decision, make_held, make_minutes, make_text, path_of

DRAFTS = ("/entwurf.pdf", "/niederschrift.docx", "/niederschrift.txt")
EXCERPTS = ("/auszug.pdf", "/auszug.docx", "/auszug.txt")
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
}


async def written(cast: Cast, status: MinutesStatus = MinutesStatus.SENT) -> Meeting:
    """A public item with a decision, and one that is not."""
    meeting = await make_held(cast.group, items=())
    minutes = await make_minutes(meeting, status=status)
    for position, seen in enumerate((Visibility.PUBLIC, Visibility.CONFIDENTIAL), 1):
        item = await make_item(
            meeting, title=f"Punkt {seen.label}", position=position, visibility=seen
        )
        await make_text(minutes, item, f"Text {seen.label}")
        await make_decision(item, text=f"Beschluss {seen.label}", visibility=seen)
    return meeting


def shown(path: str, content: bytes) -> str:
    if path.endswith("pdf"):
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return " ".join(page.extract_text() for page in pages)
    if path.endswith("docx"):
        return " ".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
    return content.decode()


async def test_draft_goes_out_with_its_name(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    carla, day = await visit("carla"), meeting.starts_at.date().isoformat()
    for path in DRAFTS:
        answer = await carla.get(path_of(meeting, path))
        assert answer.status_code == 200, path
        ending = path.rpartition(".")[2]
        assert answer.headers["content-type"] == TYPES[ending]
        name = unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
        assert name == f"Entwurf Niederschrift Steuerungsgruppe Familienzentren {day}.{ending}"
        assert answer.headers["content-security-policy"].startswith("sandbox")
        assert answer.headers["cache-control"] == "no-store"
        text = shown(path, answer.content)
        assert "Entwurf, noch nicht genehmigt" in text, path
        assert "Text nichtöffentlich" in text, path


async def test_unsent_draft_is_for_who_writes_it(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast, MinutesStatus.DRAFT)
    for name, status in (("paul", 200), ("carla", 404), ("gustav", 404), ("dirk", 404)):
        browser = await visit(name)
        for path in DRAFTS:
            assert (await browser.get(path_of(meeting, path))).status_code == status, (name, path)


async def test_excerpt_comes_with_the_approval(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    carla = await visit("carla")
    for path in EXCERPTS:
        refused = await carla.get(path_of(meeting, path))
        assert refused.status_code == 409, path
        assert "sobald das Protokoll genehmigt ist" in refused.text
    await approve(cast, meeting)
    for path in EXCERPTS:
        answer = await carla.get(path_of(meeting, path))
        text = shown(path, answer.content)
        assert "Beschluss öffentlich" in text, path
        assert "nichtöffentlich" not in text, path
        assert "nichtöffentlich" not in unquote(answer.headers["content-disposition"])


async def test_minutes_without_public_items_have_no_excerpt(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    await AgendaItem.update({AgendaItem.visibility: Visibility.INTERNAL}, force=True)
    await approve(cast, meeting)
    carla = await visit("carla")
    for path in EXCERPTS:
        refused = await carla.get(path_of(meeting, path))
        assert refused.status_code == 409, path
        assert "kein Punkt öffentlich" in refused.text
    assert "Öffentlicher Auszug" not in (await carla.get(path_of(meeting))).text


async def test_approved_word_and_text_stay_as_approved(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    await approve(cast, meeting)
    await AgendaItem.update({AgendaItem.title: "Umbenannt"}, force=True)
    carla = await visit("carla")
    for path in DRAFTS[1:]:
        text = shown(path, (await carla.get(path_of(meeting, path))).content)
        assert "TOP 1: Punkt öffentlich" in text
        assert "Umbenannt" not in text
        assert "Genehmigt am" in text


async def test_address_of_the_draft_leads_to_what_was_approved(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    await approve(cast, meeting)
    answer = await (await visit("carla")).get(path_of(meeting, DRAFTS[0]))
    assert answer.status_code == 303
    assert answer.headers["location"] == path_of(meeting, "/niederschrift.pdf")


async def test_page_links_what_there_is(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    for name in ("carla", "paul"):
        page = (await (await visit(name)).get(path_of(meeting))).text
        assert [path for path in (*DRAFTS, *EXCERPTS) if path_of(meeting, path) in page] == [
            *DRAFTS
        ]
    await approve(cast, meeting)
    page = (await (await visit("carla")).get(path_of(meeting))).text
    for path in ("/niederschrift.pdf", *DRAFTS[1:], *EXCERPTS):
        assert path_of(meeting, path) in page, path
    assert path_of(meeting, DRAFTS[0]) not in page


async def test_full_press_says_so_and_keeps_what_was_typed(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = await written(cast)
    monkeypatch.setattr(press, "waiting", 250)
    answer = await (await visit("carla")).get(path_of(meeting, DRAFTS[0]))
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "5"
    assert "versuchen Sie es gleich noch einmal" in answer.text
    assert (await (await visit("carla")).get(path_of(meeting, DRAFTS[2]))).status_code == 200


async def test_begin_and_end_are_noted_by_the_buttons(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group, starts_at=now(), status="invited")
    paul = await visit("paul")
    for button in ("beginn", "ende"):
        await paul.post(f"/sitzungen/{meeting.id}/{button}")
    found = await Meeting.objects().get(Meeting.id == meeting.id)
    assert found is not None
    assert found.began_at is not None
    assert found.ended_at is not None
    assert found.began_at <= found.ended_at <= now()


async def test_minute_taker_corrects_begin_and_end(cast: Cast, visit: Visit) -> None:
    meeting, paul = await written(cast), await visit("paul")
    page = path_of(meeting, "/zeiten")
    assert "Beginn und Ende" in (await paul.get(page)).text
    assert (await paul.post(page, {"begin": "22:05", "end": "00:30"})).status_code == 303
    text = (await paul.get(path_of(meeting, "/niederschrift.txt"))).text
    assert "Beginn:       22:05 Uhr" in text
    assert "00:30 Uhr" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"begin": "", "end": "10:00"}, "Bitte nennen Sie den Beginn."),
        ({"begin": "neun", "end": ""}, "Bitte eine Uhrzeit wie 14:30 angeben."),
    ],
)
async def test_unreadable_times_come_back(
    cast: Cast, visit: Visit, typed: dict[str, str], sentence: str
) -> None:
    meeting = await written(cast)
    answer = await (await visit("paul")).post(path_of(meeting, "/zeiten"), typed)
    assert answer.status_code == 422
    assert sentence in answer.text


async def test_times_are_frozen_with_the_minutes(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    await approve(cast, meeting)
    answer = await (await visit("paul")).post(path_of(meeting, "/zeiten"), {"begin": "09:00"})
    assert answer.status_code == 409

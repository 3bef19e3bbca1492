"""What people paste and type by accident or on purpose, over HTTP: kept clean or refused with a
sentence, and nothing that was typed is lost."""

from collections.abc import Awaitable, Callable
from html import unescape
from uuid import uuid4

import pytest

from app.decisions.tables import Decision
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Information, Minutes, MinutesItem, MinutesStatus
from app.tasks.tables import Task
from app.textblocks.tables import TextBlock
from tests.browser import HTMX, Browser, Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, path_of

EMOJI = "👩‍👩‍👧‍👦 Küche 🏳️‍🌈 fertig"
FLIPPED = "Budget \u202e000.1\u202c Euro, \u2067שלום\u2069 und \u200fمرحبا"
STRAIGHT = "Budget 000.1 Euro, \u2067שלום\u2069 und \u200fمرحبا"
HOSTILE = '<script>alert(1)</script><p data-hx-get="/x" onclick="y">Räume</p>'
MEGABYTE = "Fläche " * 71_500  # 500 kB
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal
{mso-style-parent:""; font-family:Calibri;} --></style><xml><o:p></o:p></xml></head><body lang=DE>
<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->
<p class=MsoNormal style='margin:0cm;color:red'><b>Räume</b> im&nbsp;Norden<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='font-family:Symbol'>·</span>
zwei Säle</p><table class=MsoTableGrid><tr><td>Nord</td><td>8</td></tr></table></body></html>"""


async def minuted(cast: Cast) -> tuple[Meeting, AgendaItem, str]:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    item = await first_item(meeting)
    return meeting, item, path_of(meeting, f"/punkte/{item.id}")


async def text_of() -> tuple[str, str]:
    (row,) = await MinutesItem.objects()
    return row.text, row.rich


async def read(cast: Cast, visit: Visit, meeting: Meeting) -> str:
    """As a member reads the minutes when they are sent."""
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    return (await (await visit("carla")).get(path_of(meeting))).text


@pytest.mark.parametrize(
    ("rich", "text", "look"),
    [
        (WORD, "Räume im Norden\n\n· zwei Säle\n\nNord | 8", "<strong>Räume</strong> im\xa0Norden"),
        (HOSTILE, "Räume", ""),
        ('<div>vor <img src="https://x.example.org/p.png" onerror=1> nach</div>', "vor nach", ""),
        ('<figure data-trix-attachment="{}"><img src="data:image/png;base64,AA"></figure>Bild', "Bild", ""),
        (f"<div>{EMOJI}</div>", EMOJI, ""),
        (f"<div>{FLIPPED}</div>", STRAIGHT, ""),
        ("<div>Null\x00byte</div>", "Nullbyte", ""),
        ('<a href="javascript:alert(1)">hier</a> <em data-hx-post="/x">da</em>', "hier da", "hier <em>da</em>"),
        ("<b></b>" * 70_000 + "kurz", "kurz", ""),
    ],
    ids=["word", "script", "image", "pasted image", "emoji", "direction", "nul", "link", "half a megabyte of tags"],
)  # fmt: skip
async def test_pasted_source_is_saved_clean(
    cast: Cast, visit: Visit, rich: str, text: str, look: str
) -> None:
    meeting, _, path = await minuted(cast)
    paul = await visit("paul")
    await paul.get(path_of(meeting))
    answer = await paul.post(path, {"rich": rich, "version": "0"}, headers=HTMX)
    assert answer.status_code == 200
    kept, kept_look = await text_of()
    assert kept == text
    assert look in kept_look
    shown = await read(cast, visit, meeting)
    for harm in (
        "onclick",
        "onerror",
        'data-hx-get="/x',
        "javascript:",
        "Mso",
        "mso-",
        "alert(1)",
        "<img",
        "\u202e",
    ):
        assert harm not in kept_look, harm
        assert harm not in shown, harm  # fmt: skip


Send = Callable[[Browser, str, str], Awaitable[tuple[int, str]]]


async def as_text(browser: Browser, path: str, words: str) -> tuple[int, str]:
    answer = await browser.post(path, {"text": words, "version": "0"})
    return answer.status_code, answer.text


async def as_decision(browser: Browser, path: str, words: str) -> tuple[int, str]:
    typed = {"id": str(uuid4()), "version": "0", "text": words, "outcome": "recommended"}
    answer = await browser.post(f"{path}/beschluesse", typed)
    return answer.status_code, answer.text


async def as_line(browser: Browser, path: str, words: str) -> tuple[int, str]:
    typed = {"id": str(uuid4()), "line": f"A: Cordes – {words}"}
    answer = await browser.post(f"{path}/zeilen", typed)
    return answer.status_code, answer.text


async def as_information(browser: Browser, path: str, words: str) -> tuple[int, str]:
    answer = await browser.post(f"{path}/zeilen", {"id": str(uuid4()), "line": f"I: {words}"})
    return answer.status_code, answer.text


async def as_voted_line(browser: Browser, path: str, words: str) -> tuple[int, str]:
    answer = await browser.post(f"{path}/zeilen", {"id": str(uuid4()), "line": f"B: {words}"})
    return answer.status_code, answer.text


EVERYWHERE = pytest.mark.parametrize(
    "send", [as_text, as_decision, as_line, as_information, as_voted_line]
)


async def everything() -> str:
    """All words that stand in the database now."""
    texts = [row.text for row in await MinutesItem.objects()]
    texts += [row.text for row in await Information.objects()]
    texts += [row.text for row in await Decision.objects()]
    return "\n".join(texts + [row.title for row in await Task.objects()])


@EVERYWHERE
@pytest.mark.parametrize(
    ("typed", "kept"),
    [(EMOJI, EMOJI), (FLIPPED, STRAIGHT), (HOSTILE, HOSTILE), ("Null\x00byte", "Nullbyte")],
    ids=["emoji", "direction", "script", "nul"],
)
async def test_typed_words_stay_words_in_every_form(
    cast: Cast, visit: Visit, send: Send, typed: str, kept: str
) -> None:
    meeting, _, path = await minuted(cast)
    paul = await visit("paul")
    status, _ = await send(paul, path, typed)
    assert status == 303
    assert kept in await everything()
    for shown in ((await paul.get(path_of(meeting))).text, await read(cast, visit, meeting)):
        assert kept in unescape(shown)
        assert "<script>alert" not in shown
        assert '<p data-hx-get="/x"' not in shown


@EVERYWHERE
async def test_half_a_megabyte_of_words_comes_back_with_a_sentence(
    cast: Cast, visit: Visit, send: Send
) -> None:
    _, _, path = await minuted(cast)
    status, shown = await send(await visit("paul"), path, MEGABYTE)
    assert status == 422
    assert MEGABYTE.strip() in unescape(shown)
    assert "länger als" in shown or "Zeichen" in shown
    assert await everything() == ""


async def test_half_a_megabyte_from_the_editor_leaves_the_field_alone_and_says_why(
    cast: Cast, visit: Visit
) -> None:
    meeting, _, path = await minuted(cast)
    paul = await visit("paul")
    await paul.get(path_of(meeting))
    for rich, sentence in (
        (f"<div>{MEGABYTE}</div>", "Der eingefügte Text bringt zu viele Formate mit."),
        (f"<div>{MEGABYTE[:490_000]}</div>", "Der Text ist länger als 50.000 Zeichen."),
    ):
        answer = await paul.post(path, {"rich": rich, "version": "0"}, headers=HTMX)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "<trix-editor" not in answer.text
        assert "<textarea" not in answer.text
    assert await MinutesItem.count() == 0


async def test_more_than_any_page_takes_is_refused_in_german(cast: Cast, visit: Visit) -> None:
    _, _, path = await minuted(cast)
    paul = await visit("paul")
    answer = await paul.post(path, {"text": "x" * 13_000_000, "version": "0"})
    assert answer.status_code == 413
    assert "Ihre Eingabe steht noch auf der vorigen Seite." in answer.text
    assert await MinutesItem.count() == 0


async def test_text_block_takes_words_as_words(cast: Cast, visit: Visit) -> None:
    paul, path = await visit("paul"), f"/gruppen/{cast.group.id}/textbausteine"
    typed = {"id": str(uuid4()), "version": "0", "title": EMOJI, "text": f"{HOSTILE} {FLIPPED}"}
    assert (await paul.post(path, typed)).status_code == 303
    (block,) = await TextBlock.objects()
    assert (block.title, block.text) == (EMOJI, f"{HOSTILE} {STRAIGHT}")
    meeting, _, _ = await minuted(cast)
    for page in (path, path_of(meeting)):
        shown = (await paul.get(page)).text
        assert "<script>alert" not in shown
        assert EMOJI in shown

"""Every paper that typst sets can be read by everybody, in the order of the page (docs/adr/0012)."""

import io
import re
from html import unescape

import pypdf
import pytest

from app.core.words import Visibility
from app.groups.tables import Standing
from app.invitations.tables import Attendance
from app.meetings.tables import Meeting
from app.minutes.tables import MinutesItem, MinutesStatus
from tests.browser import Visit
from tests.cast import Cast, make_member
from tests.invitations.make import make_invitation
from tests.meetings.make import make_item
from tests.minutes.make import (
    approve,
    make_addendum,
    make_decision,
    make_held,
    make_minutes,
    make_text,
    path_of,
)
from tests.paper_check import faults_of, read_out
from tests.tasks.make import make_task

RICH = "<p>Drei <strong>Wege</strong>:</p><ul><li>erstens Nord</li><li>zweitens Süd</li></ul>"
PAPERS = (
    "/protokoll/niederschrift.pdf", "/protokoll/auszug.pdf", "/protokoll/anhang", "/einladung.pdf",
    "/anwesenheitsliste.pdf",
)  # fmt: skip


async def held(cast: Cast) -> tuple[Meeting, str]:
    """Approved: three items with texts, decisions and a task. With the address of the addendum."""
    meeting = await make_held(cast.group, items=(), room="Raum 204")
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    for position, (title, text) in enumerate(
        (("Begrüßung", "Alle sind da."), ("Räume", "Es fehlen zwei."), ("Wege", "Drei Wege:")), 1
    ):
        item = await make_item(
            meeting, title=title, position=position, visibility=Visibility.PUBLIC
        )
        await make_text(minutes, item, text)
        await make_decision(item, text=f"Beschluss über {title}.", visibility=Visibility.PUBLIC)
    await MinutesItem.update({MinutesItem.rich: RICH}).where(MinutesItem.text == "Drei Wege:")
    await make_task(cast.group, agenda_item=item.id, person=cast.carla.id, title="Plan zeichnen")
    await make_member(cast.group, cast.dirk, standing=Standing.VOTING)
    for person in (cast.bernd, cast.carla):
        await make_invitation(meeting, person, attendance=Attendance.PRESENT)
    await approve(cast, meeting)
    addendum = await make_addendum(minutes, cast.bernd, "Die Raumnummer lautet 402.")
    return meeting, f"/protokoll/anhaenge/{addendum.id}/anhang.pdf"


async def paper(visit: Visit, meeting: Meeting, path: str) -> bytes:
    answer = await (await visit("bernd")).get(f"/sitzungen/{meeting.id}{path}")
    assert answer.headers["content-type"] == "application/pdf", path
    return answer.content


async def test_every_paper_passes_what_a_machine_can_check(cast: Cast, visit: Visit) -> None:
    meeting, addendum = await held(cast)
    for path in PAPERS:
        pdf = await paper(visit, meeting, addendum if path == "/protokoll/anhang" else path)
        assert faults_of(pdf) == [], path


def test_check_finds_a_paper_without_any_of_it() -> None:
    weak = pypdf.PdfWriter()
    weak.add_blank_page(200, 200)
    out = io.BytesIO()
    weak.write(out)
    assert faults_of(out.getvalue()) == [
        "Lang", "MarkInfo", "StructTreeRoot", "DisplayDocTitle", "Title", "PDF/UA-1", "Tabs",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Alt", "Headings", "Scope", "Fonts"])
async def test_check_finds_one_fault_alone(cast: Cast, visit: Visit, name: str) -> None:
    meeting, _ = await held(cast)
    weak = pypdf.PdfWriter(io.BytesIO(await paper(visit, meeting, PAPERS[0])))
    kinds = {"Alt": ("/P", "/Figure"), "Headings": ("/H3", "/H5"), "Scope": ("/TH", "/TH")}
    for thing in weak._objects:
        if not isinstance(thing, pypdf.generic.DictionaryObject):
            continue
        old, new = kinds.get(name, ("", ""))
        if thing.get("/S") == old:
            thing[pypdf.generic.NameObject("/S")] = pypdf.generic.NameObject(new)
            thing.pop("/A", None)
        if name == "Fonts":
            thing.pop("/ToUnicode", None)
    out = io.BytesIO()
    weak.write(out)
    assert faults_of(out.getvalue()) == [name]


async def test_niederschrift_is_read_out_in_the_order_of_the_page(cast: Cast, visit: Visit) -> None:
    meeting, _ = await held(cast)
    html = (await (await visit("bernd")).get(path_of(meeting))).text.split("<main")[1]
    page = " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
    spoken = read_out(await paper(visit, meeting, PAPERS[0]))
    body = spoken[spoken.index("Alle sind da.") :]
    told = (
        "Alle sind da.", "Beschluss über Begrüßung.", "TOP 2: Räume", "Es fehlen zwei.",
        "Beschluss über Räume.", "TOP 3: Wege", "erstens Nord", "zweitens Süd",
        "Beschluss über Wege.", "Plan zeichnen",
    )  # fmt: skip
    assert [body.index(words) for words in told] == sorted(body.index(words) for words in told)
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)

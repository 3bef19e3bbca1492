"""Approved minutes stand: a tagged PDF, a frozen record, and no way to change either."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pypdf
import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now, today
from app.core.errors import RuleViolation
from app.files.tables import File
from app.invitations.tables import Attendance
from app.meetings.tables import Meeting
from app.minutes.niederschrift import niederschrift
from app.minutes.operations import approval
from app.minutes.queries import record_of
from app.minutes.record import Record
from app.minutes.tables import Minutes, MinutesItem, MinutesRevision, MinutesStatus
from app.people.tables import Person
from app.tasks.tables import Task, TaskStatus
from tests.browser import (
    Browser,
    Visit,  # fmt: skip
)
from tests.cast import Cast
from tests.invitations.make import make_invitation
from tests.meetings.make import first_item, make_item
from tests.minutes.make import (
    approve,
    make_decision,
    make_held,
    make_minutes,
    make_text,
    path_of,
)
from tests.paper_check import text_of
from tests.tasks.make import make_task

EVIL = '#read("/etc/passwd") #import "@preview/x:1.0.0" ] \\ $x$ *a* _b_ `c` <d>'


async def sent(cast: Cast, text: str = "Räume für Süßwaren", title: str = "Budget") -> Meeting:
    """Votes, a task of Carla's, two who were there and one who was not."""
    meeting = await make_held(cast.group, items=())
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    item = await make_item(meeting, title=title)
    await make_text(minutes, item, text)
    await make_decision(item, text="Wir empfehlen Modell B.", yes=2, no=0, abstentions=1)
    await make_task(cast.group, agenda_item=item.id, person=cast.carla.id, due_on=today())
    for person, attendance in (
        (cast.bernd, Attendance.PRESENT), (cast.paul, Attendance.PRESENT),
        (cast.carla, Attendance.EXCUSED),
    ):  # fmt: skip
        await make_invitation(meeting, person, attendance=attendance)
    return meeting


async def press(browser: Browser, meeting: Meeting) -> int:
    shown = await browser.get(path_of(meeting, "/genehmigung"))
    seen = re.search(r'name="fingerprint" value="(\w+)"', shown.text)
    typed = {"fingerprint": seen[1] if seen else ""}
    return (await browser.post(path_of(meeting, "/genehmigung"), typed)).status_code


async def pdf_of(browser: Browser, meeting: Meeting) -> pypdf.PdfReader:
    answer = await browser.get(path_of(meeting, "/niederschrift.pdf"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    return pypdf.PdfReader(io.BytesIO(answer.content))


async def test_approval_files_an_accessible_pdf(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    assert await press(await visit("bernd"), meeting) == 303
    reader = await pdf_of(await visit("carla"), meeting)
    text = text_of(reader)
    for expected in (
        "Niederschrift", "Steuerungsgruppe Familienzentren", "5. Sitzung", "Kreishaus, Raum 204",
        "TOP 1: Budget", "Räume für Süßwaren", "Wir empfehlen Modell B.",
        "Ergebnis: empfohlen (2 Ja, 0 Nein, 1 Enthaltung)", "Entwurf Budget Region Mitte",
        "Anwesend (2)", "Entschuldigt (1)", "Carla Cordes (Jugendwerk Nord e. V.)",
        "Seite 2 von 2", f"Genehmigt am {today():%d.%m.%Y} durch Bernd Brandt.",
    ):  # fmt: skip
        assert expected in text, expected
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith("de")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Niederschrift: Steuerungsgruppe")


async def test_what_people_wrote_is_never_compiled(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast, text=f"Vorher {EVIL} nachher", title=f"Punkt {EVIL}")
    assert await press(await visit("bernd"), meeting) == 303
    text = text_of(await pdf_of(await visit("bernd"), meeting)).replace(" ", "")
    assert text.count(EVIL.replace(" ", "")) == 3  # also in the list of items
    assert "root:" not in text


async def test_second_press_files_nothing_more(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    bernd = await visit("bernd")
    assert [await press(bernd, meeting) for _ in range(2)] == [303, 303]
    await approve(cast, meeting)
    assert await File.count() == 1
    assert await MinutesRevision.count() == 1
    assert await AuditEntry.count().where(AuditEntry.action == "minutes.approved") == 1


async def test_approved_minutes_are_frozen(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    await approve(cast, meeting)
    item = await first_item(meeting)
    anna = await visit("anna")
    known = (await record_of(UUID(str(meeting.id)))).items[0].decisions[0]
    typed = {
        "id": str(uuid4()), "version": "1", "text": "später", "outcome": "recommended",
        "line": "Cordes – etwas – 12.12.", "taken_by": "Jemand",
    }  # fmt: skip
    for rest in (
        f"/punkte/{item.id}", f"/punkte/{item.id}/beschluesse", f"/beschluesse/{known.id}",
        f"/beschluesse/{known.id}/entfernung", f"/punkte/{item.id}/zeilen", "/fuehrung",
        "/anwesenheit", "/versand",
    ):  # fmt: skip
        answer = await anna.post(path_of(meeting, rest), typed)
        assert answer.status_code == 409, rest
        assert "genehmigt und lässt sich nicht mehr ändern" in answer.text, rest
    page = (await anna.get(path_of(meeting))).text
    assert "<textarea" not in page
    assert "später" not in page


async def test_tasks_live_on_but_the_minutes_keep_their_day(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    await approve(cast, meeting)
    await Task.update({Task.status: TaskStatus.DONE, Task.title: "Umbenannt"}, force=True)
    await Person.update({Person.family_name: "Neumann"}).where(Person.id == cast.carla.id)
    page = (await (await visit("bernd")).get(path_of(meeting))).text
    assert "Entwurf Budget Region Mitte" in page
    assert "Carla Cordes" in page
    assert "Umbenannt" not in page
    assert "erledigt" not in page


async def test_change_after_the_page_was_read_is_refused(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    bernd = await visit("bernd")
    await bernd.get(path_of(meeting, "/genehmigung"))
    await MinutesItem.update({MinutesItem.text: "inzwischen anders"}, force=True)
    answer = await bernd.post(path_of(meeting, "/genehmigung"), {"fingerprint": "0" * 64})
    assert answer.status_code == 409
    assert "hat sich inzwischen geändert" in answer.text
    assert await File.count() == 0
    assert await press(bernd, meeting) == 303


async def test_change_between_pdf_and_transaction_is_refused(cast: Cast) -> None:
    meeting, actor = await sent(cast), await cast.actor("bernd")
    meeting_id = UUID(str(meeting.id))
    record = approval.signed(await record_of(meeting_id), actor, now=now())
    pdf = await niederschrift(record)
    await MinutesItem.update({MinutesItem.text: "im letzten Augenblick"}, force=True)
    with pytest.raises(RuleViolation, match="hat sich inzwischen geändert"):
        await approval.approve_minutes(actor, meeting_id, record, pdf, now=now())
    assert await File.count() == 0


async def test_record_survives_its_way_through_json(cast: Cast) -> None:
    meeting, actor = await sent(cast), await cast.actor("bernd")
    live = await record_of(UUID(str(meeting.id)))
    signed = approval.signed(live, actor, now=now())
    assert Record.of(signed.content()) == signed
    assert signed.fingerprint == live.fingerprint


async def test_draft_is_not_approved_and_has_no_pdf(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    bernd = await visit("bernd")
    assert (await bernd.get(path_of(meeting, "/genehmigung"))).status_code == 409
    answer = await bernd.post(path_of(meeting, "/genehmigung"))
    assert answer.status_code == 409
    assert "erst, wenn es versandt ist" in answer.text
    assert (await bernd.get(path_of(meeting, "/niederschrift.pdf"))).status_code == 404


async def test_page_warns_while_objections_are_possible(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    bernd = await visit("bernd")
    warning = "Die Frist für Einwände läuft noch bis"
    assert warning in (await bernd.get(path_of(meeting, "/genehmigung"))).text
    over = today() - timedelta(days=1)
    await Minutes.update({Minutes.objections_until: over}, force=True)
    assert warning not in (await bernd.get(path_of(meeting, "/genehmigung"))).text


async def test_only_who_leads_approves(cast: Cast, visit: Visit) -> None:
    meeting = await sent(cast)
    for name, status in (("paul", 403), ("carla", 403), ("gustav", 404), ("dirk", 404)):
        for method in ("get", "post"):
            browser = await visit(name)
            answer = await getattr(browser, method)(path_of(meeting, "/genehmigung"))
            assert answer.status_code == status, (name, method)
    assert await File.count() == 0

"""The members of a group as a table, as cards, and as a sheet to sign."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath, FromQuery

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden
from app.groups import access as groups
from app.groups.forms.day import DayForm
from app.groups.queries.heads import group_head
from app.groups.tables import Group
from app.meetings.access import meeting_to_prepare
from app.rosters.operations.exports import note_export
from app.rosters.queries.cards import vcards
from app.rosters.queries.members import Listed, listed, may_see
from app.rosters.queries.sheets import coming_meetings, sheet_of_day, sheet_of_meeting
from app.web.downloads import download
from app.web.sessions import AnyRequest, CurrentActor
from app.web.tables_out import Cell, Column, xlsx_download
from app.web.templates import page
from app.web.typeset import typeset

PATH = "/gruppen/{group_id:uuid}/mitglieder"
VCARD = "text/vcard; charset=utf-8"
PDF = "application/pdf"
COLUMNS = (  # the headings that are recognised when the list is read in again
    ("Titel", 10, "title"), ("Vorname", 18, "given"), ("Nachname", 22, "family"),
    ("Träger", 34, "traeger"), ("Rolle", 18, "role"), ("Stellung", 18, "standing"),
    ("Sitz", 34, "seat"), ("Vertretung von", 24, "deputy_of"), ("E-Mail", 34, "email"),
    ("Telefon", 18, "phone"), ("Funktion", 26, "function"), ("Mitglied seit", 14, "since"),
    ("Mitglied bis", 14, "until"),
)  # fmt: skip
CONTACT = ("email", "phone", "function")


@get(f"{PATH}/ausgeben", name="rosters:export")
async def show_exports(
    request: AnyRequest, actor: CurrentActor, group_id: FromPath[UUID]
) -> Response[str]:
    """403 where members do not see each other."""
    group = await groups.group_to_read(actor, group_id)
    may_see(actor, group)
    head = await group_head(group)
    signs = groups.may_write_minutes(actor, group)
    return page(
        request, "rosters/export.html", area="gruppen", body_name=head.body_name, head=head,
        may_sign=signs, day=DayForm(data={"stichtag": clock.today()}),
        meetings=await coming_meetings(group_id, clock.today()) if signs else [],
    )  # fmt: skip


@get(f"{PATH}/liste.xlsx", name="rosters:xlsx")
async def as_table(actor: CurrentActor, group_id: FromPath[UUID]) -> Response[bytes]:
    members = await _members(actor, group_id, "xlsx")
    shown = [
        column
        for column in COLUMNS
        if column[2] not in CONTACT or any(getattr(one, column[2]) for one in members)
    ]

    async def rows() -> AsyncIterator[Sequence[Sequence[Cell]]]:
        yield [[_cell(member, name) for _, _, name in shown] for member in members]

    columns = [Column(heading, width) for heading, width, _ in shown]
    return await xlsx_download(f"Mitglieder {clock.today()}", columns, rows())


def _cell(member: Listed, name: str) -> Cell:
    if name in {"role", "standing"}:
        return str(getattr(member, name).label)
    found: Cell = getattr(member, name)
    return found


@get(f"{PATH}/liste.vcf", name="rosters:vcf")
async def as_cards(actor: CurrentActor, group_id: FromPath[UUID]) -> Response[bytes]:
    members = await _members(actor, group_id, "vcf")
    return download(vcards(members), f"Mitglieder {clock.today()}.vcf", VCARD)


async def _members(actor: Actor, group_id: UUID, shape: str) -> list[Listed]:
    """Noted in the audit log."""
    group = await groups.group_to_read(actor, group_id)
    members = await listed(actor, group, clock.today())
    await note_export(actor, group, shape=shape, people=len(members))
    return members


@get(f"{PATH}/anwesenheitsliste.pdf", name="rosters:sheet:day")
async def sheet_for_day(
    actor: CurrentActor,
    group_id: FromPath[UUID],
    stichtag: FromQuery[str] = "",
) -> Response[bytes]:
    """Of the day in the query; of today without one."""
    group = await groups.group_to_read(actor, group_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    day = DayForm(FormMultiDict({"stichtag": stichtag})).chosen(clock.today())
    content = await sheet_of_day(actor, group, day)
    return await _printed(actor, group, content, f"Anwesenheitsliste {day}.pdf")


@get("/sitzungen/{meeting_id:uuid}/anwesenheitsliste.pdf", name="rosters:sheet:meeting")
async def sheet_for_meeting(actor: CurrentActor, meeting_id: FromPath[UUID]) -> Response[bytes]:
    meeting, group = await meeting_to_prepare(actor, meeting_id)
    content = await sheet_of_meeting(actor, meeting, group)
    day = clock.berlin(meeting.starts_at).date()
    return await _printed(actor, group, content, f"Anwesenheitsliste {day}.pdf")


async def _printed(
    actor: Actor, group: Group, content: dict[str, Any], name: str
) -> Response[bytes]:
    await note_export(actor, group, shape="pdf", people=len(content["rows"]))
    return download(await typeset("rosters/anwesenheitsliste.typ", content), name, PDF)


ROUTES = [show_exports, as_table, as_cards, sheet_for_day, sheet_for_meeting]

"""Member lists leave the house as far as the reader may see, and it is noted."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.audit.tables import AuditEntry
from app.documents.tables import read_tables
from app.groups.tables import Group, Insight, Role, Standing
from app.people.tables import Affiliation
from app.rosters.rules.fields import Field, first_mapping
from app.rosters.rules.vcards import cells_of
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person, make_traeger
from tests.invitations.make import make_invitation
from tests.meetings.make import make_meeting


async def see(cast: Cast, insight: Insight) -> None:
    await Group.update({Group.insight: insight}).where(Group.id == cast.group.id)


def address(cast: Cast, what: str) -> str:
    return f"/gruppen/{cast.group.id}/mitglieder/{what}"


async def table(visit: Visit, cast: Cast, who: str) -> list[list[str]]:
    answer = await (await visit(who)).get(address(cast, "liste.xlsx"))
    assert answer.status_code == 200
    (sheet,) = await read_tables(answer.content)
    return sheet.rows


async def test_the_leading_get_all_and_can_read_it_in_again(visit: Visit, cast: Cast) -> None:
    await Affiliation(
        person=cast.carla.id, traeger=cast.traeger.id, function="Geschäftsführung"
    ).save()
    head, *rows = await table(visit, cast, "bernd")
    carla = dict(zip(head, next(row for row in rows if "Cordes" in row), strict=False))
    assert (carla["E-Mail"], carla["Träger"], carla["Funktion"], carla["Mitglied seit"]) == (
        cast.carla.email, "Jugendwerk Nord e. V.", "Geschäftsführung", "2024-01-01",
    )  # fmt: skip
    assert Field.EMAIL in first_mapping(head)
    assert len(first_mapping(head)) == len(head)
    assert len(rows) == 4  # Eva has left
    entry = await AuditEntry.objects().where(AuditEntry.action == "members.exported").first()
    assert entry is not None
    assert '"shape": "xlsx"' in entry.details


async def test_members_get_what_the_group_lets_them_see(visit: Visit, cast: Cast) -> None:
    head, *rows = await table(visit, cast, "carla")
    assert "E-Mail" not in head
    assert not any(cast.bernd.email in row for row in rows)
    await see(cast, Insight.ADDRESSES)
    head, *rows = await table(visit, cast, "carla")
    assert any(cast.bernd.email in row for row in rows)
    await see(cast, Insight.LEADING)
    carla = await visit("carla")
    for what in ("ausgeben", "liste.xlsx", "liste.vcf"):
        assert (await carla.get(address(cast, what))).status_code == 403
    assert len(await table(visit, cast, "anna")) == 5


async def test_no_cell_of_the_table_is_a_formula(visit: Visit, cast: Cast) -> None:
    evil = await make_person(cast.body, '=HYPERLINK("http://x")', "@SUM(1)", phone="+49 441 1")
    await make_member(cast.group, evil)
    answer = await (await visit("anna")).get(address(cast, "liste.xlsx"))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert any("=HYPERLINK" in str(cell.value) for row in sheet.iter_rows() for cell in row)


async def test_cards_hold_office_data_and_are_read_back(visit: Visit, cast: Cast) -> None:
    long = "Verein für Kinder, Jugend; und Familie im Landkreis Musterland – Beratungsstelle Süd"
    traeger = await make_traeger(cast.body, long)
    person = await make_person(
        cast.body, "Käthe", "Öz\\türk", title="Dr.", phone="0441 1", email="k@example.org"
    )
    await make_member(cast.group, person, traeger=traeger.id)
    answer = await (await visit("anna")).get(address(cast, "liste.vcf"))
    text = answer.content.decode()
    assert answer.headers["content-type"].startswith("text/vcard")
    assert text.count("BEGIN:VCARD\r\nVERSION:4.0\r\n") == 5
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    cells, _ = cells_of(text)
    assert ["Dr.", "Käthe", "Öz\\türk", "k@example.org", "0441 1", long, ""] in cells
    await see(cast, Insight.NAMES)
    seen = await (await visit("carla")).get(address(cast, "liste.vcf"))
    assert "EMAIL" not in seen.text
    assert "TEL" not in seen.text


async def crowd(cast: Cast, count: int) -> None:
    for number in range(count):
        name = f"Donaudampfschifffahrtsgesellschaft-{number:02}"
        person = await make_person(cast.body, "Maximiliane Friederike", name, title="Prof. Dr.")
        await make_member(cast.group, person, traeger=cast.traeger.id)


async def sheet(visit: Visit, who: str, address: str) -> bytes:
    answer = await (await visit(who)).get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


async def test_the_sheet_has_every_member_of_the_day_on_pages_with_a_head(
    visit: Visit, cast: Cast
) -> None:
    await crowd(cast, 60)
    await make_member(cast.group, cast.dirk, standing=Standing.DEPUTY, since=date(2031, 1, 1))
    await make_member(cast.group, cast.jutta, role=Role.MODERATION, since=date(2024, 1, 1))
    pdf = await sheet(visit, "paul", address(cast, "anwesenheitsliste.pdf?stichtag=2026-05-04"))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert 3 <= len(pages) <= 8
    assert all("Unterschrift" in page for page in pages)
    text = "\n".join(pages)
    joined = "".join(text.replace("\xad", "").replace("-", "").split())  # long names break
    assert all(f"gesellschaft{number:02},Prof.Dr.Maximiliane" in joined for number in range(60))
    assert "Montag, 4. Mai 2026" in text
    assert "Jansen, Jutta" in text
    assert "Moderation" in text
    assert "Dahl" not in text
    assert "Ebert" not in text
    assert f"Seite {len(pages)} von {len(pages)}" in pages[-1]


async def test_the_sheet_of_a_meeting_has_who_else_is_invited(visit: Visit, cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    await make_invitation(meeting, cast.jutta)
    pdf = await sheet(visit, "bernd", f"/sitzungen/{meeting.id}/anwesenheitsliste.pdf")
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "5. Sitzung" in text
    assert "Kreishaus, Raum 204" in text
    assert "Jansen, Jutta" in text
    shown = await (await visit("bernd")).get(address(cast, "ausgeben"))
    assert f"/sitzungen/{meeting.id}/anwesenheitsliste.pdf" in shown.text


@pytest.mark.parametrize("day", ["", "nonsense", "31.02.2026", "0001-01-01"])
async def test_a_day_that_is_none_is_today(visit: Visit, cast: Cast, day: str) -> None:
    pdf = await sheet(visit, "anna", address(cast, f"anwesenheitsliste.pdf?stichtag={day}"))
    assert "Cordes, Carla" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

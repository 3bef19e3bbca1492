"""What is noted after the approval stands below, with its day; the Niederschrift stays byte for byte."""

import io
from uuid import uuid4

import pypdf
import pytest

from app.core.clock import today
from app.files.store import read_bytes
from app.files.tables import File
from app.meetings.tables import Meeting
from app.minutes.tables import Addendum, Minutes, MinutesStatus
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import approve, make_held, make_minutes, make_text, path_of
from tests.minutes.test_approval import EVIL

NOTE = f"Die Raumnummer lautet 402.\n\nVorher {EVIL} nachher."


async def approved(cast: Cast) -> Meeting:
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    await make_text(minutes, await first_item(meeting), "Der Raum hat die Nummer 204.")
    await approve(cast, meeting)
    return meeting


async def frozen() -> tuple[str, bytes]:
    file = await File.objects().first()
    assert file is not None
    return file.sha256, await read_bytes(file)


async def test_addendum_stands_below_and_has_a_pdf_of_its_own(cast: Cast, visit: Visit) -> None:
    meeting = await approved(cast)
    before = await frozen()
    bernd, carla = await visit("bernd"), await visit("carla")
    assert "<textarea" in (await bernd.get(path_of(meeting, "/anhang"))).text
    form = {"id": str(uuid4()), "text": NOTE}
    answers = [await bernd.post(path_of(meeting, "/anhang"), form) for _ in "12"]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert await Addendum.count() == 1
    page = (await carla.get(path_of(meeting))).text
    assert f"Anhang vom {today():%d.%m.%Y}" in page
    assert "Die Raumnummer lautet 402." in page
    pdf = await carla.get(path_of(meeting, f"/anhaenge/{form['id']}/anhang.pdf"))
    assert pdf.headers["content-type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    text = "".join("".join(each.extract_text() for each in reader.pages).split())
    assert "DieRaumnummerlautet402." in text
    assert EVIL.replace(" ", "") in text
    assert before[0] in text
    assert f"Festgehaltenam{today():%d.%m.%Y}durchBerndBrandt." in text
    assert await frozen() == before
    assert await File.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"), [(" \n", "Bitte schreiben Sie"), ("x" * 100_000, "länger als 50.000")]
)
async def test_bad_addendum_comes_back_with_its_text(
    cast: Cast, visit: Visit, text: str, sentence: str
) -> None:
    meeting = await approved(cast)
    form = {"id": str(uuid4()), "text": text}
    answer = await (await visit("bernd")).post(path_of(meeting, "/anhang"), form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text.strip() in answer.text
    assert await Addendum.count() == 0


async def test_only_who_leads_adds_and_only_once_it_is_approved(cast: Cast, visit: Visit) -> None:
    meeting = await approved(cast)
    form = {"id": str(uuid4()), "text": "Nachgetragen."}
    for name, status in (("paul", 403), ("carla", 403), ("dirk", 404), ("eva", 404)):
        answer = await (await visit(name)).post(path_of(meeting, "/anhang"), form)
        assert answer.status_code == status, name
    await Minutes.update({Minutes.status: MinutesStatus.SENT}, force=True)
    answer = await (await visit("bernd")).post(path_of(meeting, "/anhang"), form)
    assert answer.status_code == 409
    assert "Anhänge gibt es erst zu einem genehmigten Protokoll" in answer.text
    assert "Nachgetragen." in answer.text
    assert await Addendum.count() == 0


async def test_addendum_is_found_under_its_own_minutes_only(cast: Cast, visit: Visit) -> None:
    meeting, other = await approved(cast), await approved(cast)
    bernd, carla = await visit("bernd"), await visit("carla")
    form = {"id": str(uuid4()), "text": "Nachgetragen."}
    await bernd.post(path_of(meeting, "/anhang"), form)
    rest = f"/anhaenge/{form['id']}/anhang.pdf"
    assert (await carla.get(path_of(meeting, rest))).status_code == 200
    assert (await carla.get(path_of(other, rest))).status_code == 404
    assert (await (await visit("dirk")).get(path_of(meeting, rest))).status_code == 404

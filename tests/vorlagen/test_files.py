"""Attachments: stored by the office, loaded by whoever may, taken away and brought back."""

from typing import Any
from uuid import uuid4

import pytest

from app.audit.tables import AuditEntry
from app.core.settings import settings
from app.files.store import FOLDER, path_of
from app.files.tables import File
from app.vorlagen.tables import Vorlage, VorlageFile
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.files.samples import SAMPLES
from tests.vorlagen.make import PDF, make_file, make_paper, make_vorlage

PRINTED = [
    {"number": 1, "name": "Raumliste", "size_kb": 120},
    {"number": None, "name": "Kostenplan", "size_kb": None},
]


async def paper_of(cast: Cast, **columns: Any) -> Vorlage:
    return await make_vorlage(cast.body, paper=make_paper(attachments=PRINTED), **columns)


async def sent(browser: Browser, vorlage: Vorlage, *files: tuple[str, bytes], **form: str) -> Any:
    fields = {"id": str(uuid4()), "printed_name": "", "visibility": "public", **form}
    parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
    return await browser.post(f"/vorlagen/{vorlage.id}/anlagen", fields, files=parts)


async def page_of(browser: Browser, vorlage: Vorlage) -> str:
    return str((await browser.get(f"/vorlagen/{vorlage.id}/anlagen")).text)


async def only_file() -> VorlageFile:
    (found,) = await VorlageFile.objects(VorlageFile.file)
    return found


async def test_names_of_the_paper_wait_for_their_files(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    carla, anna = (
        await page_of(await visit("carla"), vorlage),
        await page_of(await visit("anna"), vorlage),
    )
    assert carla.count("noch nicht hinterlegt") == 2
    assert "Datei hinterlegen" not in carla
    assert f'href="/vorlagen/{vorlage.id}/anlagen?zu=1#hochladen"' in anna
    chosen = (await (await visit("anna")).get(f"/vorlagen/{vorlage.id}/anlagen?zu=1")).text
    assert '<option value="Kostenplan" selected>' in chosen


async def test_several_files_come_at_once_and_find_their_place(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    anna = await visit("anna")
    answer = await sent(anna, vorlage, ("raumliste.pdf", PDF), ("Foto.png", SAMPLES["png"]))
    assert answer.headers["location"] == f"/vorlagen/{vorlage.id}/anlagen"
    page = await page_of(anna, vorlage)
    assert "2 Dateien sind hinterlegt." in page
    assert page.count("noch nicht hinterlegt") == 1
    assert page.index("raumliste.pdf") < page.index("Kostenplan") < page.index("Foto.png")
    assert "Anlagen (3)" in page
    rows = {row.file.name: row for row in await VorlageFile.objects(VorlageFile.file)}
    assert {name: row.printed_name for name, row in rows.items()} == {
        "raumliste.pdf": "Raumliste", "Foto.png": "",
    }  # fmt: skip
    assert rows["Foto.png"].uploaded_by == cast.id("anna")
    assert await AuditEntry.count().where(AuditEntry.action == "vorlage.file_added") == 2


async def test_a_double_submit_stores_once(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    anna, new = await visit("anna"), str(uuid4())
    for _ in range(2):
        assert (await sent(anna, vorlage, ("a.pdf", PDF), id=new)).status_code == 303
    assert await VorlageFile.count() == 1


async def test_a_file_may_be_larger_than_a_text(cast: Cast, visit: Visit) -> None:
    """Other pages take 12 MB."""
    vorlage = await paper_of(cast)
    answer = await sent(await visit("anna"), vorlage, ("Plan.pdf", PDF + bytes(13_000_000)))
    assert answer.status_code == 303
    assert (await only_file()).file.size == 13_000_000 + len(PDF)


async def test_what_is_loaded_is_what_was_stored_and_runs_nowhere(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    await sent(await visit("anna"), vorlage, ("Größe.csv", SAMPLES["csv"]))
    attachment = await only_file()
    answer = await (await visit("carla")).get(
        f"/vorlagen/{vorlage.id}/anlagen/{attachment.id}/datei"
    )
    assert answer.content == SAMPLES["csv"]
    assert (
        answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv"
    )
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ((), "Bitte wählen Sie mindestens eine Datei."),
        ((("bild.svg", b"<svg/>"),), "„bild.svg“ nimmt Spurwerk nicht an."),
        ((("a.pdf", PDF), ("b.pdf", b"<html>")), "„b.pdf“ ist innen etwas anderes"),
        ((("a.pdf", b""),), "„a.pdf“ ist leer."),
        (tuple((f"{n}.pdf", PDF) for n in range(21)), "höchstens 20 Dateien"),
    ],
)
async def test_what_is_wrong_comes_back_and_nothing_is_kept(
    cast: Cast, visit: Visit, files: tuple[tuple[str, bytes], ...], sentence: str
) -> None:
    vorlage = await paper_of(cast)
    answer = await sent(await visit("anna"), vorlage, *files, visibility="internal")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert '<option value="internal" selected>' in answer.text
    assert (await VorlageFile.count(), await File.count()) == (0, 0)


async def test_one_attachment_takes_one_file_at_a_time(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    files = (("a.pdf", PDF), ("b.pdf", PDF))
    answer = await sent(await visit("anna"), vorlage, *files, printed_name="Kostenplan")
    assert answer.status_code == 422
    assert "Bitte wählen Sie nur eine Datei" in answer.text


async def test_files_that_are_not_public_are_for_office_and_committee(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await paper_of(cast, committee=cast.committee.id)
    names = {"public": "offen.pdf", "internal": "intern.pdf", "confidential": "geheim.pdf"}
    files = {v: await make_file(vorlage, name=n, visibility=v) for v, n in names.items()}
    for name, seen in {"anna": 3, "jutta": 3, "carla": 1, "dirk": 1}.items():
        browser = await visit(name)
        page = await page_of(browser, vorlage)
        assert sum(f in page for f in names.values()) == seen
        answers = [
            (await browser.get(f"/vorlagen/{vorlage.id}/anlagen/{file.id}/datei")).status_code
            for file in files.values()
        ]
        assert answers.count(200) == seen
        assert answers.count(404) == 3 - seen
    frieda = await visit("frieda")
    assert (
        await frieda.get(f"/vorlagen/{vorlage.id}/anlagen/{files['public'].id}/datei")
    ).status_code == 404


async def test_a_public_file_of_a_confidential_paper_stays_with_its_readers(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await paper_of(cast, visibility="confidential", committee=cast.committee.id)
    path = f"/vorlagen/{vorlage.id}/anlagen/{(await make_file(vorlage)).id}/datei"
    assert (await (await visit("carla")).get(path)).status_code == 404
    assert (await (await visit("jutta")).get(path)).status_code == 200


async def test_a_file_of_another_paper_is_not_found(cast: Cast, visit: Visit) -> None:
    vorlage, other = await paper_of(cast), await paper_of(cast, reference="2024/013")
    path = f"/vorlagen/{vorlage.id}/anlagen/{(await make_file(other)).id}"
    anna = await visit("anna")
    assert (await anna.get(f"{path}/datei")).status_code == 404
    assert (await anna.get(path)).status_code == 404
    for word in ("", "/entfernen", "/zurueckholen"):
        answer = await anna.post(f"{path}{word}", {"name": "a.pdf", "visibility": "public"})
        assert answer.status_code == 404


async def test_a_removed_file_is_gone_until_it_is_brought_back(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    file = await make_file(vorlage, name="Falsch.pdf")
    path = f"/vorlagen/{vorlage.id}/anlagen/{file.id}"
    anna, carla = await visit("anna"), await visit("carla")
    gone = await anna.post(f"{path}/entfernen")
    assert gone.headers["location"] == f"/vorlagen/{vorlage.id}/anlagen?entfernt={file.id}"
    assert (await anna.post(f"{path}/entfernen")).status_code == 303
    assert (await carla.get(f"{path}/datei")).status_code == 404
    assert "Falsch.pdf" not in await page_of(carla, vorlage)
    undo = (await anna.get(gone.headers["location"])).text
    assert "„Falsch.pdf“ ist entfernt." in undo
    assert f'action="{path}/zurueckholen"' in undo
    assert "Falsch.pdf" not in (await carla.get(gone.headers["location"])).text
    assert (await anna.post(f"{path}/zurueckholen")).status_code == 303
    assert (await carla.get(f"{path}/datei")).status_code == 200
    assert "ist entfernt" not in (await anna.get(gone.headers["location"])).text
    assert (
        await anna.get(f"/vorlagen/{vorlage.id}/anlagen?entfernt=quatsch&zu=99")
    ).status_code == 200


async def test_name_and_visibility_can_be_changed_but_not_the_kind(
    cast: Cast, visit: Visit
) -> None:
    vorlage = await paper_of(cast)
    file = await make_file(vorlage, name="Scan0001.pdf")
    path = f"/vorlagen/{vorlage.id}/anlagen/{file.id}"
    anna = await visit("anna")
    bad = await anna.post(path, {"name": "Liste.exe", "visibility": "public"})
    assert bad.status_code == 422
    assert "Die Endung .pdf muss bleiben." in bad.text
    assert 'value="Liste.exe"' in bad.text
    assert (
        await anna.post(path, {"name": "Liste.pdf", "visibility": "internal"})
    ).status_code == 303
    saved = await only_file()
    assert (saved.file.name, saved.visibility) == ("Liste.pdf", "internal")
    assert (await (await visit("carla")).get(f"{path}/datei")).status_code == 404


async def test_lost_bytes_are_told_in_a_sentence(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast)
    file = await make_file(vorlage, b"%PDF-1.7 lost\n")
    row = await File.objects().get(File.id == file.file)
    assert row is not None
    (settings().data_dir / FOLDER / path_of(row.sha256)).unlink()
    answer = await (await visit("carla")).get(f"/vorlagen/{vorlage.id}/anlagen/{file.id}/datei")
    assert answer.status_code == 409
    assert "auf dem Server nicht mehr vorhanden" in answer.text


async def test_only_the_office_puts_and_takes_files(cast: Cast, visit: Visit) -> None:
    vorlage = await paper_of(cast, visibility="internal", committee=cast.committee.id)
    file = await make_file(vorlage)
    path = f"/vorlagen/{vorlage.id}/anlagen/{file.id}"
    for name, status in {"jutta": 403, "dirk": 404, "frieda": 404}.items():
        browser = await visit(name)
        assert (await sent(browser, vorlage, ("a.pdf", PDF))).status_code == status
        assert (await browser.get(path)).status_code == status
        for word in ("", "/entfernen", "/zurueckholen"):
            answer = await browser.post(f"{path}{word}", {"name": "b.pdf", "visibility": "public"})
            assert answer.status_code == status
    saved = await only_file()
    assert saved.removed_at is None
    assert saved.file.name == "Raumliste.pdf"

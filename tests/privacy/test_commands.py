"""`spurwerk person …` and `spurwerk retention …` as an operator types them."""

import zipfile
from datetime import timedelta
from pathlib import Path

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.core.postgres import EmbeddedPostgres
from app.outbox.tables import OutgoingMail
from tests.cast import Cast
from tests.outbox.test_commands import spurwerk
from tests.privacy.make import fresh, make_further_address, make_mail_to
from tests.privacy.test_erase import leave


async def test_export_writes_a_file_for_any_address(
    database_server: EmbeddedPostgres, cast: Cast, tmp_path: Path
) -> None:
    await make_further_address(cast.carla, "carla@verein.example.org")
    path = tmp_path / "auskunft.zip"
    code, output, errors = await spurwerk(
        database_server, "person", "export", "Carla@verein.example.org", str(path)
    )
    assert (code, output, errors) == (0, f"Die Auskunft liegt in {path}.\n", "")
    assert "auskunft.html" in zipfile.ZipFile(path).namelist()
    code, _, errors = await spurwerk(
        database_server, "person", "export", "niemand@example.org", str(path)
    )
    assert (code, errors) == (1, "Zu niemand@example.org gibt es niemanden.\n")


async def test_erase_asks_refuses_and_deletes(
    database_server: EmbeddedPostgres, cast: Cast
) -> None:
    command = ("person", "erase", cast.carla.email)
    code, _, errors = await spurwerk(database_server, *command, "--yes")
    assert (code, errors.startswith("Carla Cordes ist noch Mitglied: ")) == (1, True)
    await leave(cast.carla)
    code, output, _ = await spurwerk(database_server, *command, "--yes")
    assert code == 0
    assert "steht jetzt „Ehemaliges Mitglied 1“" in output
    assert (await fresh(cast.carla)).erased_at is not None
    entry = await AuditEntry.objects().get(AuditEntry.action == "person.erased")
    assert entry is not None
    assert entry.actor_name == "Kommandozeile"
    assert entry.actor_id is None


async def test_dry_run_shows_and_the_run_does(
    database_server: EmbeddedPostgres, cast: Cast
) -> None:
    mail = await make_mail_to(cast.carla, done_at=now() - timedelta(days=31))
    code, shown, errors = await spurwerk(database_server, "retention", "run", "--dry-run", "--list")
    assert (code, errors) == (0, "")
    assert "      1  Inhalt versandter E-Mails (30 Tage): leeren\n" in shown
    assert str(mail.id) in shown
    assert "Nur gezeigt, nichts geändert." in shown
    assert await OutgoingMail.exists().where(OutgoingMail.mime == b"Guten Tag")
    code, done, _ = await spurwerk(database_server, "retention", "run", "--list")
    assert code == 0
    assert done.splitlines()[:-1] == shown.splitlines()[:-1]
    assert not await OutgoingMail.exists().where(OutgoingMail.mime == b"Guten Tag")


async def test_papers_are_written_with_the_terms(
    database_server: EmbeddedPostgres, tmp_path: Path
) -> None:
    code, output, _ = await spurwerk(database_server, "retention", "papers", str(tmp_path))
    assert (code, output) == (0, f"8 Dokumente liegen in {tmp_path}.\n")
    table = (await spurwerk(database_server, "retention", "terms"))[1]
    assert table.strip() in (tmp_path / "loeschkonzept.md").read_text(encoding="utf-8")

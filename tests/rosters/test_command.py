"""`spurwerk person import`: the same rules from the command line."""

from pathlib import Path

import pytest

from app.audit.tables import AuditEntry
from app.cli.rosters import _import
from app.core.errors import RuleViolation
from app.people.tables import Person
from tests.cast import Cast
from tests.rosters.make import PEOPLE

BODY = "Landkreis Musterland"


async def run(file: Path, text: str, *, dry_run: bool = False, body: str = BODY) -> int:
    file.write_text(text, encoding="utf-8")
    return await _import(file, body, dry_run=dry_run)


async def test_a_dry_run_tells_and_saves_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(tmp_path / "liste.csv", PEOPLE, dry_run=True) == 0
    assert "Prüfung: 2 neu, 0 ergänzt, 0 unverändert." in capsys.readouterr().out
    assert not await Person.exists().where(Person.email == "greta.grund@example.org")


async def test_a_second_run_changes_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(tmp_path / "liste.csv", PEOPLE) == 0
    assert await run(tmp_path / "liste.csv", PEOPLE) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == ["2 neu, 0 ergänzt, 0 unverändert.", "0 neu, 0 ergänzt, 2 unverändert."]
    entry = await AuditEntry.objects().where(AuditEntry.action == "person.created").first()
    assert entry is not None
    assert entry.actor_name == "Kommandozeile"
    assert entry.actor_id is None


async def test_rows_with_errors_are_named_and_nothing_is_saved(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(tmp_path / "liste.csv", PEOPLE + "Ulf;Neu;keine\n") == 2
    said = capsys.readouterr()
    assert "Zeile 4, E-Mail: Bitte geben Sie eine gültige E-Mail-Adresse" in said.err
    assert said.err.endswith("Es ist nichts übernommen.\n")
    assert not await Person.exists().where(Person.email == "greta.grund@example.org")


async def test_what_cannot_be_read_is_one_sentence(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="lässt sich nicht öffnen"):
        await _import(tmp_path / "fehlt.csv", BODY, dry_run=True)
    with pytest.raises(RuleViolation, match="Kopfzeile"):
        await run(tmp_path / "leer.csv", "Name;E-Mail\n")
    with pytest.raises(RuleViolation, match="--body"):
        await run(tmp_path / "liste.csv", PEOPLE, body="")

"""The command line reads papers without settings or database, and imports what is certain."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.core import clock
from app.core.errors import RuleViolation
from app.vorlagen.forms.unattended import certain
from app.vorlagen.operations.imports import console, import_vorlage
from app.vorlagen.queries import bodies, steps
from app.vorlagen.tables import Consultation, Vorlage
from tests.cast import Cast, make_group
from tests.reading import shared
from tests.reading.compare import differences
from tests.vorlagen.make import points_of
from tests.vorlagen.sample import TEXT

ROOT = Path(__file__).parents[2]


def spurwerk(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """With an empty environment, in a folder that has nothing of the project."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from app.cli.__main__ import main; main()"
    )
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, input=given, capture_output=True, env={}, cwd="/", check=False)


def test_parse_prints_the_paper_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "vorlage.txt"
    file.write_text(TEXT, encoding="utf-8")
    answer = spurwerk("vorlage", "parse", str(file), "--json")
    assert (answer.returncode, answer.stderr) == (0, b"")
    paper = json.loads(answer.stdout)
    assert paper["reference"] == "2025/077"
    assert paper["source"]["file"] == "vorlage.txt"
    assert '  "lead_unit": "Jugendhilfeplanung"' in answer.stdout.decode()
    assert "öffentliche" not in paper
    Draft202012Validator(shared.schema()).validate(paper)


def test_parse_reads_standard_input_and_gives_evidence() -> None:
    answer = spurwerk("vorlage", "parse", "-", "--json", "--evidence", given=TEXT.encode())
    found = json.loads(answer.stdout)
    assert set(found) == {"paper", "evidence", "warnings"}
    assert found["evidence"]["/title"] == {
        "lines": "4-5", "rule": "label:Betreff", "confidence": "high",
    }  # fmt: skip


def test_parse_reads_a_real_paper_exactly() -> None:
    name = shared.SEEDS[2]
    _, expected = shared.seed(name)
    file = shared.VORLAGEN / "seeds" / f"{name}.txt"
    paper = json.loads(spurwerk("vorlage", "parse", str(file), "--json").stdout)
    assert differences(expected, paper) == []


def test_unreadable_file_is_a_sentence_and_exit_2(tmp_path: Path) -> None:
    file = tmp_path / "bild.txt"
    file.write_bytes(b"\x89PNG\x00\x00")
    for path in (str(file), str(tmp_path / "fehlt.txt"), str(tmp_path)):
        answer = spurwerk("vorlage", "parse", path, "--json")
        assert (answer.returncode, answer.stdout) == (2, b"")
        assert answer.stderr.decode().strip().endswith(".")
        assert b"Traceback" not in answer.stderr


async def imported(text: str, body: str) -> None:
    """As the command does it, in the database of the tests."""
    body_id = await bodies.body_named(body)
    known = await steps.committees_of(body_id)
    given, source = certain(text.encode(), known, body_id=body_id, file="v.txt")
    await import_vorlage(console(body_id), given, source, now=clock.now())


async def test_certain_paper_is_imported(cast: Cast) -> None:
    await make_group(cast.body, "Kreistage", kind="kreistag")
    await imported(TEXT, "Landkreis Musterland")
    vorlage = await Vorlage.objects().first()
    assert vorlage is not None
    assert (vorlage.reference, vorlage.committee) == ("2025/077", cast.committee.id)
    assert len(await points_of(vorlage)) == 3
    second = await Consultation.objects().where(Consultation.committee_name == "Kreistag").first()
    assert second is not None
    assert second.committee is None, "a similar name is only proposed to a person"


@pytest.mark.parametrize(
    ("text", "body", "sentence"),
    [
        (TEXT, "", "--body"),
        (TEXT, "Landkreis Nirgendwo", "Landkreis Beispielau, Landkreis Musterland"),
        (TEXT.replace("2025/077", ""), "Landkreis Musterland", "Nummer"),
        ("Guten Tag", "Landkreis Musterland", "keine Vorlage zu erkennen"),
        (TEXT.replace("Jugendhilfeplanung", "x" * 301), "Landkreis Musterland", "300"),
    ],
    ids=["which body", "unknown body", "no number", "no paper", "too long"],
)
async def test_unclear_paper_is_left_to_the_preview(
    cast: Cast, text: str, body: str, sentence: str
) -> None:
    with pytest.raises(RuleViolation, match=sentence):
        await imported(text, body)
    assert await Vorlage.count() == 0

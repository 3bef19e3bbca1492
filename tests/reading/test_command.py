"""Many files in one process: one JSON object a line, and who cannot be read is named."""

import json
from pathlib import Path

from click.testing import CliRunner

from app.cli.vorlage import parse_command
from tests.reading import ours


def test_several_files_give_one_object_a_line() -> None:
    files = [str(ours.FOLDER / name) for name in ours.NAMES]
    answer = CliRunner().invoke(parse_command, [*files, "--json"])
    assert answer.exit_code == 0
    papers = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [paper["source"]["file"] for paper in papers] == ours.NAMES


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    binary = tmp_path / "bild.bin"
    binary.write_bytes(b"a\0b")
    good = str(ours.FOLDER / ours.NAMES[0])
    answer = CliRunner().invoke(parse_command, [str(binary), good, "nichts.txt"])
    assert answer.exit_code == 2
    assert [json.loads(line)["source"]["file"] for line in answer.stdout.splitlines()] == [
        ours.NAMES[0]
    ]
    assert f"{binary}: Die Datei enthält keinen lesbaren Text." in answer.stderr
    assert "nichts.txt: Die Datei nichts.txt lässt sich nicht öffnen." in answer.stderr


def test_one_file_is_printed_as_before() -> None:
    name = ours.NAMES[0]
    answer = CliRunner().invoke(parse_command, [str(ours.FOLDER / name), "--json"])
    assert answer.stdout.startswith('{\n  "schema": "vorlage/1"')

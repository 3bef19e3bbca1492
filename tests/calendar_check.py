"""Two readers of our calendar objects that share no code with the generator: ical.js and libical.

Their programs are kept with the design papers, in `shared/tools/calendar-check` beside the
repository. Without that folder, or without libical, a test is skipped here and fails in CI.
"""

import ctypes
import ctypes.util
import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

_ROOT = Path(__file__).parents[1]
_TOOLS = _ROOT.parent / "shared" / "tools" / "calendar-check"
_ANY_PROPERTY = 0  # ICAL_ANY_PROPERTY
_JCAL = """
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
console.log(JSON.stringify(ICAL.parse(readFileSync(0, "utf-8"))));
"""


def expand(ics: bytes) -> list[dict[str, Any]]:
    """Each VEVENT as ical.js sees it: uid, method, sequence, status, local, tzid, utc, attendees.

    `utc` comes only from the VTIMEZONE in the object ("2027-01-12T09:00:00Z").
    """
    script = _tool("expand.mjs")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "object.ics")
        file.write_bytes(ics)
        # ical.js is found through the working directory, because the script lies outside.
        done = _run(["node", str(script), "--max", "5000", str(file)])
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(ics: bytes) -> None:
    """Fails on what libical finds against RFC 5545 or the property tables of RFC 5546."""
    program = _libical_program()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "object.ics")
        file.write_bytes(ics)
        done = _run([str(program), str(file)])
    assert done.returncode == 0, done.stdout


def libical_texts(ics: bytes) -> tuple[str, str, str]:
    """SUMMARY, DESCRIPTION and LOCATION of the first VEVENT as libical decodes them."""
    library = _libical()
    library.icalparser_parse_string.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(library.icalparser_parse_string(ics))
    assert handle.value is not None
    library.icalcomponent_get_summary.restype = ctypes.c_char_p
    library.icalcomponent_get_description.restype = ctypes.c_char_p
    library.icalcomponent_get_location.restype = ctypes.c_char_p
    summary: bytes = library.icalcomponent_get_summary(handle)
    description: bytes = library.icalcomponent_get_description(handle)
    location: bytes = library.icalcomponent_get_location(handle)
    library.icalcomponent_free(handle)
    return summary.decode(), description.decode(), location.decode()


def libical_names(ics: bytes) -> list[str]:
    """CN of ORGANIZER and ATTENDEEs of the first VEVENT, in their order, as libical decodes them."""
    library = _libical()
    for function in (
        library.icalparser_parse_string, library.icalcomponent_get_first_real_component,
        library.icalcomponent_get_first_property, library.icalcomponent_get_next_property,
    ):  # fmt: skip
        function.restype = ctypes.c_void_p
    library.icalproperty_get_parameter_as_string.restype = ctypes.c_char_p
    handle = ctypes.c_void_p(library.icalparser_parse_string(ics))
    event = ctypes.c_void_p(library.icalcomponent_get_first_real_component(handle))
    found: list[str] = []
    each = library.icalcomponent_get_first_property(event, _ANY_PROPERTY)
    while each:
        name = library.icalproperty_get_parameter_as_string(ctypes.c_void_p(each), b"CN")
        found += [name.decode().strip('"')] if name else []
        each = library.icalcomponent_get_next_property(event, _ANY_PROPERTY)
    library.icalcomponent_free(handle)
    return found


def _libical() -> ctypes.CDLL:
    name = ctypes.util.find_library("ical")
    if name is None:
        _missing("Für die Prüfung mit libical fehlt das Paket libical-dev.")
    return ctypes.CDLL(name)


def jcal(ics: bytes) -> list[Any]:
    """The object as jCal (RFC 7265): [name, properties, components], read by ical.js."""
    done = _run(["node", "--input-type=module", "-e", _JCAL], ics.decode())
    assert done.returncode == 0, done.stderr
    parsed: list[Any] = json.loads(done.stdout)
    return parsed


def _run(command: list[str], text: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=_ROOT, input=text, capture_output=True, encoding="utf-8", check=False
    )


def _tool(name: str) -> Path:
    file = _TOOLS / name
    if not file.exists():
        _missing(f"Das Prüfprogramm {name} fehlt: der Ordner shared liegt nicht neben dem Projekt.")
    return file


@cache
def _libical_program() -> Path:
    source = _tool("check.c")
    if shutil.which("gcc") is None or shutil.which("pkg-config") is None:
        _missing("Für die Prüfung mit libical fehlen gcc und pkg-config.")
    flags = _run(["pkg-config", "--cflags", "--libs", "libical"])
    if flags.returncode != 0:
        _missing("Für die Prüfung mit libical fehlt das Paket libical-dev.")
    program = Path(tempfile.mkdtemp(prefix="calendar-check-")) / "check"
    done = _run(["gcc", "-std=c11", "-O2", "-o", str(program), str(source), *flags.stdout.split()])
    assert done.returncode == 0, done.stderr
    return program


def _missing(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)

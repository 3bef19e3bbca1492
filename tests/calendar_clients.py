"""Calendar programs as people use them: khal, a Radicale server on this machine, and a library.

Each answers with the starts that it shows, sorted, as "2027-01-12T09:00Z". Cancelled meetings are
shown as well.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import icalendar
import recurring_ical_events

FROM, TO = datetime(1999, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)
KHAL_TO = datetime(2038, 1, 1, tzinfo=UTC)  # it writes out no series beyond, and looks at each day
_FORM = "%Y-%m-%dT%H:%MZ"
_START_SECONDS = 60
_KHAL = """
[calendars]
[[cal]]
path = {folder}/cal
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%MZ
longdatetimeformat = %Y-%m-%dT%H:%MZ
default_timezone = Europe/Berlin
local_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""
_RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}
"""
_EXPAND = f"""<?xml version="1.0"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<d:prop><c:calendar-data><c:expand start="{FROM:%Y%m%dT%H%M%SZ}" end="{TO:%Y%m%dT%H%M%SZ}"/>
</c:calendar-data></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">
<c:time-range start="{FROM:%Y%m%dT%H%M%SZ}" end="{TO:%Y%m%dT%H%M%SZ}"/>
</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"""


def written(moments: list[datetime]) -> list[str]:
    return sorted(f"{each.astimezone(UTC):{_FORM}}" for each in moments)


def by_library(ics: bytes) -> list[str]:
    """recurring-ical-events, which Python programs use."""
    calendar = icalendar.Calendar.from_ical(ics)
    found: list[Any] = recurring_ical_events.of(calendar).between(FROM, TO)
    return written([each["DTSTART"].dt for each in found])


def by_khal(ics: bytes, folder: Path) -> list[str]:
    """Imported and listed by the program; `folder` is an empty one of the test."""
    config, file = folder / "config", folder / "object.ics"
    (folder / "cal").mkdir()
    config.write_text(_KHAL.format(folder=folder))
    file.write_bytes(ics)
    _khal(config, "import", "--batch", "-a", "cal", str(file))
    listed = _khal(
        config, "list", "--notstarted", "--format", "{start-long}", "--day-format", "",
        f"{FROM:%Y-%m-%dT%H:%MZ}", f"{KHAL_TO:%Y-%m-%dT%H:%MZ}",
    )  # fmt: skip
    return sorted(line for line in listed.splitlines() if line)


def _khal(config: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "khal", "-c", str(config), *arguments],
        capture_output=True, encoding="utf-8", check=False, env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def radicale(folder: Path) -> Iterator[httpx.Client]:
    """A CalDAV server of its own on loopback, with one empty calendar."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = folder / "radicale.conf"
    config.write_text(_RADICALE.format(port=port, folder=folder / "collections"))
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    with (folder / "radicale.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for(process, port)
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", auth=("jo", "jo"), trust_env=False
        ) as client:
            client.request("MKCALENDAR", "/jo/cal/").raise_for_status()
            yield client
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("Radicale startet nicht.")


def put(server: httpx.Client, name: str, ics: bytes) -> None:
    """As a client saves an object: one UID each (RFC 4791 §4.1)."""
    headers = {"Content-Type": "text/calendar; charset=utf-8"}
    server.put(f"/jo/cal/{name}.ics", content=ics, headers=headers).raise_for_status()


def by_radicale(server: httpx.Client) -> list[str]:
    """The server expands all that was put there (RFC 4791 §9.6.5)."""
    headers = {"Depth": "1", "Content-Type": "application/xml"}
    answer = server.request("REPORT", "/jo/cal/", content=_EXPAND, headers=headers)
    answer.raise_for_status()
    objects = re.findall(r"<C:calendar-data>(.*?)</C:calendar-data>", answer.text, re.DOTALL)
    calendars = [icalendar.Calendar.from_ical(unescape(each)) for each in objects]
    events: list[Any] = [each for calendar in calendars for each in calendar.walk("VEVENT")]
    return written([each["DTSTART"].dt for each in events])

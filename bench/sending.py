"""1,000 people are invited to a series: what the click costs, and when all mails are in the outbox."""

import asyncio
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import httpx

from app.accounts.queries import actor_of_session
from app.core import clock
from app.groups.tables import Membership, Role
from app.invitations.tables import InvitationOrder
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from app.series.operations.create import create_series
from app.series.rules import SeriesData
from app.web.cookies import cookie_name
from bench.county import County
from bench.seed import OFFICE, token

FIELD = re.compile(r'name="_csrf_token" value="([^"]+)"')
MOST_SECONDS = 60.0
MEETINGS, WEEK = 12, timedelta(days=7)
ADD_PERSON = """
INSERT INTO person (id, body, given_name, family_name, email)
SELECT id, {}, 'Mia', 'Mitglied ' || id, id || '@example.org' FROM unnest({}::uuid[]) AS id
"""
ADD_MEMBER = """
INSERT INTO membership (id, "group", person, role, since)
SELECT gen_random_uuid(), {}, id, {}, '2024-01-01' FROM unnest({}::uuid[]) AS id
"""


@dataclass(frozen=True)
class SendingRun:
    """Seconds. `answered`: the click; `looked`: the slowest page asked for meanwhile."""

    people: int
    answered: float
    looked: float
    written: float


async def measure_sending(county: County, port: int, people: int) -> SendingRun:
    """Needs a pool, and the application on `port` with its worker."""
    group, person = county.groups[-1], county.people[OFFICE]
    ids = await _members(county.body, group, people)
    series = await _series(person, group)
    path = f"/serien/{series}/einladen"
    cookies = {cookie_name("sid"): token(person)}
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", cookies=cookies, timeout=MOST_SECONDS
    ) as client:
        form = FIELD.search((await client.get(path)).raise_for_status().text)
        assert form is not None
        data = {"_csrf_token": form[1], "person": [str(each) for each in ids]}
        before = await OutgoingMail.count()
        begun = time.perf_counter()
        answer = await client.post(path, data=data)
        answered = time.perf_counter() - begun
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise RuntimeError(f"{answer.status_code}: {answer.text[:500]}")
        looked = await _slowest_page(client, path.replace("einladen", "versand"))
    written = time.perf_counter() - begun
    if await OutgoingMail.count() - before != people:
        raise RuntimeError("not everybody has a mail")
    await OutgoingMail.delete().where(OutgoingMail.subject_id == series)  # not for others to send
    return SendingRun(people, answered, looked, written)


async def _slowest_page(client: httpx.AsyncClient, path: str) -> float:
    """Of those that somebody opens until all is written."""
    seconds = [0.0]
    while await InvitationOrder.exists():
        begun = time.perf_counter()
        (await client.get("/sitzungen" if len(seconds) % 2 else path)).raise_for_status()
        seconds.append(time.perf_counter() - begun)
        await asyncio.sleep(0.05)
    return max(seconds)


async def _members(body: UUID, group: UUID, count: int) -> list[UUID]:
    ids = [uuid4() for _ in range(count)]
    await Person.raw(ADD_PERSON, body, ids)
    await Person.raw("ANALYZE person")
    await Membership.raw(ADD_MEMBER, group, Role.MITGLIED.value, ids)
    await Person.raw("ANALYZE membership")
    return ids


async def _series(person: UUID, group: UUID) -> UUID:
    """Every second week, for half a year."""
    actor = await actor_of_session(token(person))
    assert actor is not None
    series_id, starts_at = uuid4(), clock.now().replace(minute=0, second=0, microsecond=0)
    data = SeriesData(
        title="Sitzung", rule=f"FREQ=WEEKLY;COUNT={MEETINGS};INTERVAL=2", starts_at=starts_at + WEEK,
        ends_at=starts_at + WEEK + timedelta(hours=2), place="Kreishaus", room="", video_url="",
    )  # fmt: skip
    await create_series(actor, group, series_id, data, ("Begrüßung", "Verschiedenes"))
    return series_id

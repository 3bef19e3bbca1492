"""kill -9 at the worst moments (docs/adr/0027): nothing is lost, a repeat is the same bytes.

`make faults` kills two hundred times over ten thousand mails; without it a few times over some.
"""

import os
import sys
from collections import Counter, defaultdict
from itertools import cycle, islice
from random import Random
from uuid import UUID

import pytest

from app.core.clock import now
from app.core.postgres import EmbeddedPostgres
from app.invitations.forms import GuestList
from app.invitations.operations.series.invite import invite_people
from app.invitations.tables import InvitationOrder
from app.outbox import jobs
from app.outbox.tables import MailState, OutgoingMail
from tests.cast import Cast
from tests.faults.worker import AFTER_DATA, DEAD, running
from tests.invitations.series import series_of
from tests.invitations.test_many import many
from tests.outbox.mailserver import MailServer

KILLS, MAILS = (200, 10_000) if os.environ.get("SPURWERK_FAULTS") else (12, 300)
OF_ONE_SERIES = 2500
GREYLISTED, UNKNOWN = 20, 50  # every twentieth is asked to come again, every fiftieth is refused
# Taken by the server and not marked: what one mark holds, what waits for the next, one for each line.
IN_FLIGHT = 2 * jobs.MARKED_TOGETHER + 2 * jobs.LANES
WRITING = ("before_written", "between_batches")
SENDING = ("after_claim", AFTER_DATA, "after_250", "before_mark")
SENDS_NOTHING = {*WRITING, "after_claim"}


def deaths() -> list[str]:
    """A third of them over the writing, while there is something to write; the same each time."""
    random, each = Random(12), MAILS // KILLS
    most = {
        "before_mark": each // jobs.MARKED_TOGETHER, AFTER_DATA: each, "after_250": each,
    }  # fmt: skip
    writing = list(islice(cycle(WRITING), KILLS // 3))
    sending = list(islice(cycle(SENDING), KILLS - len(writing)))
    return [f"{point}:{random.randint(1, most.get(point, 1))}" for point in (*writing, *sending)]


async def sent(cast: Cast, count: int) -> list[UUID]:
    """Everybody is invited to a series by clicks of the size that the worker writes."""
    ids = await many(cast, min(count, OF_ONE_SERIES))
    guests = GuestList(frozenset(ids), frozenset())
    for _ in range(0, count, OF_ONE_SERIES):
        series = await series_of(cast)
        await invite_people(await cast.actor("anna"), series.id, guests, now=now())
    return ids


def trouble(ids: list[UUID], mail_server: MailServer) -> set[str]:
    """Addresses that nobody has; greylisting for others."""
    for person in ids[1::GREYLISTED]:
        mail_server.answers[f"{person}@example.org"] = ["451 4.7.1 Greylisted"]
    unknown = {f"{person}@example.org" for person in ids[2::UNKNOWN]}
    for address in unknown:
        mail_server.answers[address] = ["550 5.1.1 User unknown"] * MAILS
    return unknown


async def test_no_kill_loses_a_mail_and_repeats_are_the_same_bytes(
    cast: Cast, mail_server: MailServer, database_server: EmbeddedPostgres
) -> None:
    unknown = trouble(await sent(cast, MAILS), mail_server)
    killed: Counter[str] = Counter()
    async with running(database_server, mail_server) as worker:
        for death in deaths():
            assert await worker.live(death) in DEAD, death
            killed[death.partition(":")[0]] += 1
        while await OutgoingMail.exists().where(OutgoingMail.done_at.is_null()):
            assert await worker.live("") == 0
    assert set(killed) == {*WRITING, *SENDING}

    taken = defaultdict(list)
    for _sender, recipient, content in mail_server.received:
        taken[content].append(recipient)
    rows = await OutgoingMail.objects()
    assert len(rows) == MAILS
    assert await InvitationOrder.count() == 0
    lost = [row for row in rows if row.state == MailState.SENT and bytes(row.mime) not in taken]
    assert lost == []
    assert {row.recipient_address for row in rows if row.state == MailState.FAILED} == unknown
    assert {row.state for row in rows} == {MailState.SENT, MailState.FAILED}
    assert set(taken) <= {bytes(row.mime) for row in rows}, "every repeat is what the row holds"
    repeats = len(mail_server.received) - len(taken)
    at_risk = sum(number for point, number in killed.items() if point not in SENDS_NOTHING)
    assert repeats <= at_risk * IN_FLIGHT
    sys.stdout.write(f"\n{KILLS} kills, {MAILS} mails: 0 lost, {repeats} sent twice\n")


@pytest.mark.parametrize("point", [*WRITING, *SENDING])
async def test_only_what_was_in_flight_at_the_kill_is_sent_again(
    cast: Cast, mail_server: MailServer, database_server: EmbeddedPostgres, point: str
) -> None:
    await sent(cast, 30)
    async with running(database_server, mail_server) as worker:
        assert await worker.live(f"{point}:1") in DEAD
        first = [content for *_, content in mail_server.received]
        while await OutgoingMail.exists().where(OutgoingMail.done_at.is_null()):
            assert await worker.live("") == 0
    contents = [content for *_, content in mail_server.received]
    assert len(set(contents)) == await OutgoingMail.count() == 30
    if point in SENDS_NOTHING:
        assert first == []
        assert len(contents) == 30
    else:
        assert first
        assert sorted(contents) == sorted([*set(contents), *first])

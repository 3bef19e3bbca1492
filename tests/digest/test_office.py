"""What the office sees and does: preview, test mail, archive; the command line beside it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.core import clock
from app.core.errors import RuleViolation
from app.digest import jobs
from app.digest.tables import Digest, Subscription
from app.outbox.tables import OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.mails import part, read_mail
from tests.tasks.make import make_task


async def test_a_test_mail_goes_to_oneself_and_moves_no_mark(cast: Cast, visit: Visit) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    before = await Subscription.select()
    anna, sent = await visit("anna"), {"id": str(uuid4())}
    for _ in range(2):
        answer = await anna.post(f"/digests/ausschuss/{cast.committee.id}/probe", sent)
        assert answer.status_code == 303
    (mail,) = await OutgoingMail.objects()
    assert mail.recipient_address == cast.anna.email
    assert mail.subject.startswith("Probe: ")
    text = part(read_mail(mail.mime))
    assert "Die Gruppe sammelt." in text
    assert "/abmelden/" not in text
    assert await Subscription.select() == before
    assert await Digest.count() == 0
    assert await jobs.run(cast.committee, clock.now(), dry_run=False) == (1, 1)


async def test_the_preview_shows_nobodys_own_tasks(cast: Cast, visit: Visit) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_task(cast.committee, title="Aufgabe von Jutta", person=cast.jutta.id)
    anna, path = await visit("anna"), f"/digests/ausschuss/{cast.committee.id}"
    assert "Geht zurzeit an niemanden." in (await anna.get(path)).text
    await make_subscription(cast.committee, cast.jutta)
    page = (await anna.get(path)).text
    assert "Geht an eine Person." in page
    assert "Die Gruppe sammelt." in page
    assert "Aufgabe von Jutta" not in page


async def test_the_archive_says_when_and_to_whom_but_not_what(cast: Cast, visit: Visit) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    anna, path = await visit("anna"), f"/digests/ausschuss/{cast.committee.id}/versandt"
    assert "Noch keine." in (await anna.get(path)).text
    await jobs.run(cast.committee, clock.now(), dry_run=False)
    page = (await anna.get(path)).text
    assert "Jutta Jansen" in page
    assert "Die Gruppe sammelt." not in page
    (digest,) = await Digest.objects()
    assert (await anna.get(f"/digests/{digest.id}")).status_code == 404


async def test_the_command_line_refuses_to_send_for_the_future(cast: Cast) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    with pytest.raises(RuleViolation, match="liegt in der Zukunft"):
        await jobs.committees_to_tell(None, tomorrow, dry_run=False)
    found = await jobs.committees_to_tell(cast.committee.id, tomorrow, dry_run=True)
    assert [committee.id for committee in found] == [cast.committee.id]
    with pytest.raises(RuleViolation, match="gibt es nicht"):
        await jobs.committees_to_tell(uuid4(), clock.now(), dry_run=False)


async def test_a_run_tells_how_far_it_is(cast: Cast) -> None:
    await make_subscription(cast.committee, cast.jutta)
    done: list[int] = []
    await jobs.run(cast.committee, clock.now(), dry_run=True, tell=done.append)
    assert done == [1]

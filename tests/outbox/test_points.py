"""Points 28, 45 and 47 of docs/kalender.md, each from the click or the row to the mail server."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parseaddr

from app.core.settings import settings
from app.outbox import claims, jobs
from app.outbox.bounces import bounce_address
from app.outbox.tables import MailState, OutgoingMail
from tests.browser import Visit
from tests.cast import Cast
from tests.invitations.post import invite, reload
from tests.invitations.test_change import form_of
from tests.meetings.make import make_meeting
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_due, make_mail


async def test_envelope_sender_is_verp_and_from_has_the_same_domain(
    cast: Cast, visit: Visit, mail_server: MailServer
) -> None:
    meeting = await make_meeting(cast.group)
    await invite(await visit("anna"), cast, meeting, "bernd", "carla")
    await make_mail()
    await jobs.deliver_all()

    domain = settings().mail_domain
    rows = {row.recipient_address: row for row in await OutgoingMail.objects()}
    assert len({sender for sender, *_ in mail_server.received}) == 3
    for sender, recipient, content in mail_server.received:
        assert sender == bounce_address(rows[recipient].id, domain)
        message = message_from_bytes(content, policy=policy.default)
        assert parseaddr(str(message["from"]))[1].rpartition("@")[2] == domain


async def test_order_per_recipient_is_kept_and_what_is_overtaken_never_leaves(
    cast: Cast, visit: Visit, mail_server: MailServer
) -> None:
    anna = await visit("anna")
    meeting = await make_meeting(cast.group)
    mail_server.answers[cast.bernd.email] = ["451 4.7.1 Greylisted"]
    await invite(anna, cast, meeting, "bernd", "carla")
    await jobs.deliver_all()
    moved = form_of(await reload(meeting), place="Rathaus", versand="senden")
    assert (await anna.post(f"/sitzungen/{meeting.id}/bearbeiten", moved)).status_code == 303
    cancelled = await anna.post(f"/sitzungen/{meeting.id}/absage", {"reason": "Hitze"})
    assert cancelled.status_code == 303
    await make_due(*await OutgoingMail.objects().where(OutgoingMail.done_at.is_null()))
    await jobs.deliver_all()

    methods = [
        (recipient, str(part.get_param("method")))
        for _, recipient, content in mail_server.received
        for part in message_from_bytes(content, policy=policy.default).walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert [method for to, method in methods if to == cast.carla.email] == ["REQUEST", "CANCEL"]
    rows = await OutgoingMail.objects().where(OutgoingMail.person_id == cast.carla.id)
    assert sorted(row.state for row in rows) == ["dropped", "sent", "sent"]


async def test_4xx_is_tried_again_later_5xx_marks_the_person_and_auth_stops_the_queue(
    mail_server: MailServer,
) -> None:
    mail_server.answers["grey@example.org"] = ["451 4.7.1 Greylisted"] * 3
    mail_server.answers["gone@example.org"] = ["550 5.1.1 User unknown"]
    grey = await make_mail(recipient_address="grey@example.org")
    gone = await make_mail(recipient_address="gone@example.org")
    for minutes in (1, 5, 15):
        await jobs.deliver_all()
        wait = (await fresh(grey)).due_at - datetime.now(UTC)
        assert timedelta(minutes=0.9 * minutes) < wait <= timedelta(minutes=1.1 * minutes)
        await make_due(grey)
    failed = await fresh(gone)
    assert (failed.state, failed.last_answer) == (MailState.FAILED, "550 5.1.1 User unknown")

    mail_server.password, mail_server.login = "right", "spurwerk:wrong@"
    other = await make_mail(recipient_address="other@example.org")
    await jobs.deliver_all()
    assert (await fresh(other)).state == MailState.WAITING
    assert (await fresh(grey)).state == MailState.DELAYED
    assert await claims.claim(10) == [], "nobody is marked, everybody waits"

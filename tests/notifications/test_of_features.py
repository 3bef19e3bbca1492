"""Mails of the features themselves, through the pages that cause them."""

from app.notifications.tables import WaitingNotification, Way
from app.reminders import jobs
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.minutes.test_objections import mails, object_to, sent, the_objection
from tests.notifications.make import chosen
from tests.reminders.test_reminders import SEVEN
from tests.reminders.test_reminders import mails as all_mails


async def test_an_objection_waits_for_who_wants_it_collected_and_says_the_same(
    cast: Cast, visit: Visit
) -> None:
    await chosen(cast, "paul", SEVEN, objections=Way.DAILY)
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    at_once = await mails("objection_raised")
    assert set(at_once) == {cast.bernd.email}
    (waiting,) = await WaitingNotification.objects()
    assert waiting.person_id == cast.id("paul")
    for frame in ("Guten Tag", "Fragen?", "Impressum", "Warum bekomme ich"):
        assert frame not in waiting.text
    await jobs.send_due(SEVEN)
    (bundle,) = [
        mail for mail in await all_mails()
        if mail.kind == "reminder_sent" and mail.recipient_address == cast.paul.email
    ]  # fmt: skip
    row = await the_objection()
    for kind in ("plain", "html"):
        text = " ".join(part(read_mail(bundle.mime), kind).split())
        assert "Carla Cordes hat gegen das Protokoll" in text
        assert f"/protokoll/einwaende/{row.id}" in text
        assert waiting.title in text


async def test_who_decides_cannot_be_left_out_by_a_one_click(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    for mail in await all_mails():
        assert read_mail(mail.mime)["list-unsubscribe"] is None

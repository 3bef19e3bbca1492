"""Who decides hears of a proposal, who made it hears of the answer."""

from datetime import timedelta
from uuid import uuid4

from app.core.clock import today
from app.groups.tables import Membership
from app.outbox import claims
from app.outbox.tables import OutgoingMail
from tests.agenda.make import make_proposal
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import last_mail, part
from tests.meetings.make import make_meeting

FORM = {"title": "Fahrtkosten", "reason": "Die Belege fehlen.", "minutes": "15"}


async def told() -> list[str]:
    rows = await OutgoingMail.select(OutgoingMail.recipient_address).order_by(
        OutgoingMail.recipient_address
    )
    return [row["recipient_address"] for row in rows]


async def nobody_leads(cast: Cast) -> None:
    """Since today."""
    await Membership.update({Membership.until: today() - timedelta(days=1)}).where(
        Membership.group == cast.group.id, Membership.role == "leitung"
    )


async def propose(visit: Visit, name: str, cast: Cast) -> None:
    meeting = await make_meeting(cast.group)
    form, browser = {**FORM, "id": str(uuid4())}, await visit(name)
    for _ in range(2):
        page = f"/sitzungen/{meeting.id}/vorschlaege"
        assert (await browser.post(page, form)).status_code == 303


async def test_who_leads_gets_one_mail_without_the_reason(cast: Cast, visit: Visit) -> None:
    await propose(visit, "carla", cast)
    assert await told() == [cast.bernd.email]
    mail = await last_mail()
    assert mail["subject"].startswith("Vorschlag zur Tagesordnung: ")
    for kind in ("plain", "html"):
        assert "Fahrtkosten" in part(mail, kind)
        assert "Carla Cordes" in part(mail, kind)
        assert "/vorschlaege/" in part(mail, kind)
        assert "Belege" not in part(mail, kind)


async def test_where_nobody_leads_the_office_is_told(cast: Cast, visit: Visit) -> None:
    await nobody_leads(cast)
    await propose(visit, "carla", cast)
    assert await told() == [cast.anna.email]


async def test_who_leads_is_not_told_of_an_own_proposal(cast: Cast, visit: Visit) -> None:
    await propose(visit, "bernd", cast)
    assert await told() == []


async def test_answer_leaves_to_the_office_which_is_no_member(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    proposal = await make_proposal(cast, meeting, person=cast.anna.id, person_name="Anna Albers")
    form = {"decision": "ablehnen", "answer": "Das klärt die Verwaltung."}
    page = f"/sitzungen/{meeting.id}/vorschlaege/{proposal.id}"
    assert (await (await visit("bernd")).post(page, form)).status_code == 303
    assert "Das klärt die Verwaltung." in part(await last_mail())
    assert [mail.recipient_address for mail in await claims.claim(10)] == [cast.anna.email]

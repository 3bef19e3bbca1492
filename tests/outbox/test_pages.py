"""/postausgang: what the office sees of its mails, and sending one again."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.audit.tables import AuditEntry
from app.core.paging import PER_PAGE
from app.outbox import jobs
from app.outbox.tables import MailState, OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.outbox.mailserver import MailServer
from tests.outbox.make import fresh, make_mail


async def mail_of(cast: Cast, state: MailState = MailState.WAITING, **values: object) -> OutgoingMail:  # fmt: skip
    mail = await make_mail(body_id=UUID(str(cast.body.id)), **values)
    mail.state = state
    mail.done_at = None if state in {MailState.WAITING, MailState.DELAYED} else datetime.now(UTC)
    await mail.save([OutgoingMail.state, OutgoingMail.done_at])
    return mail


async def test_list_shows_each_mail_with_its_fate_and_the_urgent_first(
    cast: Cast, visit: Visit
) -> None:
    for state in (MailState.FAILED, MailState.SENT, MailState.DELAYED, MailState.DROPPED):
        await mail_of(cast, state, subject=f"Betreff {state.value}")
    anna = await visit("anna")
    text = (await anna.get("/postausgang")).text

    for word in ("nicht zustellbar", "versandt", "verzögert", "überholt", "gruen@example.org"):
        assert word in text
    assert text.index("Betreff failed") < text.index("Betreff delayed") < text.index("Betreff sent")
    assert text.index("Betreff delayed") < text.index("Betreff dropped")


async def test_without_a_mail_server_the_page_says_that_mails_stay(
    cast: Cast, visit: Visit
) -> None:
    assert "bleiben hier liegen" in (await (await visit("anna")).get("/postausgang")).text


async def test_filter_shows_one_state(cast: Cast, visit: Visit) -> None:
    await mail_of(cast, MailState.FAILED, subject="Kam nicht an")
    await mail_of(cast, MailState.SENT, subject="Ist weg")
    text = (await (await visit("anna")).get("/postausgang?stand=failed")).text

    assert "Kam nicht an" in text
    assert "Ist weg" not in text
    assert "versandt (1)" in text


async def test_more_than_fifty_mails_have_pages(cast: Cast, visit: Visit) -> None:
    for number in range(PER_PAGE + 2):
        await mail_of(cast, subject=f"Brief {number:02}.")
    anna = await visit("anna")
    first, second = [(await anna.get(f"/postausgang?seite={n}")).text for n in (1, 2)]

    assert first.count("Brief ") == PER_PAGE
    assert "Seite 1 von 2" in first
    assert "Brief 01." in second
    assert "Brief 02." not in second


async def test_another_office_sees_none_of_it(cast: Cast, visit: Visit) -> None:
    mail = await mail_of(cast, subject="Nur für Musterland")
    frieda = await visit("frieda")

    assert "Nur für Musterland" not in (await frieda.get("/postausgang")).text
    assert (await frieda.get(f"/postausgang/{mail.id}")).status_code == 404
    assert (await frieda.post(f"/postausgang/{mail.id}/erneut")).status_code == 404


@pytest.mark.parametrize("name", ["bernd", "carla", "dirk"])
async def test_members_see_no_mail(cast: Cast, visit: Visit, name: str) -> None:
    mail = await mail_of(cast)
    browser = await visit(name)

    assert (await browser.get("/postausgang")).status_code == 403
    assert (await browser.get(f"/postausgang/{mail.id}")).status_code == 404


async def test_one_mail_shows_its_text_and_nothing_of_its_html(cast: Cast, visit: Visit) -> None:
    mail = await mail_of(cast, text="Guten Tag <b>Sie</b>", html="<p onclick=x>Guten Tag</p>")
    answer = await (await visit("anna")).get(f"/postausgang/{mail.id}")

    assert "Guten Tag &lt;b&gt;Sie&lt;/b&gt;" in answer.text
    assert "onclick" not in answer.text
    assert mail.message_id.strip("<>") in answer.text


async def test_download_is_the_message_as_sent(cast: Cast, visit: Visit) -> None:
    mail = await mail_of(cast)
    answer = await (await visit("anna")).get(f"/postausgang/{mail.id}/nachricht.eml")

    assert answer.content == mail.mime
    assert answer.headers["content-type"].startswith("message/rfc822")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_login_mail_never_shows_link_or_code(cast: Cast, visit: Visit) -> None:
    mail = await mail_of(
        cast, MailState.FAILED, kind="login_link_requested", text="Ihr Code lautet ABCD-EFGH",
        subject="Ihre Anmeldung bei Spurwerk",
    )  # fmt: skip
    anna = await visit("anna")
    listed = (await anna.get("/postausgang")).text
    shown = (await anna.get(f"/postausgang/{mail.id}")).text

    assert "Ihre Anmeldung" in listed
    assert "ABCD-EFGH" not in listed + shown
    assert "bleibt verborgen" in shown
    assert "Erneut senden" not in listed + shown
    assert (await anna.get(f"/postausgang/{mail.id}/nachricht.eml")).status_code == 404
    refused = await anna.post(f"/postausgang/{mail.id}/erneut")
    assert refused.status_code == 409
    assert "zehn Minuten" in refused.text


async def test_office_sees_that_a_login_mail_went_out(
    anonymous: Browser, cast: Cast, visit: Visit
) -> None:
    await anonymous.get("/anmelden")
    await anonymous.post("/anmelden", {"email": cast.carla.email})

    assert cast.carla.email in (await (await visit("anna")).get("/postausgang")).text
    assert cast.carla.email not in (await (await visit("frieda")).get("/postausgang")).text


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.DELAYED, MailState.DROPPED])
async def test_sending_again_sends_the_same_bytes_once(
    cast: Cast, visit: Visit, mail_server: MailServer, state: MailState
) -> None:
    mail = await mail_of(cast, state)
    anna = await visit("anna")
    answers = [await anna.post(f"/postausgang/{mail.id}/erneut") for _ in range(2)]
    assert [answer.headers["location"] for answer in answers] == [f"/postausgang/{mail.id}"] * 2
    await jobs.deliver_all()

    assert [content for *_, content in mail_server.received] == [mail.mime]
    assert ((await fresh(mail)).state, (await fresh(mail)).attempts) == (MailState.SENT, 1)
    assert await AuditEntry.count().where(AuditEntry.action == "mail.sent_again") == 1


async def test_sent_mail_is_not_sent_again_by_hand(cast: Cast, visit: Visit) -> None:
    mail = await mail_of(cast, MailState.SENT)
    answer = await (await visit("anna")).post(f"/postausgang/{mail.id}/erneut")

    assert answer.status_code == 409
    assert (await fresh(mail)).state == MailState.SENT

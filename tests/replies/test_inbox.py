"""What needs a person: who sees it, what one button does, and what may be taken back."""

from dataclasses import replace
from datetime import timedelta

from app.core.clock import now
from app.invitations.tables import Answer
from app.meetings.tables import Meeting
from app.outbox.tables import OutgoingMail
from app.replies.tables import InboundMail, Outcome
from tests.browser import HTMX, Visit
from tests.cast import Cast
from tests.replies.letters import FAIL, answer_of, arrive
from tests.replies.waiting import about, make_mail
from tests.replies.world import invited, stored_mail

LIST = "/posteingang"


async def test_a_held_answer_counts_after_one_press(cast: Cast, visit: Visit) -> None:
    invitation, meeting = await invited(cast)
    answer = answer_of(invitation, meeting, headers=(f"Authentication-Results: {FAIL}",))
    received = await arrive(replace(answer, sender="fremd@example.net"))
    assert received.outcome == Outcome.HELD
    bernd = await visit("bernd")
    page = (await bernd.get(LIST)).text
    assert "Zu entscheiden (1)" in page
    assert "Carla Cordes: zugesagt" in page
    path = f"{LIST}/{received.mail_id}/uebernehmen"
    assert (await bernd.post(path)).status_code == 303
    await invitation.refresh()
    assert invitation.answer == Answer.ACCEPTED
    page = (await bernd.get(f"{LIST}?liste=erledigt")).text
    assert "Übernommen von Bernd Brandt" in page
    assert "Wieder öffnen" not in page, "an answer that counts is not undone here"
    assert "Zu entscheiden (0)" in page


async def test_a_refused_answer_changes_nothing_and_may_be_opened_again(
    cast: Cast, visit: Visit
) -> None:
    invitation, meeting = await invited(cast)
    mail = await make_mail(
        cast.body, Outcome.HELD, partstat="DECLINED", **await about(meeting, invitation)
    )
    anna = await visit("anna")
    await anna.post(f"{LIST}/{mail.id}/ablehnen")
    assert (await stored_mail(mail.id)).settled_how == "refused"
    await invitation.refresh()
    assert invitation.answer == Answer.OPEN
    page = (await anna.get(f"{LIST}?liste=erledigt")).text
    assert "Wieder öffnen" in page
    for _ in range(2):
        assert (await anna.post(f"{LIST}/{mail.id}/zurueck")).status_code == 303
    assert (await stored_mail(mail.id)).settled_at is None
    assert "Zu entscheiden (1)" in (await anna.get(LIST)).text


async def test_a_proposal_shows_both_dates_and_opens_the_form_with_the_new_one(
    cast: Cast, visit: Visit
) -> None:
    invitation, meeting = await invited(cast)
    begins = meeting.starts_at.replace(year=2028, month=7, day=4, hour=7, minute=30)
    mail = await make_mail(
        cast.body, Outcome.PROPOSAL, partstat="TENTATIVE", proposed_starts_at=begins,
        proposed_ends_at=begins + timedelta(hours=1), **await about(meeting, invitation),
    )  # fmt: skip
    bernd = await visit("bernd")
    page = (await bernd.get(LIST)).text
    assert "Dienstag, 4. Juli 2028, 09:30–10:30 Uhr" in page
    assert page.index("Bisher") < page.index("Vorschlag</dt>")
    taken = await bernd.post(f"{LIST}/{mail.id}/uebernehmen")
    assert taken.status_code == 303
    form = (await bernd.get(taken.headers["location"])).text
    for value in ("2028-07-04", "09:30", "10:30"):
        assert f'value="{value}"' in form
    found = await Meeting.objects().where(Meeting.id == meeting.id).first()
    assert found is not None
    assert found.starts_at == meeting.starts_at, "moved only when the form is saved"
    assert (await stored_mail(mail.id)).settled_how == "noted"


async def test_a_rejected_proposal_is_answered_and_stays_settled(cast: Cast, visit: Visit) -> None:
    invitation, meeting = await invited(cast)
    mail = await make_mail(
        cast.body, Outcome.PROPOSAL, proposed_starts_at=now() + timedelta(days=30),
        proposed_ends_at=now() + timedelta(days=30, hours=1), **await about(meeting, invitation),
    )  # fmt: skip
    bernd = await visit("bernd")
    form = {"words": "Der Raum ist dann belegt."}
    for _ in range(2):
        assert (await bernd.post(f"{LIST}/{mail.id}/ablehnen", form)).status_code == 303
    (sent,) = await OutgoingMail.objects().where(OutgoingMail.person_id == cast.carla.id)
    assert b"DECLINECOUNTER" in sent.mime
    answer = await bernd.post(f"{LIST}/{mail.id}/zurueck")
    assert answer.status_code == 409
    assert "Es ist schon etwas versandt" in answer.text


async def test_who_asks_to_come_is_invited_after_a_look_at_the_name(
    cast: Cast, visit: Visit
) -> None:
    invitation, meeting = await invited(cast)
    mail = await make_mail(
        cast.body, Outcome.REQUEST, partstat="ACCEPTED", other_name="Krause, Kim",
        other_address="kim.krause@example.net", **await about(meeting, invitation),
    )  # fmt: skip
    anna = await visit("anna")
    page = (await anna.get(f"{LIST}/{mail.id}")).text
    assert 'value="Kim"' in page
    assert 'value="Krause"' in page
    assert "noch nicht im Verzeichnis" in page
    path = f"{LIST}/{mail.id}/einladen"
    missing = await anna.post(path, {"given_name": "", "family_name": "Krause"})
    assert missing.status_code == 422
    assert "Der Vorname fehlt." in missing.text
    done = await anna.post(path, {"given_name": "Kim", "family_name": "Krause"})
    assert done.status_code == 303
    (sent,) = await OutgoingMail.objects().where(OutgoingMail.kind == "invitation_sent")
    assert sent.recipient_address == "kim.krause@example.net"
    await invitation.refresh()
    assert invitation.answer == Answer.OPEN, "Carla's own answer is untouched"


async def test_a_known_deputy_is_invited_with_one_press(cast: Cast, visit: Visit) -> None:
    invitation, meeting = await invited(cast)
    mail = await make_mail(
        cast.body, Outcome.DELEGATION, partstat="DELEGATED", sequence=0, other_name="P. Petersen",
        other_address=cast.paul.email, **await about(meeting, invitation),
    )  # fmt: skip
    bernd = await visit("bernd")
    assert "Carla Cordes schlägt Paul Petersen als Vertretung vor" in (await bernd.get(LIST)).text
    assert (await bernd.post(f"{LIST}/{mail.id}/einladen")).status_code == 303
    (sent,) = await OutgoingMail.objects().where(OutgoingMail.kind == "invitation_sent")
    assert sent.person_id == cast.paul.id
    await invitation.refresh()
    assert invitation.deputy_name == "Paul Petersen"


async def test_a_letter_is_shown_as_text_and_nothing_of_it_runs(cast: Cast, visit: Visit) -> None:
    mail = await make_mail(
        cast.body, Outcome.LETTER,
        comment='Bin krank <script>alert(1)</script> <img src="https://example.net/z.gif">',
    )  # fmt: skip
    anna = await visit("anna")
    page = (await anna.get(f"{LIST}/{mail.id}")).text
    assert "Bin krank &lt;script&gt;" in page
    assert "<img" not in page
    assert 'src="https://example.net' not in page
    assert (await anna.post(f"{LIST}/{mail.id}/uebernehmen")).status_code == 409
    await anna.post(f"{LIST}/{mail.id}/gelesen")
    assert (await stored_mail(mail.id)).settled_how == "read"


async def test_the_original_is_a_download_for_the_office_alone(cast: Cast, visit: Visit) -> None:
    invitation, meeting = await invited(cast)
    mail = await make_mail(
        cast.body, Outcome.QUARANTINE, reason="Die Kalenderteile widersprechen einander.",
        **await about(meeting, invitation),
    )  # fmt: skip
    path = f"{LIST}/{mail.id}/nachricht.eml"
    anna, bernd = await visit("anna"), await visit("bernd")
    page = (await anna.get(f"{LIST}/{mail.id}")).text
    assert "Kim Krause &lt;kim.krause@example.net&gt;" in page
    assert "Die Kalenderteile widersprechen einander." in page
    file = await anna.get(path)
    assert file.content == mail.mime
    assert file.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in file.headers["content-security-policy"]
    assert "kim.krause@example.net&gt;" not in (await bernd.get(f"{LIST}/{mail.id}")).text
    assert (await bernd.get(path)).status_code == 404
    await InboundMail.update({InboundMail.mime: b""}).where(InboundMail.id == mail.id)
    assert (await anna.get(path)).status_code == 404, "its term is over"


async def test_each_sees_what_they_may_decide(cast: Cast, visit: Visit) -> None:
    invitation, meeting = await invited(cast)
    of_group = await make_mail(cast.body, Outcome.HELD, **await about(meeting, invitation))
    of_body = await make_mail(cast.body, Outcome.LETTER)
    nobodys = await make_mail(None, Outcome.QUARANTINE)
    seen = {"anna": {of_group.id, of_body.id}, "bernd": {of_group.id}, "frieda": set()}
    for name, mails in seen.items():
        browser = await visit(name)
        text = (await browser.get(LIST)).text
        for mail in (of_group, of_body, nobodys):
            here = (await browser.get(f"{LIST}/{mail.id}")).status_code
            assert here == (200 if mail.id in mails else 404), name
            assert (str(mail.id) in text) == (mail.id in mails), name
    for name in ("carla", "paul", "gustav"):
        assert (await (await visit(name)).get(LIST)).status_code == 403, name


async def test_menu_and_start_page_say_how_many_wait(cast: Cast, visit: Visit) -> None:
    for _ in range(3):
        await make_mail(cast.body, Outcome.LETTER)
    await make_mail(cast.body, Outcome.APPLIED)
    anna = await visit("anna")
    assert (await anna.get(f"{LIST}/zahl", headers=HTMX)).text.strip() == "&#160;(3)"
    page = (await anna.get("/")).text
    assert "3 warten" in page
    assert 'href="/posteingang"' in page
    assert 'href="/posteingang"' not in (await (await visit("carla")).get("/")).text


async def test_a_long_list_has_pages_and_a_filter(cast: Cast, visit: Visit) -> None:
    for n in range(52):
        await make_mail(cast.body, Outcome.APPLIED, received_at=now() - timedelta(minutes=n))
    await make_mail(cast.body, Outcome.BOUNCE)
    anna = await visit("anna")
    page = (await anna.get(f"{LIST}?liste=erledigt")).text
    assert "Seite 1 von 2" in page
    assert "Rückläufer (1)" in page
    second = (await anna.get(f"{LIST}?liste=erledigt&seite=2")).text
    assert second.count('<li class="sw-row') == 3
    some = (await anna.get(f"{LIST}?liste=erledigt&art=bounce")).text
    assert some.count('<li class="sw-row') == 1
    odd = (await anna.get(f"{LIST}?liste=erledigt&art=quatsch&seite=-7")).text
    assert "Seite 1 von 2" in odd

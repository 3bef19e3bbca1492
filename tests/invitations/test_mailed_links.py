"""Point 34 of docs/kalender.md: whatever a scanner opens, nothing changes (RFC 9110 §9.2.1)."""

import re
from dataclasses import replace
from datetime import date, time, timedelta

from app.core import clock
from app.digest import jobs as digest
from app.invitations.rules import answer_token
from app.notifications.rules import unsubscribe_token
from app.notifications.tables import Topic
from app.outbox.tables import OutgoingMail
from app.reminders import jobs as reminders
from app.reminders.rules.days import open_from
from app.replies.tables import Outcome
from app.tasks.rules import link_token
from tests.browser import BASE, Browser, Visit
from tests.cast import Cast
from tests.digest.make import make_paper, make_step, make_subscription
from tests.feeds.make import make_feed
from tests.invitations.make import make_invitation
from tests.invitations.post import deliver, invite, reload
from tests.invitations.series_rows import make_series, make_series_invitation
from tests.invitations.test_change import form_of
from tests.mails import part, read_mail
from tests.meetings.make import make_meeting
from tests.polls.make import link_of, make_poll, make_voter
from tests.replies.letters import answer_of, arrive
from tests.series.make import first_in_the_coming_year
from tests.series.make import make_series as make_real_series
from tests.snapshot import Snapshot
from tests.tasks.make import make_task

LINK = re.compile(rf"{BASE}(/[^\s\"'<>]*)")
NOTES_ITS_USE = {"calendar_feed"}  # "zuletzt abgerufen" beside the subscription


async def mailed_links() -> set[str]:
    """Every address in every stored mail: text, HTML, calendar object and headers."""
    found: set[str] = set()
    for row in await OutgoingMail.objects():
        message = read_mail(row.mime)
        texts = [part(message, kind) for kind in ("plain", "html")]
        texts += [str(value) for value in message.values()]
        for piece in message.walk():
            if piece.get_content_maintype() in {"text", "application"}:
                payload = piece.get_payload(decode=True)
                assert isinstance(payload, bytes)
                texts.append(
                    payload.decode(errors="replace").replace("\r\n ", "").replace("\\n", "\n")
                )
        found |= {path for text in texts for path in LINK.findall(text)}
    return found


async def everything_mailed(cast: Cast, anna: Browser, anonymous: Browser) -> None:
    """Invited, moved, cancelled, reminded, asked to log in and whether an answer was theirs."""
    meeting = await make_meeting(cast.group)
    await invite(anna, cast, meeting, "bernd", "carla", "gustav")
    await deliver(meeting)
    moved = form_of(await reload(meeting), place="Rathaus", versand="senden")
    await anna.get(f"/sitzungen/{meeting.id}/bearbeiten")
    await anna.post(f"/sitzungen/{meeting.id}/bearbeiten", moved)
    other = await make_meeting(cast.group, title="6. Sitzung")
    await invite(anna, cast, other, "carla")
    await deliver(other)
    await anna.post(f"/sitzungen/{other.id}/absage", {"reason": "Krankheit"})
    await asked_and_reminded(cast)
    series = await make_real_series(cast, starts_at=first_in_the_coming_year())
    await anna.get(f"/serien/{series.id}/einladen")
    await anna.post(f"/serien/{series.id}/einladen", {"person": [str(cast.id("carla"))]})
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    await digest.run(cast.committee, clock.now(), dry_run=False)
    await anonymous.get("/anmelden")
    await anonymous.post("/anmelden", {"email": cast.carla.email})


async def asked_and_reminded(cast: Cast) -> None:
    """Somebody else answers for Carla; nobody answers to what is in three days."""
    noon = clock.from_wall_clock(open_from(clock.today(), cast.body.land), time(12))
    near = await make_meeting(
        cast.group, title="7. Sitzung", starts_at=noon + timedelta(days=2), status="invited"
    )
    ago = clock.now() - timedelta(days=9)
    invitation = await make_invitation(near, cast.carla, created_at=ago)
    answer = replace(answer_of(invitation, near), sender="fremd@example.net")
    assert (await arrive(answer)).outcome == Outcome.HELD
    assert await reminders.run(noon) == 1


async def test_opening_every_mailed_link_changes_nothing(
    cast: Cast, visit: Visit, anonymous: Browser
) -> None:
    await everything_mailed(cast, await visit("anna"), anonymous)
    links = await mailed_links()
    kinds = {row["kind"] for row in await OutgoingMail.select(OutgoingMail.kind)}
    assert kinds >= {
        "invitation_sent", "invitation_changed", "invitation_cancelled", "digest_sent",
        "login_link_requested", "reminder_sent", "reply_to_confirm",
    }  # fmt: skip
    poll = await make_poll(cast.group)
    series = await make_series_invitation(await make_series(cast.group), cast.carla)
    task = await make_task(cast.group, person=cast.carla.id, due_on=date(2027, 1, 1))
    links |= {
        f"/a/{answer_token(series.id)}?antwort=ja",
        f"/t/{link_token(task.id, cast.id('carla'))}",
        f"/benachrichtigungen/{unsubscribe_token(cast.id('carla'), Topic.TASK_CHANGED)}",
        (await make_feed(cast.carla))[1],
        link_of(await make_voter(poll, cast.carla)),
    }
    assert {path.split("/")[1] for path in links} >= {
        "a", "t", "u", "antwort", "kalender", "abmelden", "sitzungen", "serien",
    }  # fmt: skip
    carla = await visit("carla")
    before = await Snapshot.taken("links")
    for path in sorted(links):
        for browser in (anonymous, carla):
            for _ in range(2):
                await browser.client.get(path)
            await browser.client.head(path)
    assert await before.changed() - NOTES_ITS_USE == set()


async def test_a_link_preselects_and_only_the_button_sends(cast: Cast, anonymous: Browser) -> None:
    invitation = await make_series_invitation(
        await make_series(cast.group, starts_at=clock.now() + timedelta(days=1)), cast.carla
    )
    path = f"/a/{answer_token(invitation.id)}"
    page = await anonymous.get(f"{path}?antwort=nein")
    assert 'value="nein" checked' in page.text
    await invitation.refresh()
    assert invitation.answered_at is None
    await anonymous.post(path, {"antwort": "nein"})
    await invitation.refresh()
    assert invitation.answered_at is not None

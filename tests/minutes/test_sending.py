"""Sent once to every member, with the own tasks on top and nothing of what was said."""

import re
from datetime import timedelta
from email.message import EmailMessage

from app.core.clock import now, today
from app.core.words import Visibility
from app.groups.tables import Group
from app.meetings.tables import Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesRevision, MinutesStatus
from app.outbox.tables import OutgoingMail
from app.tasks.rules import link_token
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.meetings.make import first_item, make_item
from tests.minutes.make import make_decision, make_held, make_minutes, make_text, path_of
from tests.tasks.make import make_shared, make_task

SPOKEN = "Die Kaltmiete steigt auf 14 Euro."


async def written(cast: Cast, **columns: object) -> Meeting:
    meeting = await make_held(cast.group, **columns)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await make_text(minutes, item, SPOKEN)
    await make_decision(item)
    return meeting


async def mails() -> dict[str, EmailMessage]:
    return {row.recipient_name: read_mail(row.mime) for row in await OutgoingMail.objects()}


def parts(message: EmailMessage) -> list[str]:
    return [part(message, kind) for kind in ("plain", "html")]


def words(text: str) -> str:
    plain = re.sub(r"<style>.*?</style>|<title>.*?</title>|<!--.*?-->", " ", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


async def test_confirmation_names_who_gets_it_and_sends_nothing(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    page = await (await visit("paul")).get(path_of(meeting, "/versand"))
    assert page.status_code == 200
    assert "Protokoll an 3 Personen senden" in page.text
    for name in ("Bernd Brandt", "Carla Cordes", "Paul Petersen"):
        assert name in page.text
    for name in ("Gustav Gerdes", "Eva Ebert", "Jutta Jansen"):
        assert name not in page.text
    assert "Noch ohne Text, Beschluss oder Aufgabe: TOP 2, TOP 3." in page.text
    assert await OutgoingMail.count() == 0


async def test_second_press_sends_nothing_more(cast: Cast, visit: Visit) -> None:
    await Group.update({Group.objection_days: 10}).where(Group.id == cast.group.id)
    meeting = await written(cast)
    paul = await visit("paul")
    for _ in range(2):
        answer = await paul.post(path_of(meeting, "/versand"))
        assert answer.status_code == 303
    assert set(await mails()) == {"Bernd Brandt", "Carla Cordes", "Paul Petersen"}
    minutes = await Minutes.objects().first()
    assert minutes is not None
    assert minutes.status == MinutesStatus.SENT
    assert minutes.objections_until == today() + timedelta(days=10)
    (revision,) = await MinutesRevision.objects()
    assert SPOKEN in revision.content
    assert (await paul.get(path_of(meeting, "/versand"))).status_code == 303


async def test_mail_tells_the_own_tasks_and_nothing_that_was_said(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    item = await first_item(meeting)
    secret = await make_item(
        meeting, position=9, title="Personalie", visibility=Visibility.CONFIDENTIAL
    )
    mine = await make_task(
        cast.group, title="Angebot einholen", agenda_item=item.id, person=cast.carla.id,
        due_on=today(),
    )  # fmt: skip
    await make_task(cast.group, title="Zeugnis", agenda_item=secret.id, person=cast.carla.id)
    await make_task(cast.group, title="Bernds Sache", agenda_item=item.id, person=cast.bernd.id)
    await (await visit("paul")).post(path_of(meeting, "/versand"))

    carla = (await mails())["Carla Cordes"]
    plain, html = parts(carla)
    for body in (plain, html):
        assert "Angebot einholen" in body
        assert f"/t/{link_token(mine.id, cast.id('carla'))}" in body
        assert path_of(meeting) in body
        assert "Eine nichtöffentliche Aufgabe" in words(body)
        assert "jugendhilfeplanung@example.org" in body
        for hidden in (SPOKEN, "Zeugnis", "Personalie", "Bernds Sache", "zwei Räume"):
            assert hidden not in body
    assert len(str(carla["subject"])) <= 70
    assert str(carla["subject"]).startswith("Protokoll: Steuerungsgruppe Familienzentren, ")
    assert str(carla["reply-to"]) == "Anna Albers <jugendhilfeplanung@example.org>"
    addresses = r"https?://\S+"
    twins = [re.findall(r"\w+", re.sub(addresses, " ", words(part))) for part in (plain, html)]
    assert sorted(set(twins[0])) == sorted(set(twins[1]))


async def test_mail_without_own_tasks_has_no_heading_for_them(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    await (await visit("paul")).post(path_of(meeting, "/versand"))
    for body in parts((await mails())["Bernd Brandt"]):
        assert "Ihre Aufgaben" not in body


async def test_minutes_of_a_coming_meeting_are_not_sent(cast: Cast, visit: Visit) -> None:
    meeting = await written(
        cast, starts_at=now() + timedelta(hours=1), status=MeetingStatus.INVITED
    )
    paul = await visit("paul")
    assert (await paul.get(path_of(meeting, "/versand"))).status_code == 409
    answer = await paul.post(path_of(meeting, "/versand"))
    assert answer.status_code == 409
    assert "wenn die Sitzung beendet oder ihr geplanter Beginn vorbei ist" in answer.text
    assert await OutgoingMail.count() == 0


async def test_minutes_of_a_meeting_that_ended_before_its_time_are_sent(
    cast: Cast, visit: Visit
) -> None:
    meeting = await written(
        cast, starts_at=now() + timedelta(hours=1), status=MeetingStatus.INVITED
    )
    bernd, carla = await visit("bernd"), await visit("carla")
    page = f"/sitzungen/{meeting.id}"
    await bernd.post(f"{page}/beginn")
    assert (await bernd.post(path_of(meeting, "/versand"))).status_code == 409
    assert "steht noch bevor" in (await carla.get(path_of(meeting))).text
    await bernd.post(f"{page}/ende")
    assert "noch nicht versandt" in (await carla.get(path_of(meeting))).text
    assert (await bernd.get(path_of(meeting, "/versand"))).status_code == 200
    answer = await bernd.post(path_of(meeting, "/versand"))
    assert answer.headers["location"] == path_of(meeting)
    assert await OutgoingMail.count() > 0


async def test_who_may_not_write_does_not_send(cast: Cast, visit: Visit) -> None:
    meeting = await written(cast)
    for name, status in (("carla", 403), ("gustav", 404), ("dirk", 404), ("frieda", 404)):
        answer = await (await visit(name)).post(path_of(meeting, "/versand"))
        assert answer.status_code == status, name
    assert await OutgoingMail.count() == 0


async def test_group_that_wants_no_mail_still_gets_its_objection_period(
    cast: Cast, visit: Visit
) -> None:
    await Group.update({Group.mail_minutes_sent: False}).where(Group.id == cast.group.id)
    meeting, paul = await written(cast), await visit("paul")
    page = (await paul.get(path_of(meeting, "/versand"))).text
    assert "bekommt niemand eine E-Mail" in page
    assert "Carla Cordes" not in page
    assert (await paul.post(path_of(meeting, "/versand"))).status_code == 303
    assert await OutgoingMail.count() == 0
    minutes = await Minutes.objects().first()
    assert minutes is not None
    assert minutes.objections_until == today() + timedelta(days=14)


async def test_mail_leads_to_where_objections_are_raised(cast: Cast, visit: Visit) -> None:
    meeting, paul = await written(cast), await visit("paul")
    await paul.post(path_of(meeting, "/versand"))
    letter = (await mails())["Carla Cordes"]
    for kind in ("plain", "html"):
        assert f"{path_of(meeting)}/einwaende" in part(letter, kind)


async def test_all_who_are_responsible_are_named_and_hear_of_it(cast: Cast, visit: Visit) -> None:
    """In the mail to each of them, on the page and in the plain paper."""
    meeting = await written(cast)
    item = await first_item(meeting)
    await make_shared(cast.group, cast.carla, cast.bernd, title="Zahlen holen", agenda_item=item.id)
    paul = await visit("paul")
    await paul.post(path_of(meeting, "/versand"))
    told = await mails()
    for name, other in (("Carla Cordes", "Bernd Brandt"), ("Bernd Brandt", "Carla Cordes")):
        for text in map(words, parts(told[name])):
            assert "Zahlen holen" in text
            assert f"(zusammen mit {other})" in text
    assert "Zahlen holen" not in "".join(parts(told["Paul Petersen"]))
    assert "Carla Cordes, Bernd Brandt" in (await paul.get(path_of(meeting))).text
    paper = await paul.get(path_of(meeting, "/niederschrift.txt"))
    assert "Carla Cordes, Bernd Brandt" in words(paper.text)

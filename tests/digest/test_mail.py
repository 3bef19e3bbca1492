"""What stands in the mail, in which order, and what never does."""

from datetime import date, timedelta

from app.core import clock
from app.core.settings import settings
from app.core.words import Visibility
from app.digest import jobs
from app.digest.tables import Digest
from app.mandates.tables import Mandate
from app.meetings.tables import AgendaItem
from app.minutes.tables import Minutes, MinutesStatus
from app.outbox.tables import OutgoingMail
from app.tasks.tables import TaskPerson
from tests.cast import Cast, make_group, make_member, make_person
from tests.digest.make import make_paper, make_step, make_subscription, origin
from tests.mails import part, read_mail
from tests.meetings.make import first_item, make_meeting
from tests.minutes.make import make_decision, make_held, make_minutes
from tests.tasks.make import make_task

CANARY = "GEHEIMSACHE"


async def sent(cast: Cast) -> OutgoingMail:
    await jobs.run(cast.committee, clock.now(), dry_run=False)
    (mail,) = await OutgoingMail.objects()
    return mail


def words_of(mail: OutgoingMail) -> tuple[str, str]:
    """Plain and HTML, each on one line."""
    message = read_mail(mail.mime)
    return " ".join(part(message, "plain").split()), " ".join(part(message, "html").split())


async def test_own_tasks_and_next_meetings_stand_above_the_papers(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await origin(cast, point)
    await make_step(cast, point)
    await make_member(cast.group, cast.jutta)
    await make_task(
        cast.group, title="Zahlen liefern", person=cast.jutta.id, due_on=date(2026, 12, 1)
    )
    shared = await make_task(cast.group, title="Räume suchen", person=cast.carla.id)
    await TaskPerson(task=shared.id, person=cast.jutta.id).save()
    await make_task(cast.group, title="Aufgabe von Carla", person=cast.carla.id)
    await make_task(
        cast.group, title="Ruht noch", person=cast.jutta.id,
        starts_on=clock.today() + timedelta(days=9),
    )  # fmt: skip
    await make_meeting(cast.committee)
    await make_subscription(cast.committee, cast.jutta)
    for words in words_of(await sent(cast)):
        told = [
            words.index(each) for each in ("Zahlen liefern", "Nächste Sitzungen", "Neuer Stand")
        ]
        assert told == sorted(told)
        assert "Räume suchen" in words
        assert (
            "Sie erhalten dies, weil ein Auftrag aus dieser Vorlage einen neuen Stand hat" in words
        )
        assert "Aufgabe von Carla" not in words
        assert "Ruht noch" not in words


async def test_own_tasks_and_meetings_alone_send_no_mail(cast: Cast) -> None:
    await make_task(cast.committee, title="Zahlen liefern", person=cast.jutta.id)
    await make_meeting(cast.committee)
    await make_subscription(cast.committee, cast.jutta)
    assert await jobs.run(cast.committee, clock.now(), dry_run=False) == (0, 1)


async def test_an_own_task_is_new_once_for_a_person_of_two_committees(cast: Cast) -> None:
    council = await make_group(cast.body, "Kreistag", kind="kreistag")
    await make_member(council, cast.jutta)
    given = clock.now() - timedelta(minutes=5)
    await make_task(cast.committee, title="Zahlen", person=cast.jutta.id, created_at=given)
    for committee in (cast.committee, council):
        _, point = await make_paper(cast, committee=committee.id)
        await make_step(cast, point)
        await make_subscription(committee, cast.jutta)
        await jobs.run(committee, clock.now(), dry_run=False)
    mails = await OutgoingMail.objects().order_by(OutgoingMail.created_at)
    assert ["Zahlen (neu)" in words_of(mail)[0] for mail in mails] == [True, False]


async def test_a_confidential_text_is_in_no_part_of_the_mail(cast: Cast) -> None:
    """Title, step, mandate, recommendation, task and the sentence said at a closed item."""
    await make_member(cast.group, cast.jutta)
    _, hidden = await make_paper(cast, title=CANARY, reference=CANARY, visibility="confidential")
    await make_step(cast, hidden, sentence=CANARY)
    await Mandate.update({Mandate.title: CANARY}).where(Mandate.decision_point == hidden.id)
    _, point = await make_paper(cast)
    await origin(cast, point)
    meeting = await make_held(cast.group)
    item = await first_item(meeting)
    await AgendaItem.update({AgendaItem.visibility: Visibility.CONFIDENTIAL}, force=True)
    await make_step(cast, point, sentence=CANARY, agenda_item=item.id)
    await make_decision(item, text=CANARY, yes=2, no=0, abstentions=1)
    await make_minutes(meeting)
    told = clock.now() - timedelta(minutes=5)
    await Minutes.update({Minutes.status: MinutesStatus.SENT, Minutes.sent_at: told}, force=True)
    await make_task(
        cast.group, title=CANARY, person=cast.jutta.id, visibility=Visibility.CONFIDENTIAL
    )
    await make_subscription(cast.committee, cast.jutta)
    mail = await sent(cast)
    message = read_mail(mail.mime)
    everything = [*words_of(mail), mail.subject, *map(str, message.values())]
    assert [words for words in everything if CANARY in words] == []
    assert CANARY.encode() not in mail.mime
    (digest,) = await Digest.objects()
    assert CANARY not in digest.content
    plain, _ = words_of(mail)
    assert "Nichtöffentliche Aufgabe" in plain
    assert "Dazu kommt ein nichtöffentlicher Punkt. Zum Lesen bitte anmelden" in plain
    assert "in Bearbeitung (vorher: offen)." in plain


async def test_both_parts_say_the_same_and_load_nothing(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    await make_subscription(cast.committee, cast.jutta)
    _, html = words_of(await sent(cast))
    assert '<html lang="de">' in html
    assert "prefers-color-scheme: dark" in html
    assert html.count("<h1") == 1
    for loading in ("<img", "src=", "url(", "<link", "@import"):
        assert loading not in html


async def test_mails_to_many_are_spread_over_the_window(cast: Cast) -> None:
    _, point = await make_paper(cast)
    await make_step(cast, point)
    for number in range(300):
        person = await make_person(cast.body, "Mia", f"Muster{number}")
        await make_member(cast.committee, person)
        await make_subscription(cast.committee, person)
    now = clock.now()
    assert await jobs.run(cast.committee, now, dry_run=False) == (300, 300)
    rows = await OutgoingMail.select(OutgoingMail.due_at, OutgoingMail.subject_id)
    assert len({row["due_at"] for row in rows}) == 300
    assert min(row["due_at"] for row in rows) >= now
    assert max(row["due_at"] for row in rows) <= now + timedelta(minutes=3)
    by_time = sorted(rows, key=lambda row: row["due_at"])
    assert by_time == sorted(rows, key=lambda row: row["subject_id"])
    assert settings().digest_minutes == 60

"""The page of who leads: grid, best date, reminders, changes."""

from datetime import timedelta

from app.core.clock import now, today
from app.groups.tables import Membership
from app.outbox.tables import MailState, OutgoingMail
from app.people.tables import Person
from app.polls.rules import life
from app.polls.tables import Poll, PollStatus, PollVote, PollVoter, Vote
from tests.browser import Visit
from tests.cast import Cast
from tests.counting import counted_statements
from tests.outbox.make import make_mail
from tests.polls.make import again, dates_in, make_poll, make_voter, say
from tests.polls.post import deliver, in_days, letters, names_of, row

DAY = timedelta(days=1)


async def running(cast: Cast, *silent: str) -> Poll:
    """Bernd, who is needed, can on the second day only; Carla everywhere; the others are silent."""
    poll = await make_poll(cast.group)
    await say(await make_voter(poll, cast.bernd, needed=True), Vote.NO, Vote.YES, Vote.IF_NEED_BE)
    await say(
        await make_voter(poll, cast.carla, comment="erst ab 10 Uhr"), Vote.YES, Vote.YES, Vote.YES
    )
    for name in silent:
        await make_voter(poll, cast.people[name])
    return poll


async def test_grid_shows_everybody_in_words_and_the_best_date_with_its_reason(
    cast: Cast, visit: Visit
) -> None:
    poll = await running(cast, "paul")
    page = (await (await visit("bernd")).get(f"/terminabfragen/{poll.id}")).text
    best = (await dates_in(poll))[1]
    assert f"?termin={best.id}" in page.split("Diesen Termin festlegen")[0]
    assert "Zwei können, niemand sagt Nein. Bernd Brandt kann." in page
    assert "Eine Person hat dazu noch nichts gesagt." in page
    assert "2 von 3 haben geantwortet" in page
    assert "Noch nicht geantwortet hat: Paul Petersen." in page
    assert "Carla Cordes: „erst ab 10 Uhr“" in page
    assert "Bernd Brandt muss können, sagt aber Nein." in page
    assert page.count(">offen</span>") == 3
    assert 'aria-label="2 Ja, 0 zur Not, 0 Nein, 1 offen"' in page
    assert "passt am besten" in page


async def test_mail_that_came_back_is_named_until_the_address_is_another(
    cast: Cast, visit: Visit
) -> None:
    poll = await make_poll(cast.group)
    voter = await make_voter(poll, cast.gustav)
    mail = await make_mail(thread_key=f"poll:{voter.id}", recipient_address=cast.gustav.email)
    await OutgoingMail.update({OutgoingMail.state: MailState.FAILED}).where(
        OutgoingMail.id == mail.id
    )
    correct = f'href="/personen/{cast.gustav.id}"'
    for name, may_correct in (("anna", True), ("bernd", False)):
        page = (await (await visit(name)).get(f"/terminabfragen/{poll.id}")).text
        assert "E-Mail kam zurück" in page, name
        assert "Antwort fehlt" not in page, name
        assert (correct in page) == may_correct, name
    await Person.update({Person.email: "neu@example.org"}).where(Person.id == cast.gustav.id)
    page = (await (await visit("anna")).get(f"/terminabfragen/{poll.id}")).text
    assert "Antwort fehlt" in page
    assert "kam zurück" not in page


async def test_leavers_and_blocked_people_are_in_no_count(cast: Cast, visit: Visit) -> None:
    poll = await running(cast, "paul")
    await Membership.update({Membership.until: today() - DAY}).where(
        Membership.person == cast.carla.id
    )
    await Person.update({Person.blocked: True}).where(Person.id == cast.paul.id)
    page = (await (await visit("anna")).get(f"/terminabfragen/{poll.id}")).text
    assert "1 von 1 haben geantwortet" in page
    assert "Cordes" not in page
    assert "Petersen" not in page


async def test_page_needs_as_many_statements_for_many_as_for_few(cast: Cast, visit: Visit) -> None:
    few, many = await running(cast), await running(cast, "paul", "gustav", "dirk")
    anna = await visit("anna")
    await anna.get(f"/terminabfragen/{few.id}")
    with counted_statements() as for_few:
        await anna.get(f"/terminabfragen/{few.id}")
    with counted_statements() as for_many:
        await anna.get(f"/terminabfragen/{many.id}")
    assert len(for_many) == len(for_few) <= 11, "three of them for what speaks against the dates"


async def test_reminder_goes_only_to_who_has_not_answered_and_once_a_day(
    cast: Cast, visit: Visit
) -> None:
    poll = await running(cast, "paul", "gustav")
    bernd = await visit("bernd")
    page = await bernd.get(f"/terminabfragen/{poll.id}")
    assert "An 2 Personen erinnern" in page.text
    for _ in range(2):
        assert (await bernd.post(f"/terminabfragen/{poll.id}/erinnerung")).status_code == 303
    assert await names_of(poll.id, "poll_reminder") == ["Gustav Gerdes", "Paul Petersen"]
    assert "erinnern</span>" not in (await bernd.get(f"/terminabfragen/{poll.id}")).text
    await PollVoter.update({PollVoter.reminded_at: now() - DAY}).where(
        PollVoter.person == cast.paul.id
    )
    page = await bernd.get(f"/terminabfragen/{poll.id}")
    assert "An eine Person erinnern" in page.text


async def test_after_the_end_nobody_is_reminded(cast: Cast, visit: Visit) -> None:
    poll = await running(cast, "paul")
    await Poll.update({Poll.status: PollStatus.CLOSED}).where(Poll.id == poll.id)
    bernd = await visit("bernd")
    assert (await bernd.post(f"/terminabfragen/{poll.id}/erinnerung")).status_code == 303
    assert await letters(poll.id) == []


async def test_later_dates_ask_everybody_again_and_keep_the_answers(
    cast: Cast, visit: Visit
) -> None:
    poll = await running(cast, "paul")
    bernd = await visit("bernd")
    page = await bernd.get(f"/terminabfragen/{poll.id}/termine")
    assert "3 Personen noch einmal fragen" in page.text
    form = {"id": str(cast.group.id), **row(0, in_days(30)), **row(1, in_days(14))}
    for _ in range(2):  # the second date is there already, and the second time both are
        assert (await bernd.post(f"/terminabfragen/{poll.id}/termine", form)).status_code == 303
    assert len(await dates_in(poll)) == 4
    names = await names_of(poll.id, "poll_dates_added")
    assert names == ["Bernd Brandt", "Carla Cordes", "Paul Petersen"]
    (mail, *_) = await letters(poll.id)
    new, _, rest = mail.part("plain").partition("bleibt stehen")
    assert new.count("09:00–11:00 Uhr") == 1
    assert "/u/" in rest
    assert await PollVote.count() == 6
    assert await PollVoter.count().where(PollVoter.answered_at.is_null()) == 3


async def test_an_unsent_question_is_overtaken_by_the_one_with_more_dates(
    cast: Cast, visit: Visit
) -> None:
    poll = await running(cast)
    bernd = await visit("bernd")
    await bernd.get(f"/terminabfragen/{poll.id}")
    for number, days in enumerate((30, 31)):
        form = {"id": f"00000000-0000-4000-8000-00000000000{number}", **row(0, in_days(days))}
        assert (await bernd.post(f"/terminabfragen/{poll.id}/termine", form)).status_code == 303
    assert await names_of(poll.id, "poll_dates_added") == ["Bernd Brandt", "Carla Cordes"]
    assert len(await letters(poll.id)) == 4


async def test_bad_later_dates_come_back(cast: Cast, visit: Visit) -> None:
    poll = await running(cast)
    bernd = await visit("bernd")
    path = f"/terminabfragen/{poll.id}/termine"
    await bernd.get(path)
    for fields in (row(0, "1999-01-01"), {}, row(0, in_days(5), "10:00", "10:00")):
        answer = await bernd.post(path, {"id": str(cast.group.id), **fields})
        assert answer.status_code == 422
    assert len(await dates_in(poll)) == 3


async def test_two_who_change_at_once_see_both_texts(cast: Cast, visit: Visit) -> None:
    poll = await running(cast)
    anna, bernd = await visit("anna"), await visit("bernd")
    path = f"/terminabfragen/{poll.id}/bearbeiten"
    form = {
        "version": "1", "title": "6. Sitzung", "place": "Kreishaus", "show_totals": "y",
        "answers_until": (today() + 5 * DAY).isoformat(),
    }  # fmt: skip
    for browser in (anna, bernd):
        await browser.get(path)
    assert (await anna.post(path, form)).status_code == 303
    answer = await bernd.post(path, {**form, "title": "Klausur", "show_totals": ""})
    assert answer.status_code == 409
    assert "Inzwischen hat jemand anders" in answer.text
    assert 'value="Klausur"' in answer.text
    assert "<p>6. Sitzung</p>" in answer.text
    assert "<p>ja</p>" in answer.text
    assert (await again(poll)).title == "6. Sitzung"
    knowing = await bernd.post(path, {**form, "title": "Klausur", "version": "2"})
    assert knowing.status_code == 303
    assert (await again(poll)).title == "Klausur"
    assert await letters(poll.id) == []


async def test_a_later_deadline_lets_a_closed_poll_go_on(cast: Cast, visit: Visit) -> None:
    poll = await running(cast, "paul")
    bernd = await visit("bernd")
    await bernd.get(f"/terminabfragen/{poll.id}")
    for _ in range(2):
        assert (await bernd.post(f"/terminabfragen/{poll.id}/ende")).status_code == 303
    assert (await again(poll)).status == PollStatus.CLOSED
    form = {
        "version": "2", "title": "5. Sitzung", "place": "Kreishaus",
        "answers_until": (today() + 10 * DAY).isoformat(),
    }  # fmt: skip
    path = f"/terminabfragen/{poll.id}/bearbeiten"
    assert (await bernd.post(path, form)).status_code == 303
    assert life.is_open(await again(poll), now())
    after_first = {**form, "version": "3", "answers_until": in_days(20)}
    assert (await bernd.post(path, after_first)).status_code == 422


async def test_withdrawal_tells_whom_the_question_has_reached(cast: Cast, visit: Visit) -> None:
    poll = await running(cast)
    bernd = await visit("bernd")
    path = f"/terminabfragen/{poll.id}/termine"
    await bernd.get(path)
    await bernd.post(path, {"id": str(cast.group.id), **row(0, in_days(30))})
    await deliver(poll)
    late = await make_voter(poll, cast.paul)
    assert late.answered_at is None
    path = f"/terminabfragen/{poll.id}/ruecknahme"
    assert "sind 3 Personen" in (await bernd.get(path)).text
    for _ in range(2):
        assert (await bernd.post(path, {"reason": "Der Anlass ist entfallen."})).status_code == 303
    assert await names_of(poll.id, "poll_withdrawn") == ["Bernd Brandt", "Carla Cordes"]
    mail = (await letters(poll.id, "poll_withdrawn"))[0]
    assert "Der Anlass ist entfallen." in mail.part("plain")
    assert "/u/" not in mail.part("html")
    assert "zurückgezogen" in (await bernd.get(f"/terminabfragen/{poll.id}")).text
    assert (await bernd.get(f"/terminabfragen/{poll.id}/bearbeiten")).status_code == 409

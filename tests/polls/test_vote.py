"""Answers: by the link without a login, and on the page of the poll."""

from datetime import timedelta
from typing import Any

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.groups.tables import Membership
from app.people.tables import Person
from app.polls.tables import Poll, PollStatus, PollVote, PollVoter, Vote
from tests.browser import Browser, Visit
from tests.cast import Cast, make_person
from tests.polls.make import again, ballot, dates_in, link_of, make_poll, make_voter, say
from tests.polls.post import letters

DAY = timedelta(days=1)


async def asked(cast: Cast, name: str = "carla", **columns: Any) -> tuple[Poll, PollVoter, str]:
    poll = await make_poll(cast.group, **columns)
    voter = await make_voter(poll, cast.people[name])
    return poll, voter, link_of(voter)


async def form_for(poll: Poll, *words: str, comment: str = "") -> dict[str, str]:
    """A word for each date in the order of time; an empty one leaves it open."""
    dates = await dates_in(poll)
    chosen = {f"termin-{day.id}": word for day, word in zip(dates, words, strict=True) if word}
    return {**chosen, "comment": comment}


async def everything() -> list[dict[str, Any]]:
    tables = (Poll, PollVoter, PollVote, AuditEntry)
    return [row for table in tables for row in await table.select()]


async def test_opening_the_link_five_times_changes_nothing(cast: Cast, anonymous: Browser) -> None:
    _, _, path = await asked(cast)
    before = await everything()
    for _ in range(5):
        page = await anonymous.get(path)
        assert page.status_code == 200
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-robots-tag"] == "noindex"
    assert "Terminabfrage für Carla Cordes" in page.text
    assert await everything() == before


async def test_answer_by_link_is_stored_and_may_change(cast: Cast, anonymous: Browser) -> None:
    poll, voter, path = await asked(cast)
    first, second, third = [day.starts_at.date() for day in await dates_in(poll)]
    await anonymous.get(path)
    sent = await form_for(poll, "yes", "if_need_be", "no", comment="am 15. erst ab 10 Uhr")
    assert (await anonymous.post(path, sent)).status_code == 303
    assert await ballot(voter) == {first: Vote.YES, second: Vote.IF_NEED_BE, third: Vote.NO}
    page = (await anonymous.get(path)).text
    assert page.count(" checked") == 3
    assert "am 15. erst ab 10 Uhr" in page
    assert (await anonymous.post(path, await form_for(poll, "no", "", "yes"))).status_code == 303
    assert await ballot(voter) == {first: Vote.NO, third: Vote.YES}


async def test_grid_names_each_choice_in_full_and_has_heads(cast: Cast, anonymous: Browser) -> None:
    poll, _, path = await asked(cast)
    page = (await anonymous.get(path)).text
    assert page.count('role="rowheader"') == 3
    assert page.count('scope="col"') == 4
    for word in ("Ja", "Zur Not", "Nein"):
        assert page.count(f' Uhr: {word}"') == 3
    assert page.count('role="cell"') == 9
    assert len(await dates_in(poll)) == 3


async def test_without_any_choice_and_with_a_wrong_one_nothing_is_stored(
    cast: Cast, anonymous: Browser
) -> None:
    poll, voter, path = await asked(cast)
    await anonymous.get(path)
    empty = await anonymous.post(path, await form_for(poll, "", "", "", comment="Hallo"))
    assert empty.status_code == 422
    assert "mindestens einem Termin" in empty.text
    assert "Hallo" in empty.text
    wrong = await anonymous.post(path, await form_for(poll, "vielleicht", "", ""))
    assert wrong.status_code == 422
    long = await anonymous.post(path, await form_for(poll, "yes", "", "", comment="x" * 1001))
    assert long.status_code == 422
    assert await ballot(voter) == {}


async def test_dates_of_another_poll_are_passed_over(cast: Cast, anonymous: Browser) -> None:
    poll, voter, path = await asked(cast)
    other = await make_poll(cast.other_group)
    await anonymous.get(path)
    sent = {**await form_for(poll, "yes", "", ""), **await form_for(other, "yes", "yes", "yes")}
    assert (await anonymous.post(path, sent)).status_code == 303
    assert len(await ballot(voter)) == 1
    assert await PollVote.count() == 1


async def test_link_shows_the_own_answer_and_by_setting_numbers_but_never_names(
    cast: Cast, anonymous: Browser
) -> None:
    poll, _, path = await asked(cast)
    paul = await make_voter(poll, cast.paul, comment="Geheime Bemerkung")
    await say(paul, Vote.YES, Vote.NO, None)
    hidden = (await anonymous.get(path)).text
    assert "bisher" not in hidden
    await Poll.update({Poll.show_totals: True}).where(Poll.id == poll.id)
    shown = (await anonymous.get(path)).text
    assert "bisher 1 Ja, 0 zur Not, 0 Nein" in shown
    assert "bisher 0 Ja, 0 zur Not, 1 Nein" in shown
    for page in (hidden, shown):
        assert "Petersen" not in page
        assert "Geheime Bemerkung" not in page


async def test_after_the_deadline_the_link_shows_for_a_day_and_takes_nothing(
    cast: Cast, anonymous: Browser
) -> None:
    poll, voter, path = await asked(cast)
    await say(voter, Vote.YES, None, None)
    await anonymous.get(path)
    await Poll.update({Poll.answers_until: now() - timedelta(hours=1)}).where(Poll.id == poll.id)
    page = await anonymous.get(path)
    assert page.status_code == 200
    assert "Das haben Sie geantwortet" in page.text
    assert "<input" not in page.text.split("<h2")[1].split("<form")[0]
    late = await anonymous.post(path, await form_for(poll, "no", "no", "no"))
    assert late.status_code == 422
    assert "ist beendet" in late.text
    assert list((await ballot(voter)).values()) == [Vote.YES]
    await Poll.update({Poll.answers_until: now() - DAY - DAY}).where(Poll.id == poll.id)
    assert (await anonymous.get(path)).status_code == 410
    assert (await anonymous.post(path, {})).status_code == 410


@pytest.mark.parametrize("status", [PollStatus.CLOSED, PollStatus.DECIDED])
async def test_closed_and_decided_polls_take_no_answer(
    cast: Cast, anonymous: Browser, status: PollStatus
) -> None:
    poll, voter, path = await asked(cast, status=status)
    await anonymous.get(path)
    assert (await anonymous.post(path, await form_for(poll, "yes", "", ""))).status_code == 422
    assert await ballot(voter) == {}


async def test_link_of_a_withdrawn_poll_of_a_leaver_of_a_blocked_person_and_of_nobody(
    cast: Cast, anonymous: Browser
) -> None:
    await anonymous.get("/anmelden")
    _, _, withdrawn = await asked(cast, status=PollStatus.CANCELLED)
    poll, _, left = await asked(cast)
    blocked = link_of(await make_voter(poll, cast.paul))
    taken_off = link_of(await make_voter(poll, cast.bernd, revoked_at=now()))
    await Membership.update({Membership.until: (now() - DAY).date()}).where(
        Membership.person == cast.carla.id
    )
    await Person.update({Person.blocked: True}).where(Person.id == cast.paul.id)
    for path in (withdrawn, left, blocked, taken_off):
        assert (await anonymous.get(path)).status_code == 410
        assert (await anonymous.post(path, {"x": "y"})).status_code == 410
        assert (await anonymous.post(f"{path}/irrtum")).status_code == 410
    for path in ("/u/" + "b" * 32, "/u/%00", "/u/" + "x" * 500):
        assert (await anonymous.get(path)).status_code == 404
    assert await PollVote.count() == 0


async def test_who_never_had_a_seat_is_a_guest_and_may_answer(
    cast: Cast, anonymous: Browser
) -> None:
    cast.people["ina"] = await make_person(cast.body, "Ina", "Beck")
    poll, voter, path = await asked(cast, "ina")
    await anonymous.get(path)
    assert (await anonymous.post(path, await form_for(poll, "yes", "yes", "no"))).status_code == 303
    assert len(await ballot(voter)) == 3


async def test_somebody_else_says_so_and_the_office_learns_of_it_once(
    cast: Cast, anonymous: Browser
) -> None:
    poll, voter, path = await asked(cast)
    await say(voter, Vote.YES, None, None)
    await anonymous.get(path)
    for _ in range(2):
        assert (await anonymous.post(f"{path}/irrtum")).status_code == 303
    assert list((await ballot(voter)).values()) == [Vote.YES]
    (mail,) = await letters(poll.id)
    assert mail.row.recipient_address == "jugendhilfeplanung@example.org"
    for kind in ("plain", "html"):
        assert "Carla Cordes" in mail.part(kind)
        assert "/u/" not in mail.part(kind)
    entries = await AuditEntry.count().where(AuditEntry.action == "poll.denied")
    assert entries == 2


async def test_signed_in_one_votes_on_the_page_of_the_poll(cast: Cast, visit: Visit) -> None:
    poll, voter, _ = await asked(cast)
    carla = await visit("carla")
    page = await carla.get(f"/terminabfragen/{poll.id}")
    assert "Ihre eigene Antwort" in page.text
    assert "Wer kann wann" not in page.text
    sent = await form_for(poll, "yes", "no", "no")
    assert (await carla.post(f"/terminabfragen/{poll.id}/antwort", sent)).status_code == 303
    assert len(await ballot(voter)) == 3
    empty = await carla.post(f"/terminabfragen/{poll.id}/antwort", {"comment": "Hallo"})
    assert empty.status_code == 422
    assert "Hallo" in empty.text


async def test_who_is_not_asked_reads_the_dates_and_cannot_vote(cast: Cast, visit: Visit) -> None:
    poll, _, _ = await asked(cast)
    paul = await visit("paul")
    page = await paul.get(f"/terminabfragen/{poll.id}")
    assert "Sie selbst sind in dieser Abfrage nicht gefragt." in page.text
    sent = await form_for(poll, "yes", "", "")
    assert (await paul.post(f"/terminabfragen/{poll.id}/antwort", sent)).status_code == 404
    for name in ("dirk", "eva", "frieda", "gustav"):
        assert (await (await visit(name)).get(f"/terminabfragen/{poll.id}")).status_code == 404
    assert (await again(poll)).version == 1


async def test_guest_of_the_group_opens_the_poll_where_they_are_asked(
    cast: Cast, visit: Visit
) -> None:
    poll, _, _ = await asked(cast, "gustav")
    assert (await (await visit("gustav")).get(f"/terminabfragen/{poll.id}")).status_code == 200


async def test_list_names_first_what_waits_for_an_answer(cast: Cast, visit: Visit) -> None:
    poll, voter, _ = await asked(cast)
    carla, bernd = await visit("carla"), await visit("bernd")
    assert "Ihre Antwort fehlt" in (await carla.get("/terminabfragen")).text
    assert "0 von 1 haben geantwortet" in (await bernd.get("/terminabfragen")).text
    await say(voter, Vote.YES, None, None)
    assert "Ihre Antwort fehlt" not in (await carla.get("/terminabfragen")).text
    assert "1 von 1 haben geantwortet" in (await bernd.get("/terminabfragen")).text
    for name in ("dirk", "eva", "frieda", "paul"):
        page = (await (await visit(name)).get("/terminabfragen")).text
        assert str(poll.id) not in page
    part = await carla.get("/terminabfragen", headers={"hx-request-type": "partial"})
    assert "<html" not in part.text

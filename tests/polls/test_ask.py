"""A poll begins: through the page, with mails that are read back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.accounts.tables import Session
from app.core.clock import today
from app.core.tokens import hash_of
from app.people.tables import Person
from app.polls.rules import life
from app.polls.tables import Poll, PollDate, PollVoter
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person
from tests.counting import counted_statements
from tests.polls.post import in_days, letters, names_of, new_poll, row


def address(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/terminabfragen/neu"


async def begin(visit: Visit, cast: Cast, form: dict[str, Any], who: str = "bernd") -> Any:
    browser = await visit(who)
    await browser.get(address(cast))
    return await browser.post(address(cast), form)


async def voters() -> list[str]:
    rows = await PollVoter.select(PollVoter.person.given_name).order_by(PollVoter.person.given_name)
    return [each["person.given_name"] for each in rows]


async def test_form_offers_the_members_and_marks_the_chair_as_needed(
    visit: Visit, cast: Cast
) -> None:
    page = (await (await visit("bernd")).get(address(cast))).text
    for name in ("bernd", "carla", "paul", "gustav"):
        assert f'name="person" value="{cast.id(name)}" checked' in page
    assert f'name="needed" value="{cast.id("bernd")}" checked' in page
    assert f'name="needed" value="{cast.id("carla")}" checked' not in page
    assert f'name="others" value="{cast.id("dirk")}"' in page
    for gone in ("eva", "frieda"):
        assert str(cast.id(gone)) not in page
    assert f'value="{life.usual_deadline(today()).isoformat()}"' in page


async def test_everybody_asked_gets_a_mail_with_a_link_of_their_own(
    visit: Visit, cast: Cast
) -> None:
    form = new_poll(cast, "bernd", "carla", needed=[str(cast.id("bernd"))])
    assert (await begin(visit, cast, form)).status_code == 303
    bernd, carla = await letters(form["id"], "poll_asked")
    assert bernd.row.recipient_address == cast.bernd.email
    stored = await PollVoter.objects().where(PollVoter.person == cast.carla.id).first()
    assert stored is not None
    token = life.vote_token(UUID(str(stored.id)))
    assert stored.vote_token_hash == hash_of(token)
    for kind in ("plain", "html"):
        text = carla.part(kind)
        assert f"https://spurwerk.example.org/u/{token}" in text
        assert "Es geht um Räume." in text
        assert "Kreishaus" in text
        assert "09:00–11:00 Uhr" in text
        assert token not in bernd.part(kind)
    assert carla.message["Subject"] == "Terminabfrage: Steuerungsgruppe Familienzentren, 5. Sitzung"
    assert "jugendhilfeplanung@example.org" in carla.message["Reply-To"]
    needed = await PollVoter.select(PollVoter.person).where(PollVoter.needed.eq(True))
    assert [each["person"] for each in needed] == [cast.id("bernd")]


async def test_pressed_twice_it_is_one_poll_and_one_mail_each(visit: Visit, cast: Cast) -> None:
    form = new_poll(cast, "bernd", "carla")
    for _ in range(2):
        assert (await begin(visit, cast, form)).status_code == 303
    assert await Poll.count() == 1
    assert await PollDate.count() == 2
    assert len(await letters(form["id"])) == 2


async def test_a_guest_becomes_a_person_of_the_body_without_an_account(
    visit: Visit, cast: Cast
) -> None:
    guests = f"Ina Beck, ina.beck@example.org\r\nDirk Dahl, {cast.dirk.email}"
    form = new_poll(cast, "carla", guests=guests)
    assert (await begin(visit, cast, form)).status_code == 303
    assert await voters() == ["Carla", "Dirk", "Ina"]
    ina = await Person.objects().where(Person.email == "ina.beck@example.org").first()
    assert ina is not None
    assert ina.body == cast.body.id
    assert not await Session.exists().where(Session.person == ina.id)
    assert len(await letters(form["id"])) == 3


async def test_address_of_another_county_and_of_who_left_are_refused_at_once(
    visit: Visit, cast: Cast
) -> None:
    foreign = await begin(visit, cast, new_poll(cast, "carla", guests=f"A B, {cast.frieda.email}"))
    assert foreign.status_code == 422
    assert "schon vergeben" in foreign.text
    assert "Falk" not in foreign.text
    left = await begin(visit, cast, new_poll(cast, "carla", guests=f"Eva E, {cast.eva.email}"))
    assert left.status_code == 422
    assert "hat die Gruppe verlassen" in left.text
    assert await Poll.count() == 0
    assert await PollVoter.count() == 0


async def test_blocked_people_are_not_offered_and_not_asked(visit: Visit, cast: Cast) -> None:
    await Person.update({Person.blocked: True}).where(Person.id == cast.carla.id)
    answer = await begin(visit, cast, new_poll(cast, "bernd", "carla"))
    assert answer.status_code == 422
    assert await PollVoter.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Bitte geben Sie der Sitzung einen Namen."),
        ({"title": "x" * 201}, "200"),
        (row(0, "1999-06-01"), "möglich sind 2000 bis 2099"),
        (row(0, "2020-06-01"), "liegt in der Vergangenheit"),
        (row(0, "2100-01-01"), "möglich sind 2000 bis 2099"),
        ({"answers_until": "2100-01-01"}, "möglich sind 2000 bis 2099"),
        ({"title": "\x00\r\n"}, "Bitte geben Sie der Sitzung einen Namen."),
        (row(0, "2027-03-28", "02:30", "04:00"), "weil die Uhr auf Sommerzeit springt"),
        (row(0, in_days(14), "14:00", "12:00"), "Das Ende muss nach dem Beginn liegen."),
        (row(0, in_days(14), "14:00", "14:00"), "Das Ende muss nach dem Beginn liegen."),
        (row(0, in_days(14), "14:00", ""), "wann es endet"),
        (row(0, "", "14:00", "15:00"), "Das Datum fehlt."),
        (row(0, "31.02.2027"), "Dieses Datum gibt es nicht"),
        (row(1, in_days(14)), "schon eingetragen"),
        ({**row(0, "", "", ""), **row(1, "", "", "")}, "mindestens einen Termin"),
        ({"answers_until": "2020-01-01"}, "Vergangenheit"),
        ({"answers_until": in_days(15)}, "nicht nach dem ersten Termin"),
        ({"answers_until": ""}, "Bis wann sollen alle antworten?"),
        ({"video_url": "javascript:alert(1)"}, "https://"),
        ({"person": []}, "mindestens eine Person"),
        ({"guests": "Nur Name"}, "Zeile 1"),
        ({"guests": "Jörg Beck, jörg.beck@example.org"}, "Zeile 1: "),
        ({"guests": "Jörg\x07 Beck, jb@example.org"}, "Zeile 1: "),
    ],
)
async def test_bad_input_comes_back_with_a_sentence_and_what_was_typed(
    visit: Visit, cast: Cast, fields: dict[str, Any], words: str
) -> None:
    answer = await begin(visit, cast, new_poll(cast, "carla", **fields))
    assert answer.status_code == 422
    assert words in answer.text
    assert "Es geht um Räume." in answer.text
    assert await Poll.count() == 0


async def test_more_than_sixty_dates_are_refused_and_sixty_are_taken(
    visit: Visit, cast: Cast
) -> None:
    def dates(number: int) -> dict[str, str]:
        rows = [row(n, in_days(14 + n)) for n in range(number)]
        return {name: value for each in rows for name, value in each.items()}

    refused = await begin(visit, cast, new_poll(cast, "carla", **dates(61)))
    assert refused.status_code == 422
    assert "höchstens 60 Termine" in refused.text
    assert (await begin(visit, cast, new_poll(cast, "carla", **dates(60)))).status_code == 303
    assert await PollDate.count() == 60


async def test_over_midnight_and_to_midnight_are_taken_exactly(visit: Visit, cast: Cast) -> None:
    dates = row(0, in_days(14), "22:00", "00:00") | row(1, in_days(15), "22:00", "01:30")
    assert (await begin(visit, cast, new_poll(cast, "carla", **dates))).status_code == 303
    lengths = [
        each.ends_at - each.starts_at
        for each in await PollDate.objects().order_by(PollDate.starts_at)
    ]
    assert lengths == [timedelta(hours=2), timedelta(hours=3, minutes=30)]


async def test_line_breaks_and_control_characters_in_the_title_stay_out_of_the_head(
    visit: Visit, cast: Cast
) -> None:
    form = new_poll(cast, "carla", title="5. Sitzung\r\nBcc: alle@example.org\x07")
    assert (await begin(visit, cast, form)).status_code == 303
    (mail,) = await letters(form["id"])
    assert mail.message["Bcc"] is None
    assert "5. Sitzung Bcc: alle@example.org" in mail.message["Subject"]


async def test_names_with_line_breaks_do_not_reach_the_head(visit: Visit, cast: Cast) -> None:
    await Person.update({Person.family_name: "Cordes\r\nBcc: alle@example.org"}).where(
        Person.id == cast.carla.id
    )
    form = new_poll(cast, "carla")
    assert (await begin(visit, cast, form)).status_code == 303
    (mail,) = await letters(form["id"])
    assert mail.message["Bcc"] is None
    assert cast.carla.email in mail.message["To"]


async def test_more_rows_keep_what_was_typed_and_store_nothing(visit: Visit, cast: Cast) -> None:
    answer = await begin(visit, cast, new_poll(cast, "carla", aktion="zeilen"))
    assert answer.status_code == 200
    assert answer.text.count('type="date" id="dates-') == 5 + 1
    assert f'value="{in_days(15)}"' in answer.text
    assert await Poll.count() == 0


async def test_people_who_were_not_offered_are_refused_by_every_button(
    visit: Visit, cast: Cast
) -> None:
    for name in ("person", "needed", "others"):
        form = new_poll(cast, "carla", aktion="zeilen") | {name: [str(cast.id("frieda"))]}
        answer = await begin(visit, cast, form)
        assert answer.status_code == 422
        assert "steht nicht in der Liste" in answer.text


async def test_three_thousand_people_are_asked_with_a_few_statements(
    visit: Visit, cast: Cast
) -> None:
    people = [await make_person(cast.body, f"P{n}", "Viele") for n in range(20)]
    for person in people:
        await make_member(cast.group, person)
    browser = await visit("bernd")
    await browser.get(address(cast))
    few = new_poll(cast, "carla")
    many = new_poll(cast, "carla", person=[str(person.id) for person in people])
    with counted_statements() as for_one:
        await browser.post(address(cast), few)
    with counted_statements() as for_twenty:
        assert (await browser.post(address(cast), many)).status_code == 303
    assert len(for_twenty) == len(for_one)
    assert len(await names_of(many["id"], "poll_asked")) == 20

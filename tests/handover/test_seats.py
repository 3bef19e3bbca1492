"""The role goes from one to another, with a day between that is the last."""

import asyncio
from datetime import date, timedelta

import pytest

from app.audit.tables import AuditEntry
from app.core.clock import today
from app.groups.tables import Membership, Role, Standing
from app.outbox.tables import OutgoingMail
from app.people.tables import Person, PersonAddress
from tests.browser import Browser, Visit
from tests.cast import Cast, make_member, make_person
from tests.handover.make import hand_over, hidden, path, preview, seats, wish
from tests.people.make import make_affiliation

BEGAN = date(2024, 1, 1)
NO_ID = "00000000-0000-4000-8000-000000000000"
YESTERDAY = today() - timedelta(days=1)
IN_TEN_DAYS = today() + timedelta(days=10)


async def test_leitung_goes_over_and_the_old_one_stays_a_member(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    shown = (await preview(bernd, path(cast), wish(cast))).text
    assert "Bernd Brandt ist bis gestern Leitung, danach Mitglied (stimmberechtigt)." in shown
    assert f"Carla Cordes ist ab {today():%d.%m.%Y} Leitung, bisher Mitglied." in shown
    assert await seats(cast, "bernd") == [("leitung", BEGAN, None)], "a preview changes nothing"
    answer = await hand_over(bernd, path(cast), wish(cast))
    assert answer.headers["location"] == f"/gruppen/{cast.group.id}"
    assert "Die Übergabe ist eingetragen." in (await bernd.get(f"/gruppen/{cast.group.id}")).text
    assert await seats(cast, "bernd") == [
        ("leitung", BEGAN, YESTERDAY), ("mitglied", today(), None),
    ]  # fmt: skip
    assert await seats(cast, "carla") == [
        ("mitglied", BEGAN, YESTERDAY), ("leitung", today(), None),
    ]  # fmt: skip
    carla = await visit("carla")
    assert (await carla.get(f"/gruppen/{cast.group.id}/mitglieder/neu")).status_code == 200
    assert (await bernd.get(f"/gruppen/{cast.group.id}/mitglieder/neu")).status_code == 403
    (mail,) = await OutgoingMail.objects()
    assert (mail.kind, mail.person_id) == ("group_handed_over", cast.id("carla"))
    assert await AuditEntry.count().where(AuditEntry.action == "group.handed_over") == 1


async def test_who_leaves_loses_every_right_at_once(visit: Visit, cast: Cast) -> None:
    bernd, anna = await visit("bernd"), await visit("anna")
    await hand_over(anna, path(cast), wish(cast, after="leaves"))
    assert await seats(cast, "bernd") == [("leitung", BEGAN, YESTERDAY)]
    for address in (f"/gruppen/{cast.group.id}", path(cast)):
        assert (await bernd.get(address)).status_code == 404
    assert await OutgoingMail.count() == 2, "both are told when the office does it"


@pytest.mark.parametrize(
    ("standing", "fields", "reads"),
    [
        ("voting", {"after": "leaves"}, False),
        ("advisory", {}, False),
        ("voting", {"after": "leaves", "starts_on": IN_TEN_DAYS.isoformat()}, True),
    ],
)
async def test_who_hands_over_lands_where_they_may_still_read(
    visit: Visit, cast: Cast, standing: str, fields: dict[str, str], reads: bool
) -> None:
    of_bernd = Membership.person == cast.id("bernd")
    await Membership.update({Membership.standing: standing}).where(of_bernd)
    bernd = await visit("bernd")
    location = (await hand_over(bernd, path(cast), wish(cast, **fields))).headers["location"]
    assert location == (f"/gruppen/{cast.group.id}" if reads else "/gruppen")
    assert (await bernd.get(location)).status_code == 200
    assert (await bernd.get(f"/gruppen/{cast.group.id}")).status_code == (200 if reads else 404)


async def test_somebody_new_becomes_a_member_with_the_role_from_a_day(
    visit: Visit, cast: Cast
) -> None:
    await make_affiliation(cast.dirk, cast.traeger)
    day = today() + timedelta(days=10)
    chosen = wish(
        cast, taker_id="", taker_mail=cast.dirk.email.upper(), starts_on=day.isoformat(),
        standing="advisory",
    )  # fmt: skip
    anna = await visit("anna")
    shown = (await preview(anna, path(cast), chosen)).text
    assert f"Dirk Dahl ist ab {day:%d.%m.%Y} Leitung und neu in der Gruppe (beratend)." in shown
    assert (await hand_over(anna, path(cast), chosen)).status_code == 303
    assert await seats(cast, "dirk") == [("leitung", day, None)]
    assert await seats(cast, "bernd") == [
        ("leitung", BEGAN, day - timedelta(days=1)), ("mitglied", day, None),
    ]  # fmt: skip
    (row,) = await Membership.objects().where(
        Membership.person == cast.id("dirk"), Membership.group == cast.group.id
    )
    assert (row.traeger, row.standing) == (cast.traeger.id, "advisory")


async def test_a_later_membership_of_the_new_one_is_not_overlapped(
    visit: Visit, cast: Cast
) -> None:
    later = today() + timedelta(days=100)
    await make_member(cast.group, cast.dirk, since=later)
    await PersonAddress(person=cast.dirk.id, email="dahl@example.org").save()
    chosen = wish(cast, taker_id="", taker_mail="dahl@example.org")
    await hand_over(await visit("anna"), path(cast), chosen)
    assert [row[1:] for row in await seats(cast, "dirk")] == [
        (today(), later - timedelta(days=1)), (later, None),
    ]  # fmt: skip


async def test_a_role_that_began_today_changes_in_place(visit: Visit, cast: Cast) -> None:
    await Membership.update({Membership.since: today()}).where(
        Membership.person.is_in([cast.id("bernd"), cast.id("carla")])
    )
    await hand_over(await visit("anna"), path(cast), wish(cast))
    assert await seats(cast, "bernd") == [("mitglied", today(), None)]
    assert await seats(cast, "carla") == [("leitung", today(), None)]


async def test_deputies_and_the_seat_follow_who_stays(visit: Visit, cast: Cast) -> None:
    (old,) = await Membership.objects().where(Membership.person == cast.id("bernd"))
    await Membership.update(
        {Membership.seat: "Jugendamt", Membership.traeger: cast.traeger.id}
    ).where(Membership.id == old.id)
    deputy = await make_member(cast.group, cast.dirk, standing=Standing.DEPUTY, deputy_of=old.id)
    await hand_over(await visit("anna"), path(cast), wish(cast))
    (new,) = await Membership.objects().where(
        Membership.person == cast.id("bernd"), Membership.role == Role.MITGLIED
    )
    follows = await Membership.objects().get(Membership.id == deputy.id)
    assert follows is not None
    assert follows.deputy_of == new.id
    assert (new.seat, new.traeger) == ("Jugendamt", cast.traeger.id)


async def test_the_office_makes_somebody_koordination(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    chosen = wish(cast, giver="anna", taker="carla")
    shown = (await preview(anna, path(cast), chosen)).text
    assert "Anna Albers hat hier keine leitende Rolle, die enden könnte." in shown
    assert (await hand_over(anna, path(cast), chosen)).status_code == 303
    assert (await seats(cast, "carla"))[-1] == ("koordination", today(), None)
    assert (await seats(cast, "bernd")) == [("leitung", BEGAN, None)]


async def test_pressed_twice_it_is_one_handover(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    sent = hidden((await preview(bernd, path(cast), wish(cast, after="leaves"))).text)
    answers = [await bernd.post(path(cast), sent) for _ in "12"]
    assert [answer.headers["location"] for answer in answers] == ["/gruppen", "/gruppen"]
    assert len(await seats(cast, "carla")) == 2
    assert await OutgoingMail.count() == 1


async def test_two_handovers_at_the_same_moment_are_one(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    sent = hidden((await preview(anna, path(cast), wish(cast))).text)
    await asyncio.gather(*(anna.post(path(cast), sent) for _ in range(3)))
    assert len(await seats(cast, "carla")) == 2
    assert await AuditEntry.count().where(AuditEntry.action == "group.handed_over") == 1


async def test_what_changed_since_the_preview_is_shown_again(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    sent = hidden((await preview(anna, path(cast), wish(cast))).text)
    await Membership.update({Membership.role: Role.KOORDINATION}).where(
        Membership.person == cast.id("bernd")
    )
    answer = await anna.post(path(cast), sent)
    assert answer.status_code == 422
    assert "Inzwischen hat sich etwas geändert." in answer.text
    assert "ist bis gestern Koordination" in answer.text
    assert (await anna.post(path(cast), hidden(answer.text))).status_code == 303


async def test_the_choice_can_be_changed_after_the_preview(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    sent = hidden((await preview(anna, path(cast), wish(cast, after="leaves"))).text)
    page = (await anna.post(path(cast), sent | {"aendern": "ja"})).text
    assert f'<option value="{cast.id("carla")}" selected>' in page
    assert 'value="leaves" checked' in page
    assert await seats(cast, "bernd") == [("leitung", BEGAN, None)]


async def test_wrong_choices_are_named(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    shut_out = await make_person(cast.body, "Sven", "Sorge", blocked=True)
    foreign = {"taker_id": "", "taker_mail": cast.frieda.email}
    for fields, words in (
        ({"taker_id": str(cast.id("bernd"))}, "Das ist dieselbe Person."),
        ({"taker_id": ""}, "Bitte wählen Sie jemanden aus der Liste"),
        ({"taker_mail": "x@example.org"}, "Bitte wählen Sie jemanden aus der Liste"),
        (foreign, "Unter dieser Adresse gibt es hier niemanden."),
        (foreign | {"taker_mail": shut_out.email}, "Unter dieser Adresse gibt es hier niemanden."),
        ({"taker_id": "", "taker_mail": "x"}, "gültige E-Mail-Adresse"),
        ({"starts_on": YESTERDAY.isoformat()}, "frühestens ab heute"),
        ({"starts_on": "2999-01-01"}, "im nächsten Jahr"),
        ({"parts": []}, "Bitte wählen Sie, was übergeht."),
        ({"giver_id": str(cast.id("carla"))}, "Bitte einen Eintrag aus der Liste wählen"),
    ):
        chosen = wish(cast, **fields)
        answer = await preview(anna, path(cast), chosen)
        assert (answer.status_code, words in answer.text) == (422, True), (fields, words)
        assert (await anna.post(path(cast), chosen | {"seen": "x", "id": NO_ID})).status_code == 422
    assert len(await seats(cast, "bernd")) == 1


async def test_who_hands_over_is_not_offered_to_take_over(visit: Visit, cast: Cast) -> None:
    of_carla = Membership.person == cast.carla.id
    await Membership.update({Membership.role: Role.LEITUNG}).where(of_carla)
    bernd, anna = await visit("bernd"), await visit("anna")

    async def offered(browser: Browser, address: str) -> str:
        return (await browser.get(address)).text.split('name="taker_id"')[1].split("</select>")[0]

    bernds, carlas = (f'value="{cast.id(name)}"' for name in ("bernd", "carla"))
    both = await offered(bernd, path(cast))
    assert (bernds in both, carlas in both) == (True, True), "each may hand over to the other"
    await Membership.update({Membership.role: Role.MITGLIED}).where(of_carla)
    only = await offered(bernd, path(cast))
    assert (bernds in only, carlas in only) == (False, True)
    await make_member(cast.group, cast.anna, role="leitung")
    annas = f'value="{cast.id("anna")}"'
    assert annas not in await offered(anna, f"/personen/{cast.id('anna')}/uebergabe")


async def test_of_somebody_who_is_shut_out_the_role_can_be_taken_over(
    visit: Visit, cast: Cast
) -> None:
    await Person.update({Person.blocked: True}).where(Person.id == cast.id("bernd"))
    anna = await visit("anna")
    assert (await hand_over(anna, path(cast), wish(cast))).status_code == 303
    (mail,) = await OutgoingMail.objects()
    assert mail.person_id == cast.id("carla")
    back = await preview(anna, path(cast), wish(cast, "carla", "bernd"))
    assert back.status_code == 422


async def test_nobody_else_hands_over(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    sent = hidden((await preview(anna, path(cast), wish(cast))).text)
    for name, status in (
        ("carla", 403), ("paul", 403), ("gustav", 404), ("dirk", 404), ("eva", 404),
        ("frieda", 404),
    ):  # fmt: skip
        browser: Browser = await visit(name)
        await browser.get("/einstellungen")
        assert (await browser.get(path(cast))).status_code == status
        assert (await browser.post(path(cast), sent)).status_code == status
    assert await seats(cast, "bernd") == [("leitung", BEGAN, None)]


async def test_who_leads_hands_over_nothing_of_the_office(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    assert (
        "Anna Albers (Koordination" not in (await bernd.get(path(cast))).text.split("taker_id")[0]
    )
    answer = await preview(bernd, path(cast), wish(cast, giver="anna"))
    assert answer.status_code == 422

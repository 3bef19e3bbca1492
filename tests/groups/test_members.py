"""The leading takes people in, changes and ends memberships."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.audit.tables import AuditEntry
from app.core import clock
from app.core.clock import today
from app.groups.tables import Membership, Role
from app.people.tables import Affiliation, Person
from tests.browser import Visit
from tests.cast import Cast, make_group, make_member, make_person, make_traeger
from tests.groups.make import make_rule
from tests.people.make import make_affiliation


def typed(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "person_id": "",
        "role": "mitglied",
        "standing": "voting",
        "since": "2025-01-01",
        "invite_by_default": "y",
        "version": "1",
        **fields,
    }


def somebody_new(**fields: str) -> dict[str, str]:
    return typed(given_name="Olaf", family_name="Krüger", email="Krueger@example.org", **fields)


async def saved(membership_id: UUID | str) -> Membership:
    membership = await Membership.objects().get(Membership.id == membership_id)
    assert membership is not None
    return membership


async def membership_of(cast: Cast, name: str) -> Membership:
    found = await Membership.objects().get(
        (Membership.person == cast.id(name)) & (Membership.group == cast.group.id)
    )
    assert found is not None
    return found


def path(cast: Cast, rest: object = "neu") -> str:
    return f"/gruppen/{cast.group.id}/mitglieder/{rest}"


async def test_person_from_the_list_sits_for_their_only_traeger(visit: Visit, cast: Cast) -> None:
    await make_affiliation(cast.dirk, cast.traeger)
    bernd = await visit("bernd")
    form = typed(person_id=str(cast.id("dirk")), seat="freie Träger, Region Nord")
    answer = await bernd.post(path(cast), form)
    asked = f"/gruppen/{cast.group.id}/personen/{cast.id('dirk')}/einladungen"
    assert answer.headers["location"] == asked
    onwards = await bernd.get(asked)
    assert onwards.headers["location"] == f"/gruppen/{cast.group.id}", "no meeting to ask about"
    membership = await saved(form["id"])
    assert (membership.person, membership.traeger) == (cast.id("dirk"), cast.traeger.id)
    assert (membership.seat, membership.since) == ("freie Träger, Region Nord", date(2025, 1, 1))
    assert "Dirk Dahl" in (await bernd.get(f"/gruppen/{cast.group.id}")).text
    dirk = await visit("dirk")
    assert (await dirk.get(f"/gruppen/{cast.group.id}")).status_code == 200


async def test_new_person_is_entered_with_traeger_once(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    form = somebody_new(traeger_id=str(cast.traeger.id))
    answers = [await bernd.post(path(cast), form) for _ in "12"]
    assert [answer.status_code for answer in answers] == [303, 303]
    person = await Person.objects().get(Person.email == "krueger@example.org")
    assert person is not None
    assert (await saved(form["id"])).person == person.id
    assert await Affiliation.count().where(Affiliation.person == person.id) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "membership.begun") == 1


async def test_seat_is_chosen_from_the_rules(visit: Visit, cast: Cast) -> None:
    quote = "ein Mitglied des Kreiselternrats"
    rule = await make_rule(cast.group, quote)
    elsewhere = await make_rule(cast.other_group, "drei Personen von anderswo")
    bernd = await visit("bernd")
    page = await bernd.get(path(cast), params={"sitz": str(rule.id)})
    assert f'<option value="{rule.id}" selected>„{quote}“' in page.text
    assert "anderswo" not in page.text
    form = somebody_new(rule=str(rule.id))
    assert (await bernd.post(path(cast), form)).status_code == 303
    assert (await saved(form["id"])).rule == rule.id
    assert (await saved(form["id"])).seat == ""
    assert f"Sitz: {quote}" in (await bernd.get(f"/gruppen/{cast.group.id}")).text
    for wrong in ({"rule": str(elsewhere.id)}, {"rule": str(rule.id), "seat": "noch einer"}):
        refused = await bernd.post(path(cast, form["id"]), typed(**wrong))
        assert refused.status_code == 422
    assert "nicht beides" in refused.text


async def test_taken_address_is_named_and_everything_typed_stays(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    form = somebody_new() | {"email": cast.dirk.email}
    answer = await bernd.post(path(cast), form)
    assert answer.status_code == 422
    assert "gehört schon zu Dirk Dahl" in answer.text
    assert 'value="Krüger"' in answer.text
    assert await Membership.count().where(Membership.id == form["id"]) == 0


async def test_somebody_must_be_named_and_only_one(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    for form, words in (
        (typed(), "Bitte wählen Sie eine Person oder tragen Sie eine neue ein."),
        (somebody_new(person_id=str(cast.id("dirk"))), "nicht beides"),
        (typed(given_name="Olaf"), "Der Nachname fehlt."),
        (typed(given_name="Olaf", family_name="K", email="olaf"), "gültige E-Mail-Adresse"),
        (typed(person_id=str(cast.id("frieda"))), "Bitte einen Eintrag aus der Liste wählen"),
        (somebody_new(until="2024-01-01"), "Das Ende liegt vor dem Beginn."),
    ):
        answer = await bernd.post(path(cast), form)
        assert answer.status_code == 422
        assert words in answer.text
    assert await Person.count().where(Person.given_name == "Olaf") == 0


async def test_nobody_is_member_twice_at_the_same_time(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    twice = await bernd.post(path(cast), typed(person_id=str(cast.id("carla"))))
    assert twice.status_code == 422
    assert "ist hier schon Mitglied: ab 01.01.2024, ohne Ende" in twice.text
    assert 'id="person_id-fehler"' in twice.text
    again = await bernd.post(path(cast), typed(person_id=str(cast.id("eva"))))
    assert again.status_code == 303, "Eva left on 31.12.2024 and may come back"


async def test_membership_is_changed(visit: Visit, cast: Cast) -> None:
    member = await make_member(cast.group, await make_person(cast.body, "Anke", "Sievers"))
    deputy = await make_member(cast.group, await make_person(cast.body, "Jonas", "Thiel"))
    bernd = await visit("bernd")
    shown = (await bernd.get(path(cast, deputy.id))).text
    assert "Anke Sievers" in shown
    form = typed(standing="deputy", deputy_of=str(member.id), traeger_id=str(cast.traeger.id))
    del form["invite_by_default"]
    assert (await bernd.post(path(cast, deputy.id), form)).status_code == 303
    changed = await saved(deputy.id)
    assert (changed.standing, changed.deputy_of) == ("deputy", member.id)
    assert (changed.traeger, changed.invite_by_default) == (cast.traeger.id, False)
    kept = (await bernd.get(path(cast, deputy.id))).text
    assert f'<option value="{member.id}" selected>Anke Sievers' in kept
    assert f'<option value="{cast.traeger.id}" selected>' in kept


async def test_nobody_stands_in_for_somebody_of_another_group(visit: Visit, cast: Cast) -> None:
    elsewhere = await make_group(cast.body, "Andere Gruppe")
    foreign = await make_member(elsewhere, cast.dirk)
    abroad = await make_traeger(cast.other_body, "Beispielauer Hilfen")
    bernd = await visit("bernd")
    for wrong in (
        somebody_new(deputy_of=str(foreign.id)),
        somebody_new(traeger_id=str(abroad.id)),
        typed(id=str(foreign.id), person_id=str(cast.id("dirk"))),
    ):
        answer = await bernd.post(path(cast), wrong)
        assert answer.status_code in {404, 422}
    assert await Membership.count().where(Membership.group == cast.group.id) == 5


async def test_member_ended_today_sees_the_group_until_midnight(
    visit: Visit, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    membership = await membership_of(cast, "carla")
    bernd, carla = await visit("bernd"), await visit("carla")
    assert (await bernd.post(path(cast, f"{membership.id}/ende"))).status_code == 303
    assert (await saved(membership.id)).until == today()
    assert "Letzter Tag ist heute" in (await bernd.get(path(cast, membership.id))).text
    assert (await carla.get(f"/gruppen/{cast.group.id}")).status_code == 200
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert (await carla.get(f"/gruppen/{cast.group.id}")).status_code in {303, 404}


async def test_member_ended_at_once_sees_nothing_any_more(visit: Visit, cast: Cast) -> None:
    membership = await membership_of(cast, "carla")
    bernd, carla = await visit("bernd"), await visit("carla")
    for _ in "12":
        await bernd.post(path(cast, f"{membership.id}/ende"), {"wann": "sofort"})
    assert (await saved(membership.id)).until == today() - timedelta(days=1)
    assert await AuditEntry.count().where(AuditEntry.action == "membership.ended") == 1
    assert (
        "Alle Mitgliedschaften (frühere: 2)" in (await bernd.get(f"/gruppen/{cast.group.id}")).text
    )
    assert (await carla.get(f"/gruppen/{cast.group.id}")).status_code == 404

    await bernd.post(path(cast, membership.id), typed(version="2"))
    assert (await carla.get(f"/gruppen/{cast.group.id}")).status_code == 200, "undone by editing"


async def test_membership_that_has_not_begun_is_struck_out(visit: Visit, cast: Cast) -> None:
    nora = await make_person(cast.body, "Nora", "Neu")
    coming = await make_member(cast.group, nora, since=today() + timedelta(days=9))
    bernd = await visit("bernd")
    assert "künftige: 1, frühere: 1" in (await bernd.get(f"/gruppen/{cast.group.id}")).text
    assert "Mitgliedschaft streichen" in (await bernd.get(path(cast, coming.id))).text
    await bernd.post(path(cast, f"{coming.id}/ende"))
    assert await Membership.count().where(Membership.id == coming.id) == 0


async def test_changed_period_must_not_overlap_either(visit: Visit, cast: Cast) -> None:
    again = await make_member(cast.group, cast.eva, since=today(), role=Role.MITGLIED)
    bernd = await visit("bernd")
    answer = await bernd.post(path(cast, again.id), typed(since="2024-12-31"))
    assert answer.status_code == 422
    assert 'id="since-fehler"' in answer.text
    assert (await bernd.post(path(cast, again.id), typed(since="2025-01-01"))).status_code == 303


async def test_membership_is_found_only_in_its_own_group(visit: Visit, cast: Cast) -> None:
    other = await make_member(cast.other_group, cast.gustav)
    bernd = await visit("bernd")
    assert (await bernd.get(path(cast, other.id))).status_code == 404
    assert (await bernd.post(path(cast, f"{other.id}/ende"))).status_code == 404
    assert (await saved(other.id)).until is None


async def test_chair_who_ends_their_own_membership_is_led_to_the_list(
    visit: Visit, cast: Cast
) -> None:
    membership, bernd = await membership_of(cast, "bernd"), await visit("bernd")
    answer = await bernd.post(path(cast, f"{membership.id}/ende"), {"wann": "sofort"})
    assert answer.headers["location"] == "/gruppen"
    assert (await bernd.get(f"/gruppen/{cast.group.id}")).status_code == 404

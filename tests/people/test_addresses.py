"""One person, several addresses; each address one person."""

from asyncio import gather
from uuid import uuid4

import pytest
from litestar import Litestar

from app.core.clock import now
from app.outbox.tables import OutgoingMail
from app.people.forms.persons import PersonData
from app.people.operations.addresses import add_address
from app.people.operations.persons import create_person
from app.people.rules import EmailTaken, as_typed, without_tag
from app.people.tables import Person, PersonAddress
from tests.accounts.test_login import ask, link_in
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mails import last_mail, part
from tests.people.make import make_address


def typed(address: str) -> dict[str, str]:
    return {"id": str(uuid4()), "address": address}


async def test_further_address_is_added_once_and_removed(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}"
    form = typed("Carla@Zuhause.example.org")
    answers = [await anna.post(f"{path}/adressen", form) for _ in "12"]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [row["email"] for row in await PersonAddress.select()] == ["carla@zuhause.example.org"]
    assert "carla@zuhause.example.org" in (await anna.get(path)).text
    assert (await anna.post(f"{path}/adressen/{form['id']}/weg")).status_code == 303
    assert not await PersonAddress.exists()


async def test_address_for_invitations_is_swapped(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    first = cast.carla.email
    other = await make_address(cast.carla, "carla@zuhause.example.org")
    path = f"/personen/{cast.id('carla')}"
    assert (await anna.post(f"{path}/adressen/{other.id}/einladungen")).status_code == 303
    person = await Person.objects().get(Person.id == cast.id("carla"))
    assert person is not None
    assert (person.email, person.version) == ("carla@zuhause.example.org", 2)
    assert [row["email"] for row in await PersonAddress.select()] == [first]
    assert "Neue Einladungen gehen an carla@zuhause.example.org." in (await anna.get(path)).text


async def test_login_works_with_any_own_address_and_the_mail_goes_there(
    app: Litestar, cast: Cast
) -> None:
    await make_address(cast.carla, "carla@xn--mller-kva.example.org")
    for typed_in, sent_to in (
        (" Carla@Müller.example.org ", "carla@xn--mller-kva.example.org"),
        (cast.carla.email.upper(), cast.carla.email),
    ):
        browser = Browser(app)
        assert await ask(browser, typed_in) == 303
        row = (
            await OutgoingMail.objects().order_by(OutgoingMail.created_at, ascending=False).first()
        )
        assert row is not None
        assert row.recipient_address == sent_to
        link = link_in(part(await last_mail()))
        await browser.get(link)
        await browser.post(link.split("?")[0], {"weiter": "/einstellungen"})
        assert "Carla Cordes" in (await browser.get("/einstellungen")).text


async def test_removed_address_logs_nobody_in(app: Litestar, visit: Visit, cast: Cast) -> None:
    other = await make_address(cast.carla, "carla@zuhause.example.org")
    await (await visit("anna")).post(f"/personen/{cast.id('carla')}/adressen/{other.id}/weg")
    await ask(Browser(app), "carla@zuhause.example.org")
    assert not await OutgoingMail.exists()


async def test_address_of_somebody_else_is_refused_both_ways(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await make_address(cast.bernd, "bernd@zuhause.example.org")
    path = f"/personen/{cast.id('carla')}"
    for taken in (cast.bernd.email.upper(), "Bernd@Zuhause.example.org"):
        answer = await anna.post(f"{path}/adressen", typed(taken))
        assert answer.status_code == 422
        assert "gehört schon zu Bernd Brandt" in answer.text
        assert 'id="address-fehler"' in answer.text
    change = {
        "version": "1", "given_name": "Carla", "family_name": "Cordes",
        "email": "bernd@zuhause.example.org",
    }  # fmt: skip
    assert "gehört schon zu Bernd Brandt" in (await anna.post(path, change)).text
    new = {"id": str(uuid4()), "given_name": "B", "family_name": "B", "email": change["email"]}
    assert (await anna.post("/personen/neu", new)).status_code == 422
    abroad = await anna.post(f"{path}/adressen", typed(cast.frieda.email))
    assert "in Spurwerk schon vergeben" in abroad.text
    assert "Falk" not in abroad.text


async def test_own_further_address_is_not_typed_but_chosen(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await make_address(cast.carla, "carla@zuhause.example.org")
    change = {
        "version": "1", "given_name": "Carla", "family_name": "Cordes",
        "email": "carla@zuhause.example.org",
    }  # fmt: skip
    answer = await anna.post(f"/personen/{cast.id('carla')}", change)
    assert answer.status_code == 422
    assert "Für Einladungen verwenden“, wenn" in answer.text


async def test_two_people_at_once_never_get_one_address(cast: Cast) -> None:
    actor = await cast.actor("anna")
    email = "neu@zuhause.example.org"
    data = PersonData(given_name="Nora", family_name="Neu", email=email)
    results = await gather(
        create_person(actor, uuid4(), cast.body.id, data, now=now()),
        add_address(actor, cast.id("carla"), uuid4(), email),
        add_address(actor, cast.id("bernd"), uuid4(), email),
        return_exceptions=True,
    )
    assert sum(isinstance(result, EmailTaken) for result in results) == 2
    in_both = await Person.count().where(Person.email == email) + await PersonAddress.count()
    assert in_both == 1


async def test_address_with_a_plus_is_another_one_but_says_so(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await make_address(cast.bernd, "bernd.amt@example.org")
    path = f"/personen/{cast.id('carla')}"
    assert (
        await anna.post(f"{path}/adressen", typed("bernd.amt+jha@example.org"))
    ).status_code == 303
    text = (await anna.get(path)).text
    assert "bernd.amt@example.org ist bei Bernd Brandt eingetragen" in text
    assert "zwei verschiedene Adressen" in text


async def test_umlauts_in_the_domain_are_shown_as_typed(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/personen/{cast.id('carla')}"
    await anna.post(f"{path}/adressen", typed("Carla@Müller.example.org"))
    text = (await anna.get(path)).text
    assert "carla@xn--mller-kva.example.org" in text
    assert "Geschrieben carla@müller.example.org" in text
    local = await anna.post(f"{path}/adressen", typed("jörg@example.org"))
    assert local.status_code == 422
    assert "Vor dem @ darf die E-Mail-Adresse keine Umlaute" in local.text


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("anna+amt@example.org", "anna@example.org"),
        ("anna+a+b@example.org", "anna@example.org"),
        ("anna@example.org", None),
        ("+amt@example.org", None),
    ],
)
def test_mailbox_without_its_tag(email: str, mailbox: str | None) -> None:
    assert without_tag(email) == mailbox


def test_domain_that_is_no_punycode_stays() -> None:
    assert as_typed("a@xn--99999999.example.org") == "a@xn--99999999.example.org"


async def test_address_is_changed_only_through_its_own_person(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    other = await make_address(cast.bernd, "bernd@zuhause.example.org")
    for what in ("weg", "einladungen"):
        answer = await anna.post(f"/personen/{cast.id('carla')}/adressen/{other.id}/{what}")
        assert answer.status_code == 404
    assert await PersonAddress.count().where(PersonAddress.person == cast.id("bernd")) == 1

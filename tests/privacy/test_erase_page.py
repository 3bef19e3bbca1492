"""The office deletes a person: sees before what happens, types the word, and only with a fresh login."""

from datetime import timedelta

from app.accounts.tables import Session
from app.audit.tables import AuditEntry
from app.core.clock import now
from app.people.tables import Body, Person
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text
from tests.privacy.make import fresh
from tests.privacy.test_erase import leave


def path_of(cast: Cast) -> str:
    return f"/personen/{cast.id('carla')}/loeschen"


async def test_page_says_before_what_will_happen_and_where_the_name_stands(
    visit: Visit, cast: Cast
) -> None:
    await leave(cast.carla)
    await Body.update({Body.contact_name: "Carla Cordes"}).where(Body.id == cast.body.id)
    meeting = await make_held(cast.group)
    await make_text(
        await make_minutes(meeting), await first_item(meeting), "Frau Cordes; Cordes; streng."
    )
    anna = await visit("anna")
    assert f'href="{path_of(cast)}"' in (await anna.get(f"/personen/{cast.id('carla')}")).text
    shown = (await anna.get(path_of(cast))).text
    assert "Carla Cordes löschen?" in shown
    assert "Text im Protokoll" in shown
    assert cast.group.name in shown
    assert "streng" not in shown
    assert "Stellen, an denen der Nachname stehen bleibt" in shown
    assert "noch öffentlich als Ansprechperson" in shown
    assert (await fresh(cast.carla)).pseudonym is None


async def test_the_word_makes_it_happen_and_leads_to_the_list(visit: Visit, cast: Cast) -> None:
    await leave(cast.carla)
    anna = await visit("anna")
    answer = await anna.post(path_of(cast), {"word": "löschen"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/personen")
    assert "heißt jetzt Ehemaliges Mitglied 1" in (await anna.get("/personen")).text
    assert (await fresh(cast.carla)).erased_at is not None
    assert "ist am" in (await anna.get(path_of(cast))).text
    entry = await AuditEntry.objects().get(AuditEntry.action == "person.erased")
    assert entry is not None
    assert (entry.actor_id, entry.subject_id) == (cast.id("anna"), cast.id("carla"))


async def test_without_the_word_nothing_happens(visit: Visit, cast: Cast) -> None:
    await leave(cast.carla)
    anna = await visit("anna")
    answer = await anna.post(path_of(cast), {"word": "ja"})
    assert answer.status_code == 422
    assert "Bitte geben Sie zur Bestätigung das Wort LÖSCHEN ein." in answer.text
    assert (await fresh(cast.carla)).erased_at is None


async def test_a_member_is_refused_and_the_page_offers_no_button(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    shown = (await anna.get(path_of(cast))).text
    assert "Bitte beenden Sie zuerst die Mitgliedschaft" in shown
    assert "Endgültig löschen" not in shown
    answer = await anna.post(path_of(cast), {"word": "LÖSCHEN"})
    assert answer.status_code == 422
    assert "Carla Cordes ist noch Mitglied" in answer.text


async def test_a_login_of_eleven_minutes_does_not_suffice(visit: Visit, cast: Cast) -> None:
    await leave(cast.carla)
    anna = await visit("anna")
    await Session.update({Session.created_at: now() - timedelta(minutes=11)}, force=True)
    answer = await anna.post(path_of(cast), {"word": "LÖSCHEN"})
    assert answer.status_code == 422
    assert "liegt länger als zehn Minuten zurück" in answer.text
    assert not await Person.exists().where(Person.erased_at.is_not_null())


async def test_whoever_is_deleted_cannot_log_in_any_more(visit: Visit, cast: Cast) -> None:
    await leave(cast.carla)
    carla, anna = await visit("carla"), await visit("anna")
    await anna.post(path_of(cast), {"word": "LÖSCHEN"})
    answer = await carla.get("/einstellungen")
    assert answer.headers["location"].startswith("/anmelden")

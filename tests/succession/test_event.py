"""A Spurgruppe prepares an event, keeps who takes part and what came of it, and ends with it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core.clock import today
from app.files.tables import File
from app.groups.tables import EventFile, EventParticipant, Group, GroupEvent, GroupKind, Insight
from tests.browser import Browser, Visit
from tests.cast import Cast, make_person
from tests.files.samples import SAMPLES
from tests.succession.make import make_event, make_event_file


@pytest.fixture(autouse=True)
async def _spurgruppe(cast: Cast) -> None:
    await Group.update({Group.kind: GroupKind.SPURGRUPPE}).where(Group.id == cast.group.id)


PDF = SAMPLES["pdf"]


def path(cast: Cast) -> str:
    return f"/gruppen/{cast.group.id}/veranstaltung"


def typed(**fields: str) -> dict[str, str]:
    return {"version": "0", "title": "Großgruppenkonferenz", **fields}


async def stored(cast: Cast) -> GroupEvent | None:
    return await GroupEvent.objects().where(GroupEvent.group == cast.group.id).first()


async def test_leading_enters_what_the_group_prepares(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    assert "Veranstaltung eintragen" in (await bernd.get(path(cast))).text
    form = typed(starts_on="2026-12-01", ends_on="2026-12-02", place="Stadthalle", purpose="Ideen")
    assert (await bernd.post(f"{path(cast)}/bearbeiten", form)).status_code == 303
    assert (await bernd.post(f"{path(cast)}/bearbeiten", form)).status_code == 303, "twice"
    event = await stored(cast)
    assert event is not None
    assert (event.title, event.place, event.version) == ("Großgruppenkonferenz", "Stadthalle", 1)
    text = (await (await visit("carla")).get(path(cast))).text
    assert "01.12.2026 bis 02.12.2026" in text
    assert "Veranstaltung bearbeiten" not in text
    story = (await bernd.get(f"/gruppen/{cast.group.id}/regeln")).text
    assert "Veranstaltung: Großgruppenkonferenz" in story


async def test_other_kinds_of_groups_have_no_such_page(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    other = f"/gruppen/{cast.other_group.id}/veranstaltung"
    assert (await anna.get(other)).status_code == 404
    assert (await anna.post(f"{other}/bearbeiten", typed())).status_code == 404


async def test_two_at_once_lose_nothing(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    await bernd.post(f"{path(cast)}/bearbeiten", typed(purpose="Schneller"))
    late = await bernd.post(f"{path(cast)}/bearbeiten", typed(purpose="Langsamer"))
    assert late.status_code == 409
    assert "<p>Schneller</p>" in late.text
    assert "Langsamer</textarea>" in late.text
    form = typed(version="1", purpose="Beides")
    assert (await bernd.post(f"{path(cast)}/bearbeiten", form)).status_code == 303


async def test_wrong_period_comes_back(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    for wrong, words in (
        (typed(starts_on="2026-12-02", ends_on="2026-12-01"), "Das Ende liegt vor dem Beginn"),
        (typed(ends_on="2026-12-01"), "auch den ersten Tag"),
        (typed(title=""), "einen Titel"),
    ):
        answer = await bernd.post(f"{path(cast)}/bearbeiten", wrong)
        assert answer.status_code == 422
        assert words in answer.text
    assert await stored(cast) is None


def joins(**fields: str) -> dict[str, str]:
    return {"id": str(uuid4()), "person_id": "", "traeger_id": "", "number": "1", **fields}


async def test_people_and_numbers_per_traeger_take_part(visit: Visit, cast: Cast) -> None:
    await make_event(cast.group)
    bernd = await visit("bernd")
    address = f"{path(cast)}/teilnehmende"
    person = joins(person_id=str(cast.jutta.id), part="Begrüßung")
    for form in (person, person, joins(traeger_id=str(cast.traeger.id), number="12")):
        assert (await bernd.post(address, form)).status_code == 303
    text = (await bernd.get(path(cast))).text
    assert "Teilnehmende (13)" in text
    assert "Jutta Jansen" in text
    printed = (await bernd.get(address)).text
    for words in ("Unterschrift", "Jugendwerk Nord e. V.", "Begrüßung", "13 Teilnehmende"):
        assert words in printed
    row = await EventParticipant.objects().where(EventParticipant.person == cast.jutta.id).first()
    assert row is not None
    assert (await bernd.post(f"{address}/{row.id}/entfernen")).status_code == 303
    assert await EventParticipant.count() == 1


async def test_wrong_participants_come_back(visit: Visit, cast: Cast) -> None:
    await make_event(cast.group)
    bernd = await visit("bernd")
    carla, traeger = str(cast.carla.id), str(cast.traeger.id)
    await bernd.post(f"{path(cast)}/teilnehmende", joins(person_id=carla))
    abroad = await make_person(cast.other_body, "Fritz", "Fremd")
    for wrong, words in (
        (joins(), "eine Person oder einen Träger"),
        (joins(person_id=carla, traeger_id=traeger), "nicht beides"),
        (joins(traeger_id=traeger, number="0"), "zwischen 1 und 2000"),
        (joins(person_id=carla), "steht schon auf der Liste"),
        (joins(person_id=str(abroad.id)), "Bitte einen Eintrag aus der Liste"),
    ):
        answer = await bernd.post(f"{path(cast)}/teilnehmende", wrong)
        assert answer.status_code == 422
        assert words in answer.text
    assert await EventParticipant.count() == 1


async def test_names_follow_the_rule_of_the_group(visit: Visit, cast: Cast) -> None:
    event = await make_event(cast.group)
    await EventParticipant(event=event.id, person=cast.jutta.id).save()
    assert "Jutta Jansen" in (await (await visit("carla")).get(path(cast))).text
    await Group.update({Group.insight: Insight.LEADING}).where(Group.id == cast.group.id)
    text = (await (await visit("carla")).get(path(cast))).text
    assert "Jutta Jansen" not in text
    assert "Eine Person ist namentlich eingetragen" in text
    assert "Jutta Jansen" in (await (await visit("bernd")).get(path(cast))).text


async def upload(browser: Browser, cast: Cast, *files: tuple[str, bytes, str]) -> Any:
    if not browser.token:
        await browser.get("/einstellungen")
    return await browser.client.post(
        f"{path(cast)}/dateien",
        data={"_csrf_token": browser.token, "id": str(uuid4())},
        files=[("files", file) for file in files],
    )


async def test_documentation_is_kept_and_leaves_as_an_attachment(visit: Visit, cast: Cast) -> None:
    await make_event(cast.group)
    bernd = await visit("bernd")
    page = (await bernd.get(path(cast))).text
    assert '<details class="sw-fold"><summary>Dateien hinterlegen' in page
    answer = await upload(bernd, cast, ("Fotoprotokoll.pdf", PDF, "application/pdf"))
    assert answer.status_code == 303
    row = await EventFile.objects().first()
    assert row is not None
    address = f"{path(cast)}/dateien/{row.id}"
    got = await (await visit("carla")).get(f"{address}/datei")
    assert got.content == PDF
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert got.headers["content-security-policy"].startswith("sandbox")
    assert (await (await visit("dirk")).get(f"{address}/datei")).status_code == 404
    assert (await bernd.post(f"{address}/entfernen")).status_code == 303
    assert (await EventFile.count(), await File.count()) == (0, 0)


async def test_file_that_lies_about_its_kind_is_refused(visit: Visit, cast: Cast) -> None:
    await make_event(cast.group)
    answer = await upload(
        await visit("bernd"), cast, ("Seite.pdf", b"<html><script>", "application/pdf")
    )
    assert answer.status_code == 422
    assert '<details class="sw-fold" open><summary>Dateien hinterlegen' in answer.text
    assert await EventFile.count() == 0


async def test_file_of_another_groups_event_is_not_found(visit: Visit, cast: Cast) -> None:
    await make_event(cast.group)
    await Group.update({Group.kind: GroupKind.SPURGRUPPE}).where(Group.id == cast.other_group.id)
    foreign = await make_event_file(await make_event(cast.other_group), cast.other_group)
    address = f"{path(cast)}/dateien/{foreign.id}"
    anna = await visit("anna")
    assert (await anna.get(f"{address}/datei")).status_code == 404
    assert (await anna.post(f"{address}/entfernen")).status_code == 404
    assert await EventFile.count() == 1


async def test_event_that_is_over_proposes_the_end(visit: Visit, cast: Cast) -> None:
    event = await make_event(cast.group, starts_on=today())
    anna = await visit("anna")
    address = f"/gruppen/{cast.group.id}/regeln"
    assert "Die Veranstaltung ist vorbei" not in (await anna.get(address)).text
    await GroupEvent.update({GroupEvent.starts_on: today() - timedelta(days=1)}).where(
        GroupEvent.id == event.id
    )
    assert "Die Veranstaltung ist vorbei" in (await anna.get(address)).text
    assert "Soll die Spurgruppe enden?" in (await anna.get("/")).text
    bernd = await visit("bernd")
    assert "Soll die Spurgruppe enden?" in (await bernd.get("/")).text
    assert "Soll die Spurgruppe enden?" not in (await (await visit("carla")).get("/")).text
    assert "kann die Koordination die Gruppe beenden" in (await bernd.get(path(cast))).text
    assert f"/gruppen/{cast.group.id}/abschluss" in (await anna.get(path(cast))).text

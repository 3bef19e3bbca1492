"""Lists of Träger that a decision names together."""

from datetime import date
from uuid import uuid4

from app.groups.tables import CompositionRule, Trait
from app.people.tables import Traeger, TraegerInSet, TraegerSet
from tests.browser import Visit
from tests.cast import Cast, make_traeger
from tests.people.make import make_set


async def test_list_is_made_once_and_shown_beside_the_traeger(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    other = await make_traeger(cast.body, "Uferkreis e. V.")
    form = {
        "id": str(uuid4()),
        "name": "Sozialraumträger",
        "traeger_ids": [str(cast.traeger.id), str(other.id)],
    }
    assert [(await anna.post("/traeger/listen/neu", form)).status_code for _ in "12"] == [303, 303]
    assert (await TraegerSet.count(), await TraegerInSet.count()) == (1, 2)
    listed = (await anna.get("/traeger")).text
    assert f'href="/traeger/listen/{form["id"]}">Sozialraumträger</a> (2)' in listed
    assert "Jugendwerk Nord e. V., Uferkreis e. V." in listed


async def test_list_is_renamed_and_chosen_anew(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    other = await make_traeger(cast.body, "Uferkreis e. V.")
    made = await make_set(cast.body, "Alt", cast.traeger)
    path = f"/traeger/listen/{made.id}"
    assert f'value="{cast.traeger.id}" checked' in (await anna.get(path)).text
    await anna.post(path, {"name": "Neu", "traeger_ids": [str(other.id)]})
    rows = await TraegerInSet.select(TraegerInSet.traeger, TraegerInSet.traeger_set.name)
    assert rows == [{"traeger": other.id, "traeger_set.name": "Neu"}]
    nameless = await anna.post(path, {"name": "", "traeger_ids": [str(cast.traeger.id)]})
    assert nameless.status_code == 422
    assert f'value="{cast.traeger.id}" checked' in nameless.text


async def test_ended_member_stays_until_it_is_taken_out(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    made = await make_set(cast.body, "Liste", cast.traeger)
    await Traeger.update({Traeger.ends_on: date(2024, 12, 31)}, force=True)
    path = f"/traeger/listen/{made.id}"
    assert f'value="{cast.traeger.id}" checked' in (await anna.get(path)).text
    await anna.post(path, {"name": "Liste", "traeger_ids": [str(cast.traeger.id)]})
    assert await TraegerInSet.count() == 1
    assert str(cast.traeger.id) not in (await anna.get("/traeger/listen/neu")).text


async def test_traeger_of_another_body_comes_into_no_list(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    abroad = await make_traeger(cast.other_body, "Beispielauer Hilfen")
    form = {"id": str(uuid4()), "name": "Liste", "traeger_ids": [str(abroad.id)]}
    assert (await anna.post("/traeger/listen/neu", form)).status_code == 422
    assert not await TraegerSet.exists()


async def test_list_is_deleted_only_when_no_rule_names_it(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    made = await make_set(cast.body, "Sozialraumträger", cast.traeger)
    rule = CompositionRule(
        group=cast.group.id, quote="die Sozialraumträger", trait=Trait.EACH_TRAEGER,
        traeger_set=made.id,
    )  # fmt: skip
    await rule.save()
    path = f"/traeger/listen/{made.id}"
    assert "Liste löschen</span>" not in (await anna.get(path)).text
    await anna.post(f"{path}/loeschen")
    assert "Ändern Sie zuerst jene Regel" in (await anna.get(path)).text
    await rule.remove()
    assert (await anna.post(f"{path}/loeschen")).headers["location"] == "/traeger"
    assert not await TraegerSet.exists()
    assert await Traeger.exists().where(Traeger.id == cast.traeger.id)

"""The office keeps Träger by side, and regions."""

from uuid import uuid4

from app.people.tables import Region, Side, Traeger
from tests.browser import Visit
from tests.cast import Cast, make_traeger


async def test_traeger_are_listed_by_side(visit: Visit, cast: Cast) -> None:
    await make_traeger(cast.body, "Stadt Musterstadt", side=Side.PUBLIC)
    await make_traeger(cast.other_body, "Beispielauer Hilfen")
    text = (await (await visit("anna")).get("/traeger")).text
    order = ("Öffentlicher Träger (1)", "Stadt Musterstadt", "Freier Träger (1)", "Jugendwerk Nord")
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Beispielauer Hilfen" not in text
    assert "Politik" not in text, "nobody on this side"


async def test_new_traeger_once_however_often_submitted(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    form = {"id": str(uuid4()), "name": "Uferkreis e. V.", "side": "free"}
    answers = [await anna.post("/traeger/neu", form) for _ in "12"]
    assert [answer.headers["location"] for answer in answers] == ["/traeger", "/traeger"]
    assert await Traeger.count().where(Traeger.name == "Uferkreis e. V.") == 1


async def test_traeger_without_a_name_comes_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    answer = await anna.post("/traeger/neu", {"id": str(uuid4()), "name": " ", "side": "politics"})
    assert answer.status_code == 422
    assert "Der Name fehlt" in answer.text
    assert '<option value="politics" selected>' in answer.text


async def test_traeger_gets_another_name_side_and_region(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    region = Region(body=cast.body.id, name="Nord")
    await region.save()
    path = f"/traeger/{cast.traeger.id}"
    changed = {"name": "Nordwerk gGmbH", "side": "public", "region_id": str(region.id)}
    assert (await anna.post(path, changed)).status_code == 303
    saved = await Traeger.objects().get(Traeger.id == cast.traeger.id)
    assert saved is not None
    assert (saved.name, saved.side, saved.region) == ("Nordwerk gGmbH", "public", region.id)
    shown = (await anna.get(path)).text
    assert f'<option value="{region.id}" selected>Nord' in shown


async def test_region_of_another_body_is_refused(visit: Visit, cast: Cast) -> None:
    region = Region(body=cast.other_body.id, name="Beispielau Ost")
    await region.save()
    changed = {"name": "Nordwerk", "side": "free", "region_id": str(region.id)}
    answer = await (await visit("anna")).post(f"/traeger/{cast.traeger.id}", changed)
    assert answer.status_code == 422
    assert 'value="Nordwerk"' in answer.text


async def test_region_is_added_beside_the_list(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    form = {"id": str(uuid4()), "name": "Süd", "municipalities": "Amberg\r\nBergen"}
    assert [(await anna.post("/traeger/regionen", form)).status_code for _ in "12"] == [303, 303]
    assert await Region.count() == 1
    assert "Amberg, Bergen" in (await anna.get("/traeger")).text
    empty = await anna.post("/traeger/regionen", {"id": str(uuid4()), "municipalities": "Celle"})
    assert empty.status_code == 422
    assert "Celle" in empty.text

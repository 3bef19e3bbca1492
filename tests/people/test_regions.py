"""Regions as named sets of municipalities."""

from uuid import uuid4

from app.groups.tables import CompositionRule, Trait
from app.people.tables import Region, TraegerRegion
from tests.browser import Visit
from tests.cast import Cast
from tests.people.make import make_region


async def test_region_is_added_beside_the_list(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    form = {"id": str(uuid4()), "name": "Süd", "municipalities": "Amberg\r\nBergen\r\n Amberg "}
    assert [(await anna.post("/traeger/regionen", form)).status_code for _ in "12"] == [303, 303]
    assert await Region.count() == 1
    assert "Amberg, Bergen<" in (await anna.get("/traeger")).text
    empty = await anna.post("/traeger/regionen", {"id": str(uuid4()), "municipalities": "Celle"})
    assert empty.status_code == 422
    assert "Celle" in empty.text


async def test_region_is_renamed_and_gets_other_municipalities(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    region = await make_region(cast.body, "Nord", "Amberg")
    path = f"/traeger/regionen/{region.id}"
    assert "Amberg</textarea>" in (await anna.get(path)).text
    form = {"name": "Nordost", "municipalities": "Bergen\r\n\r\nCelle"}
    assert (await anna.post(path, form)).headers["location"] == "/traeger"
    saved = await Region.objects().get(Region.id == region.id)
    assert saved is not None
    assert (saved.name, saved.municipalities) == ("Nordost", "Bergen\nCelle")
    nameless = await anna.post(path, {"name": " ", "municipalities": "Dorf"})
    assert nameless.status_code == 422
    assert "Dorf" in nameless.text


async def test_municipality_in_two_regions_gets_a_quiet_note(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    north = await make_region(cast.body, "Nord", "Amberg\nBergen")
    await make_region(cast.body, "Süd", "bergen")
    await make_region(cast.other_body, "Ost", "Amberg")
    listed = (await anna.get("/traeger")).text
    assert "Bergen gehört auch zu Süd." in listed
    assert "bergen gehört auch zu Nord." in listed
    assert "Amberg gehört" not in listed, "another body's regions do not count"
    assert "Bergen gehört auch zu Süd." in (await anna.get(f"/traeger/regionen/{north.id}")).text


async def test_region_is_deleted_only_when_nothing_points_to_it(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    region = await make_region(cast.body, "Nord")
    path = f"/traeger/regionen/{region.id}"
    works = TraegerRegion(traeger=cast.traeger.id, region=region.id)
    await works.save()
    assert "Region löschen</span>" not in (await anna.get(path)).text
    await anna.post(f"{path}/loeschen")
    assert "arbeiten noch Träger" in (await anna.get(path)).text
    await works.remove()
    rule = CompositionRule(
        group=cast.group.id, quote="eine Leitung aus Nord", trait=Trait.REGION, region=region.id
    )
    await rule.save()
    await anna.post(f"{path}/loeschen")
    assert "Ändern Sie zuerst jene Regel" in (await anna.get(path)).text
    await rule.remove()
    assert (await anna.post(f"{path}/loeschen")).headers["location"] == "/traeger"
    assert not await Region.exists()

"""The office keeps Träger: side, association, regions, mailbox, active period."""

from asyncio import gather
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from app.core.errors import RuleViolation
from app.people.forms.traeger import TraegerData
from app.people.operations.traeger import change_traeger
from app.people.queries.choices import traeger_choices
from app.people.tables import Side, Traeger, TraegerRegion
from tests.browser import Visit
from tests.cast import Cast, make_traeger
from tests.people.make import make_affiliation, make_region, make_set


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
    assert {answer.headers["location"] for answer in answers} == {f"/traeger/{form['id']}"}
    assert await Traeger.count().where(Traeger.name == "Uferkreis e. V.") == 1


async def test_traeger_without_a_name_comes_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    answer = await anna.post("/traeger/neu", {"id": str(uuid4()), "name": " ", "side": "politics"})
    assert answer.status_code == 422
    assert "Der Name fehlt" in answer.text
    assert '<option value="politics" selected>' in answer.text


def changed(**fields: Any) -> dict[str, Any]:
    return {"version": "1", "name": "Nordwerk gGmbH", "side": "public", **fields}


async def test_traeger_gets_everything_the_office_keeps(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    north, south = [await make_region(cast.body, name) for name in ("Nord", "Süd")]
    parent = await make_traeger(cast.body, "Wohlfahrtsverband")
    form = changed(
        parent_id=str(parent.id), region_ids=[str(north.id), str(south.id)],
        contact_mail="Werk@Müller-Werk.example.org", starts_on="2020-01-01", ends_on="2099-12-31",
    )  # fmt: skip
    path = f"/traeger/{cast.traeger.id}"
    assert (await anna.post(f"{path}/bearbeiten", form)).status_code == 303
    saved = await Traeger.objects().get(Traeger.id == cast.traeger.id)
    assert saved is not None
    assert (saved.name, saved.side, saved.parent, saved.contact_mail, saved.version) == (
        "Nordwerk gGmbH", "public", parent.id, "Werk@xn--mller-werk-9db.example.org", 2,
    )  # fmt: skip
    assert (saved.starts_on, saved.ends_on) == (date(2020, 1, 1), date(2099, 12, 31))
    assert await TraegerRegion.count().where(TraegerRegion.traeger == saved.id) == 2
    edit = (await anna.get(f"{path}/bearbeiten")).text
    assert f'value="{south.id}" checked' in edit
    assert f'<option value="{parent.id}" selected>' in edit
    shown = (await anna.get(path)).text
    for words in (">Nord</a>, ", ">Süd</a>", ">Wohlfahrtsverband</a>", "öffentlicher Träger"):
        assert words in shown
    assert ">Nordwerk gGmbH</a>" in (await anna.get(f"/traeger/{parent.id}")).text

    again = changed(version="2", region_ids=[str(south.id)])
    assert (await anna.post(f"{path}/bearbeiten", again)).status_code == 303
    assert await TraegerRegion.count().where(TraegerRegion.traeger == saved.id) == 1


async def test_page_shows_who_works_there_and_where_it_sits(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await make_affiliation(cast.carla, cast.traeger, function="Vorstand", since=date(2024, 2, 1))
    await make_affiliation(cast.eva, cast.traeger, until=date(2024, 12, 31))
    await make_set(cast.body, "Sozialraumträger", cast.traeger)
    text = (await anna.get(f"/traeger/{cast.traeger.id}")).text
    assert "Carla Cordes</a><small>Vorstand</small>" in text
    assert 'seit <span class="sw-num">01.02.2024</span>' in text
    assert text.index("Früher hier: 1") < text.index("Eva Ebert")
    assert f'href="/gruppen/{cast.group.id}">{cast.group.name}</a>' in text
    assert ">Sozialraumträger</a>" in text


async def test_traeger_never_belongs_to_itself(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    parent = await make_traeger(cast.body, "Verband", parent=cast.traeger.id)
    grandchild = await make_traeger(cast.body, "Ortsverein", parent=parent.id)
    path = f"/traeger/{cast.traeger.id}/bearbeiten"
    edit = (await anna.get(path)).text
    for below in (cast.traeger, parent, grandchild):
        assert f'<option value="{below.id}"' not in edit
        answer = await anna.post(path, changed(parent_id=str(below.id)))
        assert answer.status_code == 422
    actor = await cast.actor("anna")
    data = TraegerData(name="N", side=Side.FREE, parent_id=grandchild.id)
    with pytest.raises(RuleViolation, match="zu sich selbst"):
        await change_traeger(actor, cast.traeger.id, data, version=1)


async def test_two_changes_at_once_make_no_circle(cast: Cast) -> None:
    actor = await cast.actor("anna")
    other = await make_traeger(cast.body, "Verband")
    pairs = [(cast.traeger, other), (other, cast.traeger)]
    results = await gather(
        *(
            change_traeger(
                actor, one.id, TraegerData(name=one.name, side=Side.FREE, parent_id=to.id),
                version=1,
            )
            for one, to in pairs
        ),
        return_exceptions=True,
    )  # fmt: skip
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "RuleViolation"]
    assert await Traeger.count().where(Traeger.parent.is_not_null()) == 1


async def test_end_before_the_beginning_is_refused(visit: Visit, cast: Cast) -> None:
    form = changed(starts_on="2024-05-01", ends_on="2024-04-30")
    path = f"/traeger/{cast.traeger.id}/bearbeiten"
    answer = await (await visit("anna")).post(path, form)
    assert answer.status_code == 422
    assert "Das Ende liegt vor dem Beginn am 01.05.2024" in answer.text
    assert 'value="2024-04-30"' in answer.text


async def test_mailbox_must_be_an_address(visit: Visit, cast: Cast) -> None:
    path = f"/traeger/{cast.traeger.id}/bearbeiten"
    answer = await (await visit("anna")).post(path, changed(contact_mail="info at werk"))
    assert answer.status_code == 422
    assert 'value="info at werk"' in answer.text


async def test_two_changes_keep_both_texts(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    region = await make_region(cast.body, "Nord")
    path = f"/traeger/{cast.traeger.id}/bearbeiten"
    await anna.post(path, changed(region_ids=[str(region.id)]))
    late = await anna.post(path, changed(name="Südwerk gGmbH"))
    assert late.status_code == 409
    assert 'value="Südwerk gGmbH"' in late.text
    assert "<dt>Name</dt><dd><p>Nordwerk gGmbH</p></dd>" in late.text
    assert "<dt>Arbeitet in den Regionen</dt><dd><p>Nord</p></dd>" in late.text
    assert "<dt>Seite</dt>" not in late.text
    knowing = await anna.post(path, changed(name="Südwerk gGmbH", version="2"))
    assert knowing.status_code == 303


async def test_region_and_association_of_another_body_are_refused(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    region = await make_region(cast.other_body, "Beispielau Ost")
    abroad = await make_traeger(cast.other_body, "Beispielauer Hilfen")
    path = f"/traeger/{cast.traeger.id}/bearbeiten"
    for foreign in ({"region_ids": [str(region.id)]}, {"parent_id": str(abroad.id)}):
        answer = await anna.post(path, changed(**foreign))
        assert answer.status_code == 422
        assert 'value="Nordwerk gGmbH"' in answer.text
    assert not await TraegerRegion.exists()


async def test_ended_traeger_is_listed_but_not_offered(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    gone = await make_traeger(cast.body, "Altwerk e. V.", ends_on=date(2024, 12, 31))
    coming = await make_traeger(cast.body, "Neuwerk e. V.", starts_on=date(2099, 1, 1))
    listed = (await anna.get("/traeger")).text
    assert "nicht mehr tätig seit 31.12.2024" in listed
    assert "tätig ab 01.01.2099" in listed
    offered = await traeger_choices(cast.body.id)
    assert list(offered) == [str(cast.traeger.id)]
    kept = await traeger_choices(cast.body.id, [gone.id])
    assert str(gone.id) in kept
    assert str(coming.id) not in kept

"""The office changes a group; two at once lose nothing."""

from app.core.clock import today
from app.groups.tables import Group, GroupStatus
from tests.browser import Visit
from tests.cast import Cast


def typed(**fields: str) -> dict[str, str]:
    return {
        "version": "1",
        "name": "Steuerungsgruppe Familienzentren",
        "status": "active",
        "objection_days": "14",
        **fields,
    }


async def stored(cast: Cast) -> Group:
    group = await Group.objects().get(Group.id == cast.group.id)
    assert group is not None
    return group


async def test_new_name_keeps_the_old_one(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}"
    assert 'name="version" value="1"' in (await anna.get(f"{path}/bearbeiten")).text
    form = typed(name="Projektsteuerungsgruppe", objection_days="21", agenda_template="Begrüßung")
    assert (await anna.post(f"{path}/bearbeiten", form)).status_code == 303
    group = await stored(cast)
    assert group.name == "Projektsteuerungsgruppe"
    assert group.former_names == "Steuerungsgruppe Familienzentren"
    assert (group.version, group.objection_days, group.agenda_template) == (2, 21, "Begrüßung")
    assert "früher: Steuerungsgruppe Familienzentren" in (await anna.get(path)).text


async def test_stale_edit_shows_both_texts_and_can_then_be_saved(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    await anna.post(path, typed(purpose="Der Text der Schnelleren"))
    late = await anna.post(path, typed(purpose="Der Text der Langsameren"))
    assert late.status_code == 409
    assert "Anna Albers hat diese Gruppe um " in late.text
    assert "<p>Der Text der Schnelleren</p>" in late.text
    assert "Der Text der Langsameren</textarea>" in late.text
    assert 'name="version" value="2"' in late.text
    assert (await stored(cast)).purpose == "Der Text der Schnelleren"

    assert (await anna.post(path, typed(version="2", purpose="Beides"))).status_code == 303
    assert (await stored(cast)).purpose == "Beides"


async def test_group_that_is_finished_gets_its_last_day(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await anna.post(f"/gruppen/{cast.group.id}/bearbeiten", typed(status="finished"))
    group = await stored(cast)
    assert (group.status, group.ends_on) == (GroupStatus.FINISHED, today())


async def test_end_before_the_beginning_comes_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    await Group.update({Group.starts_on: today()}).where(Group.id == cast.group.id)
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    answer = await anna.post(path, typed(ends_on="2020-01-01", purpose="bleibt stehen"))
    assert answer.status_code == 422
    assert "Das Ende liegt vor dem Beginn" in answer.text
    assert "bleibt stehen</textarea>" in answer.text


async def test_wrong_values_come_back_at_their_fields(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    for wrong, words in (
        (typed(objection_days="viele"), "Bitte eine ganze Zahl angeben"),
        (typed(objection_days="400"), "Bitte eine Zahl zwischen 0 und 365 angeben"),
        (typed(name=""), "Der Name fehlt"),
        (typed(version="x"), "Bitte laden Sie die Seite neu"),
        (typed(status="lost"), "Bitte einen Eintrag aus der Liste wählen"),
    ):
        answer = await anna.post(path, wrong)
        assert answer.status_code == 422
        assert words in answer.text
    assert (await stored(cast)).version == 1


async def test_who_leads_may_not_rename_the_group(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    answer = await bernd.post(f"/gruppen/{cast.group.id}/bearbeiten", typed(name="Meine Gruppe"))
    assert answer.status_code == 403
    assert (await stored(cast)).name == "Steuerungsgruppe Familienzentren"

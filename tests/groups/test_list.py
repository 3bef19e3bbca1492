"""All groups of the reader as a tree, found by what they are and were called."""

from uuid import uuid4

from app.groups.rules.tree import in_order
from app.groups.tables import FormerName, Group
from tests.browser import Visit
from tests.cast import Cast, make_group


async def test_groups_stand_below_their_parents(visit: Visit, cast: Cast) -> None:
    await Group.update({Group.parent: cast.committee.id}).where(Group.id == cast.other_group.id)
    await make_group(cast.body, "AG Zahlen", parent=cast.other_group.id)
    text = (await (await visit("anna")).get("/gruppen")).text
    order = ("Jugendhilfeausschuss</a>", "Unterarbeitsgruppe Finanzen</a>", "AG Zahlen</a>",
             "Steuerungsgruppe Familienzentren</a>")  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.count("sw-deep-1") == 1
    assert text.count("sw-deep-2") == 1


async def test_reader_of_the_lower_group_alone_sees_it_at_the_left(
    visit: Visit, cast: Cast
) -> None:
    await Group.update({Group.parent: cast.committee.id}).where(Group.id == cast.other_group.id)
    text = (await (await visit("dirk")).get("/gruppen")).text
    assert "sw-deep" not in text
    assert "Teil von: Jugendhilfeausschuss" in text


async def test_search_finds_a_group_by_a_former_name(visit: Visit, cast: Cast) -> None:
    await FormerName(group=cast.group.id, name="Lenkungsgruppe Übergang").save()
    anna = await visit("anna")
    found = (await anna.get("/gruppen?suche=übergang")).text
    assert "Steuerungsgruppe Familienzentren" in found
    assert "früher: Lenkungsgruppe Übergang" in found
    assert "Unterarbeitsgruppe Finanzen" not in found
    nothing = (await anna.get("/gruppen?suche=100%25")).text
    assert "Zu „100%“ gibt es hier keine Gruppe" in nothing


async def test_search_finds_only_groups_of_the_reader(visit: Visit, cast: Cast) -> None:
    await FormerName(group=cast.group.id, name="Lenkungsgruppe").save()
    assert "keine Gruppe" in (await (await visit("dirk")).get("/gruppen?suche=Lenkung")).text


def test_tree_of_a_circle_shows_everybody_once() -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    above = {one: two, two: one, three: one}
    ordered = in_order([one, two, three], above)
    assert sorted(each for each, _ in ordered) == sorted([one, two, three])
    assert ordered[0] == (one, 0)

"""What readers of a group see, and how much of it."""

from uuid import uuid4

from app.core.clock import today
from app.groups.queries.heads import group_head
from app.groups.tables import CompositionRule, FormerName, Group, GroupKind, GroupStatus, Standing
from app.people.tables import Side
from tests.browser import Visit
from tests.cast import Cast, make_group, make_member, make_person, make_traeger
from tests.composition.make import make_rule

RULE = "drei Mitglieder des Jugendhilfeausschusses"


async def test_list_shows_committees_and_groups_that_the_reader_belongs_to(
    visit: Visit, cast: Cast
) -> None:
    await make_group(cast.body, "Spurgruppe Herbst", status=GroupStatus.FINISHED)
    await make_group(cast.other_body, "Lenkungsgruppe Beispielau")
    text = (await (await visit("anna")).get("/gruppen")).text
    order = ("Ausschüsse", "Jugendhilfeausschuss", "Steuerungsgruppe Familienzentren",
             "Unterarbeitsgruppe Finanzen", "Beendete Gruppen", "Spurgruppe Herbst")  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Beispielau" not in text
    assert "Gruppe einrichten" in text
    seen = (await (await visit("dirk")).get("/gruppen")).text
    assert "Unterarbeitsgruppe Finanzen" in seen
    assert "Familienzentren" not in seen
    assert "Gruppe einrichten" not in seen


async def test_list_counts_who_sits_in_the_group_today(visit: Visit, cast: Cast) -> None:
    text = (await (await visit("anna")).get("/gruppen")).text
    row = text[text.index("Steuerungsgruppe Familienzentren") :]
    assert '<span class="sw-num">3</span>' in row[:900], "Bernd, Carla, Paul; no guest, no former"


async def test_who_left_finds_an_empty_list_and_no_page(visit: Visit, cast: Cast) -> None:
    eva = await visit("eva")
    assert "in keiner Gruppe Mitglied" in (await eva.get("/gruppen")).text
    assert (await eva.get(f"/gruppen/{cast.group.id}")).status_code == 404


async def test_overview_shows_head_seats_parity_and_members(visit: Visit, cast: Cast) -> None:
    child = await make_group(
        cast.body, "Spurgruppe Nord", parent=cast.group.id, kind=GroupKind.SPURGRUPPE
    )
    city = await make_traeger(cast.body, "Stadt Musterstadt", side=Side.PUBLIC)
    rule = await make_rule(cast.group, RULE)
    await make_member(
        cast.group, await make_person(cast.body, "Heike", "Lindemann"), traeger=city.id,
        rule=rule.id,
    )  # fmt: skip
    await Group.update(
        {
            Group.purpose: "Offene Fragen klären",
        }
    ).where(Group.id == cast.group.id)
    await FormerName(group=cast.group.id, name="AG Alt").save()
    text = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}")).text
    for words in (
        "1 von 3 Sitzen besetzt", f"„{RULE}“", "2 Sitze offen", "früher: AG Alt",
        "Offene Fragen klären", "Stimmberechtigt: 1 öffentlich, 1 frei, 0 Politik – Parität eingehalten",
        "1 von öffentlichen Trägern", "2 andere oder ohne Träger", "Stadt Musterstadt",
        "Alle Mitgliedschaften (frühere: 1)", "Spurgruppe Nord",
    ):  # fmt: skip
        assert words in text, words
    assert f"/gruppen/{child.id}" not in text, "Carla may not open the group below"
    assert "Mitglied aufnehmen" not in text
    assert "@example.org" not in text.replace("spurwerk.example.org", ""), "addresses: the leading"
    for panel in ("herkunft", "auftraege"):
        address = f"/gruppen/{cast.group.id}/{panel}"
        assert f'data-hx-get="{address}"' in text
        assert f'href="{address}"' in text


async def test_leading_reader_gets_the_buttons(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, RULE)
    path = f"/gruppen/{cast.group.id}"
    bernd = (await (await visit("bernd")).get(path)).text
    assert "Mitglied aufnehmen" in bernd
    assert f'href="{path}/mitglieder/neu?sitz={rule.id}"' in bernd
    assert f'href="{path}/sitzungen/neu"' in bernd
    assert "Gruppe bearbeiten" not in bernd
    assert "Gruppe bearbeiten" in (await (await visit("anna")).get(path)).text


async def test_seats_are_shown_for_any_day(visit: Visit, cast: Cast) -> None:
    carla = await visit("carla")
    path = f"/gruppen/{cast.group.id}"
    then = (await carla.get(path, params={"stichtag": "2024-12-31"})).text
    assert "Mitglieder, Sitze und Träger am 31.12.2024" in then
    assert "frühere:" not in then, "the last day counts"
    assert "Eva Ebert" in then
    nonsense = await carla.get(path, params={"stichtag": "morgen"})
    assert f"am {today():%d.%m.%Y}" in nonsense.text


async def test_deputies_are_named_on_both_sides(visit: Visit, cast: Cast) -> None:
    principal = await make_member(cast.group, await make_person(cast.body, "Anke", "Sievers"))
    await make_member(
        cast.group, await make_person(cast.body, "Jonas", "Thiel"), standing=Standing.DEPUTY,
        deputy_of=principal.id,
    )  # fmt: skip
    text = (await (await visit("carla")).get(f"/gruppen/{cast.group.id}")).text
    assert "Vertretung: Jonas Thiel" in text
    assert "Vertretung von Anke Sievers" in text


async def test_head_names_body_and_parent(cast: Cast) -> None:
    child = await make_group(cast.body, "Spurgruppe", parent=cast.group.id)
    head = await group_head(child)
    assert (head.body_name, head.parent_name) == ("Landkreis Musterland", cast.group.name)
    assert head.status == GroupStatus.ACTIVE


async def test_group_is_set_up_by_hand(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    form = {
        "id": str(uuid4()), "name": "Lenkungsgruppe", "kind": "lenkungsgruppe",
        "parent_id": str(cast.committee.id), "seat_rules": f"{RULE}\r\nein Gast",
    }  # fmt: skip
    answers = [await anna.post("/gruppen/neu", form) for _ in "12"]
    assert {answer.headers["location"] for answer in answers} == {f"/gruppen/{form['id']}"}
    group = await Group.objects().get(Group.id == form["id"])
    assert group is not None
    assert group.parent == cast.committee.id
    rules = await CompositionRule.objects().order_by(CompositionRule.position)
    assert [(rule.quote, rule.number, rule.trait) for rule in rules] == [
        (RULE, 3, "named"), ("ein Gast", 1, "named"),
    ]  # fmt: skip
    empty = await anna.post("/gruppen/neu", {**form, "name": " ", "purpose": "Klären"})
    assert empty.status_code == 422
    assert "Der Name fehlt" in empty.text
    assert "Klären</textarea>" in empty.text

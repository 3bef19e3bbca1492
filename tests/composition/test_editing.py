"""The office writes the rules of a group; two at once lose nothing."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.groups.tables import CompositionRule, Membership
from app.people.tables import TraegerSet
from app.vorlagen.tables import GroupOrigin, HintKind, HintState, WordingHint
from tests.browser import Visit
from tests.cast import Cast
from tests.composition.make import make_rule
from tests.vorlagen.make import make_vorlage, points_of

SEATS = "In ihr wirken drei Mitglieder des Jugendhilfeausschusses mit."


def typed(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "quote": SEATS, "quantity": "exactly", "number": "3",
        "trait": "named", **fields,
    }  # fmt: skip


def path(cast: Cast, end: object = "") -> str:
    return f"/gruppen/{cast.group.id}/besetzung" + (f"/{end}" if end else "")


async def stored(rule_id: UUID | str) -> CompositionRule:
    rule = await CompositionRule.objects().get(CompositionRule.id == rule_id)
    assert rule is not None
    return rule


async def test_rule_is_added_once_and_keeps_only_what_its_trait_reads(
    visit: Visit, cast: Cast
) -> None:
    point = (await points_of(await make_vorlage(cast.body, points=(SEATS,))))[0]
    anna = await visit("anna")
    form = typed(
        trait="committee", committee=str(cast.committee.id), function="Leitung", side="free",
        origin=f"{point.vorlage}/{point.id}", since="2024-03-01",
    )  # fmt: skip
    assert "2024/012, Punkt 1" in (await anna.get(path(cast, "neu"))).text
    for _ in range(2):
        answer = await anna.post(path(cast, "neu"), form)
        assert (answer.status_code, answer.headers["location"]) == (303, path(cast))
    rule = await stored(form["id"])
    assert (rule.trait, rule.committee) == ("committee", cast.committee.id)
    assert not rule.function
    assert not rule.side
    assert (rule.vorlage, rule.decision_point) == (point.vorlage, point.id)
    assert (rule.position, rule.since) == (1, date(2024, 3, 1))
    shown = (await anna.get(path(cast))).text
    assert "Genau 3 Sitze: Mitglieder des Gremiums Jugendhilfeausschuss" in shown
    assert "Gilt ab 01.03.2024" in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quote": " "}, "Der Satz fehlt."),
        ({"number": "0"}, "zwischen 1 und 99"),
        ({"number": "drei"}, "ganze Zahl"),
        ({"trait": "committee"}, "aus welchem Gremium"),
        ({"trait": "function"}, "Bitte tragen Sie die Funktion ein"),
        ({"trait": "side"}, "von welcher Seite"),
        ({"trait": "each_traeger"}, "die Liste der Träger"),
        ({"trait": "anything"}, "aus der Liste wählen"),
        ({"since": "2024-03-01", "until": "2024-02-01"}, "Das Ende liegt vor dem Beginn."),
        ({"id": "x"}, "laden Sie die Seite neu"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(
    visit: Visit, cast: Cast, fields: dict[str, str], words: str
) -> None:
    anna = await visit("anna")
    answer = await anna.post(path(cast, "neu"), typed(source="§ 2 der Ordnung", **fields))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="§ 2 der Ordnung"' in answer.text
    assert await CompositionRule.count() == 0


async def test_nothing_of_another_body_can_be_chosen(visit: Visit, cast: Cast) -> None:
    foreign = TraegerSet(body=cast.other_body.id, name="Fremde")
    await foreign.save()
    paper = await make_vorlage(cast.other_body)
    anna = await visit("anna")
    for fields in (
        {"trait": "each_traeger", "traeger_set": str(foreign.id)},
        {"trait": "committee", "committee": str(cast.group.id)},
        {"origin": str(paper.id)},
    ):
        answer = await anna.post(path(cast, "neu"), typed(**fields))
        assert answer.status_code == 422
    assert await CompositionRule.count() == 0


async def test_stale_edit_shows_both_and_can_then_be_saved(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, SEATS)
    anna, address = await visit("anna"), path(cast, rule.id)
    assert 'name="version" value="1"' in (await anna.get(address)).text
    assert (await anna.post(address, typed(version="1", number="4"))).status_code == 303
    late = await anna.post(address, typed(version="1", number="5"))
    assert late.status_code == 409
    assert "<dt>Zahl der Sitze</dt><dd><p>4</p></dd>" in late.text
    assert 'name="number"' in late.text
    assert (await stored(rule.id)).number == 4
    assert (await anna.post(address, typed(version="2", number="5"))).status_code == 303
    assert ((await stored(rule.id)).number, (await stored(rule.id)).version) == (5, 3)


async def test_order_is_changed_by_one_place(visit: Visit, cast: Cast) -> None:
    rules = [await make_rule(cast.group, name, position=at) for at, name in enumerate("ABC", 1)]
    anna = await visit("anna")

    async def order() -> list[str]:
        rows = CompositionRule.select(CompositionRule.quote).order_by(CompositionRule.position)
        return [row["quote"] for row in await rows]

    await anna.post(path(cast, f"{rules[2].id}/bewegen"), {"wohin": "hoch"})
    assert await order() == ["A", "C", "B"]
    await anna.post(path(cast, f"{rules[0].id}/bewegen"), {"wohin": "runter"})
    assert await order() == ["C", "A", "B"]
    await anna.post(path(cast, f"{rules[2].id}/bewegen"), {"wohin": "hoch"})
    assert await order() == ["C", "A", "B"], "the first one stays"


async def test_who_sat_on_a_seat_of_a_removed_rule_keeps_its_words(
    visit: Visit, cast: Cast
) -> None:
    rule = await make_rule(cast.group, SEATS)
    await Membership.update({Membership.rule: rule.id}).where(
        Membership.person == cast.carla.id, Membership.group == cast.group.id
    )
    anna = await visit("anna")
    answer = await anna.post(path(cast, f"{rule.id}/entfernen"), {})
    assert answer.status_code == 303
    assert await CompositionRule.count() == 0
    kept = await Membership.objects().get(
        (Membership.person == cast.carla.id) & (Membership.group == cast.group.id)
    )
    assert kept is not None
    assert (kept.rule, kept.seat) == (None, SEATS)


async def test_the_leading_reads_and_changes_nothing(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, SEATS)
    bernd = await visit("bernd")
    text = (await bernd.get(path(cast))).text
    assert SEATS in text
    assert "Ändern" not in text
    for address in ("neu", rule.id, f"{rule.id}/entfernen", f"{rule.id}/bewegen"):
        answer = await bernd.post(path(cast, address), typed(version="1", wohin="hoch"))
        assert answer.status_code == 403
    assert (await stored(rule.id)).version == 1


async def test_a_rule_of_another_group_is_not_there(visit: Visit, cast: Cast) -> None:
    foreign = await make_rule(cast.other_group, SEATS)
    anna = await visit("anna")
    for end in ("", "/entfernen", "/bewegen"):
        address = path(cast, f"{foreign.id}{end}")
        assert (await anna.post(address, typed(version="1"))).status_code == 404
    taken = await anna.post(path(cast, "neu"), typed(id=str(foreign.id)))
    assert taken.status_code == 404
    assert await CompositionRule.count() == 1


async def test_a_sentence_of_the_founding_paper_is_taken_over(visit: Visit, cast: Cast) -> None:
    point = (await points_of(await make_vorlage(cast.body, points=(SEATS,))))[0]
    await GroupOrigin(group=cast.group.id, decision_point=point.id).save()
    hint: Any = WordingHint(
        vorlage=point.vorlage, decision_point=point.id, kind=HintKind.SEATS, sentence=SEATS,
        data='{"count": 3, "who": "Mitglieder", "of": "Jugendhilfeausschuss"}',
    )  # fmt: skip
    await hint.save()
    anna = await visit("anna")
    assert f"neu?vorschlag={hint.id}" in (await anna.get(path(cast))).text
    form = (await anna.get(path(cast, "neu"), params={"vorschlag": str(hint.id)})).text
    assert f"{SEATS}</textarea>" in form
    assert 'value="committee" checked' in form
    assert f'<option value="{cast.committee.id}" selected>' in form
    assert f'<option value="{point.vorlage}/{point.id}" selected>' in form
    assert 'name="number"' in form
    assert "vorschlag=" not in (await (await visit("bernd")).get(path(cast))).text
    given = f"{point.vorlage}/{hint.id}"
    assert f'value="{given}"' in form
    foreign = typed(vorschlag=f"{uuid4()}/{hint.id}")
    assert (await anna.post(path(cast, "neu"), foreign)).status_code == 404
    assert await CompositionRule.count() == 0, "nothing half-saved"
    await anna.post(path(cast, "neu"), typed(quote="gekürzt", vorschlag=given))
    assert await WordingHint.exists().where(WordingHint.state == HintState.ACCEPTED)
    assert "vorschlag=" not in (await anna.get(path(cast))).text

"""The group's page: who counts for which rule, since when a seat is open, and who may see it."""

from datetime import date, timedelta

from app.core.clock import today
from app.groups.tables import CompositionRule, Group, Insight, Membership, Quantity, Trait
from app.people.tables import (
    Affiliation,
    Region,
    Side,
    Traeger,
    TraegerInSet,
    TraegerRegion,
    TraegerSet,
)
from tests.browser import Visit
from tests.cast import Cast, make_member, make_person, make_traeger
from tests.composition.make import make_rule
from tests.counting import counted_statements
from tests.vorlagen.make import make_vorlage, points_of

QUOTE = "In der Gruppe wirken zwei Mitglieder des Jugendhilfeausschusses mit."


async def two_of_the_committee(cast: Cast) -> CompositionRule:
    """Jutta sits in both; Carla sat in the committee until the end of March."""
    point = (await points_of(await make_vorlage(cast.body, points=(QUOTE,))))[0]
    await make_member(cast.group, cast.jutta)
    await make_member(cast.committee, cast.carla, until=date(2025, 3, 31))
    return await make_rule(
        cast.group, QUOTE, number=2, trait=Trait.COMMITTEE, committee=cast.committee.id,
        vorlage=point.vorlage, decision_point=point.id,
    )  # fmt: skip


async def page(visit: Visit, cast: Cast, name: str, **params: str) -> str:
    answer = await (await visit(name)).get(f"/gruppen/{cast.group.id}", params=params)
    assert answer.status_code == 200
    return answer.text


async def test_who_left_the_committee_opens_a_seat_without_leaving_the_group(
    visit: Visit, cast: Cast
) -> None:
    rule = await two_of_the_committee(cast)
    text = await page(visit, cast, "bernd")
    for words in (
        "Mitglieder des Gremiums Jugendhilfeausschuss: 1 von 2 Sitzen besetzt",
        "1 von 2 Sitzen besetzt – 1 Sitz offen seit 01.04.2025",
        f"„{QUOTE}“", "2024/012, Punkt 1", f'href="/vorlagen/{rule.vorlage}"',
        "Hier zählt: Jutta Jansen", f"/mitglieder/neu?sitz={rule.id}",
    ):  # fmt: skip
        assert words in text, words
    then = await page(visit, cast, "bernd", stichtag="2025-03-31")
    assert "2 von 2 Sitzen besetzt" in then
    assert "erfüllt" in then


async def test_who_is_set_on_a_seat_and_fits_no_longer_is_named(visit: Visit, cast: Cast) -> None:
    rule = await two_of_the_committee(cast)
    await Membership.update({Membership.rule: rule.id}).where(
        Membership.group == cast.group.id, Membership.person == cast.carla.id
    )
    text = await page(visit, cast, "carla")
    assert "Carla Cordes steht auf diesem Sitz, erfüllt an diesem Tag aber nicht" in text
    assert "Sitz besetzen" not in text, "only who leads the group fills seats"


async def test_a_seat_that_will_be_open_is_said_before(visit: Visit, cast: Cast) -> None:
    rule = await make_rule(cast.group, "ein Sitz", number=1)
    await Membership.update({Membership.rule: rule.id, Membership.until: today()}).where(
        Membership.group == cast.group.id, Membership.person == cast.paul.id
    )
    text = await page(visit, cast, "bernd")
    assert "1 von 1 Sitz besetzt" in text
    tomorrow = today() + timedelta(days=1)
    assert f"<strong>Ab dem {tomorrow:%d.%m.%Y}</strong> ist hier ein Sitz offen." in text
    assert f"/mitglieder/neu?sitz={rule.id}" in text


async def test_each_traeger_without_a_manager_is_named(visit: Visit, cast: Cast) -> None:
    listed = TraegerSet(body=cast.body.id, name="Sozialraumträger")
    await listed.save()
    other = await make_traeger(cast.body, "Kinderland Süd e. V.")
    for traeger in (cast.traeger, other):
        await TraegerInSet(traeger_set=listed.id, traeger=traeger.id).save()
    await Affiliation(
        person=cast.carla.id, traeger=cast.traeger.id, function="Geschäftsführerin"
    ).save()
    await make_rule(
        cast.group, "die Geschäftsführungen", number=1, trait=Trait.EACH_TRAEGER,
        traeger_set=listed.id, function="Geschäftsführung",
    )  # fmt: skip
    text = await page(visit, cast, "carla")
    assert "1 von 2 Sitzen besetzt – 1 Sitz offen" in text
    assert "Noch ohne Sitz: Kinderland Süd e. V." in text
    await Traeger.update({Traeger.ends_on: today() - timedelta(days=1)}).where(
        Traeger.id == other.id
    )
    assert "1 von 1 Sitz besetzt" in await page(visit, cast, "carla")


async def test_regions_and_parity_stand_there_as_pictures_with_words(
    visit: Visit, cast: Cast
) -> None:
    for name in ("Nord", "Süd"):
        region = Region(body=cast.body.id, name=name)
        await region.save()
        if name == "Nord":
            await TraegerRegion(traeger=cast.traeger.id, region=region.id).save()
    council = await make_traeger(cast.body, "Kreistag", side=Side.POLITICS)
    await make_member(cast.group, cast.jutta, traeger=council.id)
    await make_rule(cast.group, "noch drei", number=3)
    text = await page(visit, cast, "carla")
    assert "Regionen: 1 von 2 vertreten – es fehlt Süd" in text
    assert 'aria-label="Nord: 1, Süd: niemand"' in text
    assert "Stimmberechtigt: 0 öffentlich, 1 frei, 1 Politik – nicht paritätisch" in text
    assert "3 Sitze offen" in text


async def test_too_many_is_said_and_who_is_beyond(visit: Visit, cast: Cast) -> None:
    await make_rule(
        cast.group, "höchstens eine Stimme", number=1, quantity=Quantity.AT_MOST,
        trait=Trait.SIDE, side=Side.FREE,
    )  # fmt: skip
    await make_member(
        cast.group, await make_person(cast.body, "Heike", "Lindemann"), traeger=cast.traeger.id
    )
    text = await page(visit, cast, "carla")
    assert "2 von höchstens 1 Sitz besetzt – 1 zu viel" in text
    assert "Über die Zahl hinaus: Heike Lindemann" in text


async def test_members_see_no_names_where_the_group_says_so(visit: Visit, cast: Cast) -> None:
    await two_of_the_committee(cast)
    await Group.update({Group.insight: Insight.LEADING}).where(Group.id == cast.group.id)
    member = await page(visit, cast, "carla")
    assert "1 von 2 Sitzen besetzt" in member
    assert "Jutta Jansen" not in member
    assert "Jutta Jansen" in await page(visit, cast, "bernd")


async def test_a_paper_that_the_reader_may_not_open_is_no_link(visit: Visit, cast: Cast) -> None:
    rule = await two_of_the_committee(cast)
    await CompositionRule.update({CompositionRule.source: "Beschluss vom 14.03."}).where(
        CompositionRule.id == rule.id
    )
    secret = await make_vorlage(cast.body, reference="2024/099", visibility="confidential")
    await CompositionRule.update({CompositionRule.vorlage: secret.id}).where(
        CompositionRule.id == rule.id
    )
    text = await page(visit, cast, "carla")
    assert "2024/099" not in text
    assert "Beschluss vom 14.03." in text


async def test_the_page_stays_at_six_statements_with_rules(visit: Visit, cast: Cast) -> None:
    await two_of_the_committee(cast)
    anna = await visit("anna")
    await anna.get(f"/gruppen/{cast.group.id}")
    with counted_statements() as seen:
        await anna.get(f"/gruppen/{cast.group.id}")
    assert len(seen) <= 6, seen

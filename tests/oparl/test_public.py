"""Only what is public leaves, and the triggers and the house's filter agree on what that is."""

from itertools import product
from uuid import UUID

import pytest

from app.core.words import Visibility
from app.groups.tables import Group, GroupKind, Membership, Role, Standing
from app.oparl.access import (
    is_public_attachment,
    is_public_committee,
    is_public_paper,
    is_public_seat,
)
from app.people.tables import Person
from app.vorlagen.tables import (
    CommitteeSession,
    Consultation,
    DecisionPoint,
    Vorlage,
    VorlageFile,
)
from tests.browser import Browser, Visit
from tests.cast import Cast, make_group, make_member, make_person
from tests.oparl.make import County, attach, first_step, make_county, registered, uuid
from tests.oparl.properties import BASE
from tests.oparl.test_objects import crawled
from tests.vorlagen.make import make_vorlage


@pytest.fixture
async def county(cast: Cast) -> County:
    return await make_county(cast)


async def test_nothing_that_is_not_public_stands_anywhere(
    anonymous: Browser, county: County
) -> None:
    """Canaries: the secret paper, people of groups, everybody's address, who wrote the paper."""
    everything = "\n".join(map(str, (await crawled(anonymous)).values()))
    people = county.cast.people
    shown = {"bernd", "jutta", "paul"}
    forbidden = [
        str(county.secret.id), "Streng vertraulicher Titel", county.cast.group.name,
        str(county.cast.group.id), str(county.cast.other_group.id), "@example.org",
        "Verantwortlich-Name", "Bearbeiter-Name", "Antragsteller-Name", "Weggelassen-Grund",
        "Interne-Notiz", "Anna Albers", "Geheim-Anlage", "Entfernt-Anlage", "Vertraulich-Anlage",
        "Geschlossen-Beschlossen", str(county.hidden.id),
        *(person.family_name for name, person in people.items() if name not in shown),
        *(str(person.id) for name, person in people.items() if name not in shown),
    ]  # fmt: skip
    assert [word for word in forbidden if word in everything] == []
    assert [n for n in shown if people[n].family_name not in everything] == []


async def test_what_is_not_public_is_not_there(anonymous: Browser, county: County) -> None:
    step = await first_step(county.secret)
    paths = [
        f"paper/{county.secret.id}", f"file/{county.secret.id}", f"file/{county.secret.id}/text",
        f"file/{county.secret.id}/download", f"file/{county.hidden.id}/content",
        f"file/{county.hidden.id}", f"file/{county.hidden.id}/download",
        f"consultation/{step.id}", f"agendaitem/{step.id}",
        f"organization/{county.cast.group.id}", f"organization/{county.cast.group.id}/meeting",
        f"person/{county.cast.id('carla')}", f"person/{county.cast.id('anna')}",
        f"body/{county.cast.group.id}/paper", f"legislativeterm/{county.cast.committee.id}",
    ]  # fmt: skip
    answers = {path: (await anonymous.client.get(f"{BASE}/{path}")) for path in paths}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        paths, 404
    )


async def test_a_login_shows_no_more(visit: Visit, county: County) -> None:
    browser = await visit("anna")
    answer = await browser.client.get(f"{BASE}/paper/{county.secret.id}")
    assert answer.status_code == 404


async def test_a_closed_session_tells_no_result(anonymous: Browser, county: County) -> None:
    """The second step of the paper is printed as not public."""
    paper = (await anonymous.client.get(f"{BASE}/paper/{county.public.id}")).json()
    closed = paper["consultation"][1]
    item = (await anonymous.client.get(closed["agendaItem"])).json()
    assert item["public"] is False
    assert "result" not in item
    assert paper["spurwerk:paper"]["consultations"][1]["result"] is None
    meeting = (await anonymous.client.get(closed["meeting"])).json()
    assert meeting["meetingState"] == "terminiert"


async def test_triggers_and_access_agree_on_papers(cast: Cast) -> None:
    for visibility in Visibility:
        await make_vorlage(cast.body, reference=visibility.value, visibility=visibility)
        for own in Visibility:
            vorlage = await Vorlage.objects().get(Vorlage.visibility == visibility)
            assert vorlage
            await attach(vorlage, visibility=own)
    files = await VorlageFile.objects(VorlageFile.vorlage)
    rows = await Vorlage.objects()
    public = {
        UUID(str(row.id))
        for row in rows
        if is_public_paper(row.body, row.visibility, row.committee)
    }
    attached = {
        uuid(file)
        for file in files
        if uuid(file.vorlage) in public and is_public_attachment(file.visibility)
    }
    assert (len(public), len(attached)) == (1, 1)
    seen = await registered()
    assert {found for kind, found in seen if kind == "paper"} == public
    assert {found for kind, found in seen if kind == "file"} == public | attached
    steps = await Consultation.objects().where(Consultation.vorlage.is_in(list(public)))
    assert {found for kind, found in seen if kind == "consultation"} == {uuid(s) for s in steps}


async def test_triggers_and_access_agree_on_people(cast: Cast) -> None:
    """Every kind of group with every role and standing, blocked or not: each person once."""
    for kind in GroupKind:
        group = await make_group(cast.body, kind.label, kind=kind)
        for role, standing, blocked in product(Role, Standing, (False, True)):
            name = f"{role}-{standing}-{blocked}"
            person = await make_person(cast.body, kind.value, name, blocked=blocked)
            await make_member(group, person, role=role, standing=standing)
    rows = await Membership.select(
        Membership.id, Membership.person, Membership.role, Membership.standing,
        Membership.group.kind.as_alias("kind"), Membership.person.blocked.as_alias("blocked"),
    )  # fmt: skip
    public = [
        row
        for row in rows
        if is_public_seat(row["kind"], row["role"], row["standing"], blocked=row["blocked"])
    ]
    assert len(public) == 2 * 2 * 3 + 1  # committees × roles × standings, and Jutta
    seen = await registered()
    assert {found for kind, found in seen if kind == "membership"} == {r["id"] for r in public}
    assert {found for kind, found in seen if kind == "person"} == {r["person"] for r in public}
    groups = await Group.objects()
    assert {found for kind, found in seen if kind == "organization"} == {
        uuid(group) for group in groups if is_public_committee(group.kind)
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda c: Group.update({Group.kind: GroupKind.ARBEITSGRUPPE}).where(
            Group.id == c.cast.committee.id
        ),
        lambda c: Vorlage.update({Vorlage.visibility: Visibility.INTERNAL}, force=True),
        lambda c: Vorlage.update({Vorlage.visibility: Visibility.PUBLIC}, force=True),
        lambda c: Vorlage.delete(force=True),
        lambda c: Consultation.update({Consultation.committee: None}, force=True),
        lambda c: Consultation.delete(force=True),
        lambda c: Person.update({Person.blocked: True}, force=True),
        lambda c: Person.delete().where(Person.id == c.cast.bernd.id),
        lambda c: Membership.update({Membership.role: Role.PROTOKOLL}, force=True),
        lambda c: Membership.delete(force=True),
        lambda c: DecisionPoint.delete(force=True),
        lambda c: VorlageFile.update({VorlageFile.visibility: Visibility.PUBLIC}, force=True),
        lambda c: VorlageFile.delete(force=True),
        lambda c: CommitteeSession.update({CommitteeSession.place: "Rathaus"}, force=True),
        lambda c: CommitteeSession.delete(force=True),
        lambda c: Group.delete().where(Group.id == c.kreistag.id),
    ],
)
async def test_after_any_change_the_register_is_as_if_made_anew(county: County, change) -> None:  # type: ignore[no-untyped-def]
    """What the triggers noted step by step is what oparl_published() says of everything."""
    await change(county)
    anew = await Vorlage.raw(ALL)
    assert await registered() == {(row["kind"], row["object_id"]) for row in anew}
    stale = await Vorlage.raw(
        f"SELECT o.kind FROM oparl_object o LEFT JOIN ({ALL}) AS p"
        " ON p.kind = o.kind AND p.object_id = o.object_id"
        " WHERE o.deleted_at IS NULL AND (p.fingerprint, p.place, p.root_id)"
        " IS DISTINCT FROM (o.fingerprint, o.place, o.root_id)"
    )
    assert stale == []


ALL = """
SELECT * FROM oparl_published(ARRAY(
    SELECT id FROM body UNION SELECT id FROM steering_group UNION SELECT id FROM person
    UNION SELECT id FROM traeger UNION SELECT id FROM vorlage
    UNION SELECT oparl_session(committee, held_on) FROM consultation
    WHERE committee IS NOT NULL AND held_on IS NOT NULL))
"""

"""The office changes a group; two at once lose nothing."""

import asyncio

import pytest

from app.core.clock import today
from app.groups.tables import (
    AgendaNumbers,
    Approval,
    Group,
    GroupKind,
    GroupStatus,
    Insight,
    Quorum,
)
from app.mandates.tables import Mandate
from app.vorlagen.tables import Consultation, ConsultationResult
from tests.browser import Visit
from tests.cast import Cast, make_group
from tests.vorlagen.make import make_vorlage


def typed(**fields: str) -> dict[str, str]:
    return {
        "version": "1",
        "kind": "steuerungsgruppe",
        "status": "active",
        "objection_days": "14",
        "approval": "meeting",
        "minutes_days": "3",
        "quorum": "none",
        "insight": "names",
        "agenda_numbers": "plain",
        **fields,
    }


async def stored(cast: Cast) -> Group:
    group = await Group.objects().get(Group.id == cast.group.id)
    assert group is not None
    return group


async def test_every_rule_of_the_group_can_be_set(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    assert 'name="version" value="1"' in (await anna.get(path)).text
    form = typed(
        kind="lenkungsgruppe", parent_id=str(cast.committee.id), starts_on="2024-01-01",
        notice_days="10", objection_days="21", quorum="number", quorum_number="5",
        insight="leading", agenda_template="Begrüßung", agenda_numbers="parts", proposal_days="3",
        approval="tacit", minutes_days="5", minutes_clock="y", mail_minutes_sent="y",
    )  # fmt: skip
    assert (await anna.post(path, form)).status_code == 303
    group = await stored(cast)
    assert (group.kind, group.parent) == (GroupKind.LENKUNGSGRUPPE, cast.committee.id)
    assert (group.notice_days, group.objection_days) == (10, 21)
    assert (group.approval, group.minutes_days) == (Approval.TACIT, 5)
    assert group.minutes_clock
    mails = (group.mail_minutes_sent, group.mail_minutes_corrected, group.mail_minutes_approved)
    assert mails == (True, False, False)
    assert (group.quorum, group.quorum_number) == (Quorum.NUMBER, 5)
    assert (group.insight, group.agenda_template) == (Insight.LEADING, "Begrüßung")
    assert (group.agenda_numbers, group.proposal_days) == (AgendaNumbers.PARTS, 3)
    assert (group.version, group.name) == (2, "Steuerungsgruppe Familienzentren")


async def test_number_counts_only_for_the_quorum_of_a_number(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    missing = await anna.post(path, typed(quorum="number"))
    assert missing.status_code == 422
    assert "wie viele Stimmberechtigte da sein müssen" in missing.text
    await anna.post(path, typed(quorum="half", quorum_number="5"))
    assert (await stored(cast)).quorum_number is None


async def test_stale_edit_shows_both_texts_and_can_then_be_saved(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    faster = typed(purpose="Der Text der Schnelleren", quorum="half", remind_tasks="y")
    await anna.post(path, faster)
    late = await anna.post(path, typed(purpose="Der Text der Langsameren"))
    assert late.status_code == 409
    assert "Anna Albers hat diese Gruppe um " in late.text
    assert "<p>Der Text der Schnelleren</p>" in late.text
    assert "<p>mehr als die Hälfte der Stimmberechtigten</p>" in late.text
    assert "<p>ja</p>" in late.text, "a box"
    assert "<dt>Ladungsfrist" not in late.text, "nothing on either side"
    assert "Der Text der Langsameren</textarea>" in late.text
    assert 'name="version" value="2"' in late.text
    assert (await stored(cast)).purpose == "Der Text der Schnelleren"

    assert (await anna.post(path, typed(version="2", purpose="Beides"))).status_code == 303
    assert (await stored(cast)).purpose == "Beides"


async def test_group_below_itself_is_refused_over_three_levels(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    middle = await make_group(cast.body, "Mitte", parent=cast.group.id)
    lowest = await make_group(cast.body, "Ganz unten", parent=middle.id)
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    answer = await anna.post(path, typed(parent_id=str(lowest.id), purpose="bleibt stehen"))
    assert answer.status_code == 422
    assert (
        "So entstünde ein Kreis: „Ganz unten“ gehört schon zu „Steuerungsgruppe Familienzentren“ "
        "(Steuerungsgruppe Familienzentren → Mitte → Ganz unten)"
    ) in answer.text
    assert "bleibt stehen</textarea>" in answer.text
    direct = await anna.post(path, typed(parent_id=str(middle.id)))
    assert "„Mitte“ gehört schon zu „Steuerungsgruppe Familienzentren“. Bitte" in direct.text
    assert (await stored(cast)).parent is None


async def test_two_at_once_close_no_circle(visit: Visit, cast: Cast) -> None:
    one, other = await visit("anna"), await visit("anna")
    await one.get("/einstellungen")
    await other.get("/einstellungen")
    for _ in range(5):
        await Group.update({Group.parent: None, Group.version: 1}, force=True)
        answers = await asyncio.gather(
            one.post(
                f"/gruppen/{cast.group.id}/bearbeiten", typed(parent_id=str(cast.other_group.id))
            ),
            other.post(
                f"/gruppen/{cast.other_group.id}/bearbeiten", typed(parent_id=str(cast.group.id))
            ),
        )
        assert sorted(answer.status_code for answer in answers) == [303, 422]


async def test_parent_of_another_body_is_no_choice(visit: Visit, cast: Cast) -> None:
    abroad = await make_group(cast.other_body, "Lenkungsgruppe Beispielau")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    answer = await (await visit("anna")).post(path, typed(parent_id=str(abroad.id)))
    assert answer.status_code == 422
    assert (await stored(cast)).parent is None


async def test_committee_that_decided_stays_one(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.committee.id}/bearbeiten"
    vorlage = await make_vorlage(cast.body)
    await Consultation(
        vorlage=vorlage.id, position=1, committee_name="JHA", committee=cast.committee.id,
        result_code=ConsultationResult.ADOPTED,
    ).save()  # fmt: skip
    answer = await anna.post(path, typed())
    assert answer.status_code == 422
    assert "„Jugendhilfeausschuss“ hat über Vorlagen beraten" in answer.text
    assert (await anna.post(path, typed(kind="kreistag"))).status_code == 303


async def test_group_with_mandates_becomes_no_committee(visit: Visit, cast: Cast) -> None:
    await Mandate(group=cast.group.id, title="Räume klären").save()
    answer = await (await visit("anna")).post(
        f"/gruppen/{cast.group.id}/bearbeiten", typed(kind="ausschuss")
    )
    assert answer.status_code == 422
    assert "nimmt keine Aufträge an" in answer.text


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("planned", "active", True),
        ("active", "planned", False),
        ("active", "finished", False),
        ("active", "dissolved", False),
        ("finished", "dissolved", True),
        ("dissolved", "active", True),
        ("finished", "planned", False),
    ],
)
async def test_only_allowed_changes_of_the_state(
    visit: Visit, cast: Cast, before: str, after: str, allowed: bool
) -> None:
    anna = await visit("anna")
    await Group.update({Group.status: before}).where(Group.id == cast.group.id)
    answer = await anna.post(f"/gruppen/{cast.group.id}/bearbeiten", typed(status=after))
    assert answer.status_code == (303 if allowed else 422)
    assert (await stored(cast)).status == (after if allowed else before)


async def test_group_at_work_again_has_not_ended(visit: Visit, cast: Cast) -> None:
    await Group.update({Group.status: GroupStatus.FINISHED, Group.ends_on: today()}).where(
        Group.id == cast.group.id
    )
    anna = await visit("anna")
    form = typed(status="active", ends_on=today().isoformat())
    await anna.post(f"/gruppen/{cast.group.id}/bearbeiten", form)
    group = await stored(cast)
    assert group.status == GroupStatus.ACTIVE
    assert group.ends_on is None


async def test_end_before_the_beginning_comes_back(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    form = typed(starts_on="2021-01-01", ends_on="2020-01-01", purpose="bleibt stehen")
    answer = await anna.post(path, form)
    assert answer.status_code == 422
    assert "Das Ende liegt vor dem Beginn" in answer.text
    assert "bleibt stehen</textarea>" in answer.text


async def test_wrong_values_come_back_at_their_fields(visit: Visit, cast: Cast) -> None:
    anna = await visit("anna")
    path = f"/gruppen/{cast.group.id}/bearbeiten"
    for wrong, words in (
        (typed(objection_days="0", approval="tacit"), "nur, wo es eine Einwandfrist gibt"),
        (typed(minutes_days="0"), "Bitte eine Zahl zwischen 1 und 90 angeben"),
        (typed(objection_days="viele"), "Bitte eine ganze Zahl angeben"),
        (typed(objection_days="400"), "Bitte eine Zahl zwischen 0 und 365 angeben"),
        (typed(notice_days="0"), "Bitte eine Zahl zwischen 1 und 90 angeben"),
        (typed(kind="verein"), "Bitte einen Eintrag aus der Liste wählen"),
        (typed(version="x"), "Bitte laden Sie die Seite neu"),
        (typed(status="lost"), "Bitte einen Eintrag aus der Liste wählen"),
    ):
        answer = await anna.post(path, wrong)
        assert answer.status_code == 422
        assert words in answer.text
    assert (await stored(cast)).version == 1


async def test_who_leads_may_not_change_the_group(visit: Visit, cast: Cast) -> None:
    bernd = await visit("bernd")
    answer = await bernd.post(f"/gruppen/{cast.group.id}/bearbeiten", typed(purpose="Meins"))
    assert answer.status_code == 403
    assert (await stored(cast)).purpose == ""

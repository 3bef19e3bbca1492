"""Members propose items until the deadline; who leads accepts or declines with a reason."""

from uuid import UUID, uuid4

import pytest

from app.agenda.tables import AgendaProposal, ProposalStatus
from app.core.clock import now
from app.meetings.queries.agenda import agenda_of
from app.meetings.tables import Meeting, MeetingStatus
from tests.agenda.make import make_proposal
from tests.browser import Visit
from tests.cast import Cast
from tests.mails import last_mail, part
from tests.meetings.make import make_meeting


def typed(**changes: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "title": "Fahrtkosten", "reason": "Es fehlt eine Regel.",
        "minutes": "15", **changes,
    }  # fmt: skip


async def stored() -> AgendaProposal:
    found = await AgendaProposal.objects().first()
    assert found is not None
    return found


def page_of(meeting: Meeting) -> str:
    return f"/sitzungen/{meeting.id}/vorschlaege"


async def test_member_proposes_once_and_the_page_shows_it_waiting(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    meeting = await make_meeting(cast.group)
    assert "/vorschlaege" in (await carla.get(f"/sitzungen/{meeting.id}")).text
    form = typed()
    for _ in range(2):
        assert (await carla.post(page_of(meeting), form)).status_code == 303
    assert await AgendaProposal.count() == 1
    page = (await carla.get(page_of(meeting))).text
    assert "Fahrtkosten" in page
    assert "wartet auf Antwort" in page
    assert "Beantworten" not in page
    assert "Beantworten" in (await (await visit("bernd")).get(page_of(meeting))).text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "  "}, "Bitte nennen Sie das Thema."),
        ({"title": "x" * 301}, "300"),
        ({"minutes": "zehn"}, "Minuten"),
        ({"minutes": "0"}, "von 1 bis 600"),
        ({"reason": "y" * 4001}, "4000"),
        ({"id": "nichts"}, "laden Sie die Seite neu"),
    ],
)
async def test_bad_proposal_comes_back_with_its_text(
    cast: Cast, visit: Visit, changes: dict[str, str], words: str
) -> None:
    carla = await visit("carla")
    meeting = await make_meeting(cast.group)
    answer = await carla.post(page_of(meeting), typed(**changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert await AgendaProposal.count() == 0


async def test_after_the_deadline_and_where_nobody_proposes_nothing_is_taken(
    cast: Cast, visit: Visit
) -> None:
    carla = await visit("carla")
    meeting = await make_meeting(cast.group)
    for days, words in ((30, "Die Frist für Vorschläge"), (None, "stellt die Leitung")):
        cast.group.proposal_days = days
        await cast.group.save()
        answer = await carla.post(page_of(meeting), typed())
        assert answer.status_code == 422
        assert words in answer.text
    assert await AgendaProposal.count() == 0


async def test_nothing_is_proposed_to_a_meeting_that_is_over(cast: Cast, visit: Visit) -> None:
    carla = await visit("carla")
    meeting = await make_meeting(cast.group, status=MeetingStatus.HELD)
    assert (await carla.post(page_of(meeting), typed())).status_code == 422
    assert await AgendaProposal.count() == 0


async def test_accepted_proposal_is_an_item_and_its_author_is_told(
    cast: Cast, visit: Visit
) -> None:
    bernd = await visit("bernd")
    meeting = await make_meeting(cast.group)
    proposal = await make_proposal(cast, meeting)
    path = f"{page_of(meeting)}/{proposal.id}"
    form = {"decision": "annehmen", "answer": "Gern."}
    assert (await bernd.post(path, form)).status_code == 303
    last = (await agenda_of(UUID(str(meeting.id))))[-1]
    assert (last.title, last.minutes, last.presenter) == ("Fahrtkosten", 15, "Carla Cordes")
    assert ((await stored()).status, (await stored()).agenda_item) == ("accepted", last.id)
    assert "kommt auf die Tagesordnung" in part(await last_mail())
    assert (await bernd.post(path, form)).status_code == 422, "decided already"
    assert len(await agenda_of(UUID(str(meeting.id)))) == 4


async def test_declined_proposal_needs_a_reason_and_mails_it(cast: Cast, visit: Visit) -> None:
    bernd = await visit("bernd")
    meeting = await make_meeting(cast.group)
    path = f"{page_of(meeting)}/{(await make_proposal(cast, meeting)).id}"
    refused = await bernd.post(path, {"decision": "ablehnen", "answer": " "})
    assert refused.status_code == 422
    assert "nennt einen Grund" in refused.text
    assert (await bernd.post(path, {"answer": "x"})).status_code == 422
    reason = "Das klärt die Verwaltung."
    assert (await bernd.post(path, {"decision": "ablehnen", "answer": reason})).status_code == 303
    assert (await stored()).status == ProposalStatus.DECLINED
    assert reason in part(await last_mail())
    assert len(await agenda_of(UUID(str(meeting.id)))) == 3
    page = (await (await visit("carla")).get(page_of(meeting))).text
    assert "abgelehnt" in page
    assert reason in page


async def test_proposal_of_another_meeting_is_not_found(cast: Cast, visit: Visit) -> None:
    bernd = await visit("bernd")
    meeting, other = await make_meeting(cast.group), await make_meeting(cast.other_group)
    path = f"{page_of(meeting)}/{(await make_proposal(cast, other)).id}"
    assert (await bernd.get(path)).status_code == 404
    form = {"decision": "annehmen", "answer": ""}
    assert (await bernd.post(path, form)).status_code == 404
    assert (await stored()).decided_at is None


async def test_who_leads_answers_and_nobody_else(cast: Cast, visit: Visit) -> None:
    meeting = await make_meeting(cast.group)
    path = f"{page_of(meeting)}/{(await make_proposal(cast, meeting)).id}"
    for name, status in (("paul", 403), ("carla", 403), ("dirk", 404), ("anna", 200)):
        assert (await (await visit(name)).get(path)).status_code == status, name
    assert now() < meeting.starts_at

"""Who reads the minutes may want another wording until the last day; who writes them decides."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from app.audit.tables import AuditEntry
from app.core.clock import now, today
from app.core.words import Visibility
from app.groups.tables import Group
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Minutes, MinutesItem, MinutesStatus, Objection, ObjectionStatus
from app.outbox.tables import OutgoingMail
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mails import part, read_mail
from tests.meetings.make import make_item
from tests.minutes.make import (
    approve,
    make_held,
    make_minutes,
    make_objection,
    make_text,
    path_of,
)

BEFORE = "Die Miete steigt auf 14 Euro. Alle sind einverstanden."
RICH = "<p>Die <strong>Miete</strong> steigt auf 14 Euro. Alle sind einverstanden.</p>"
AFTER = "Die Miete steigt auf 16 Euro. Alle sind einverstanden."


async def sent(cast: Cast, **item: object) -> tuple[Meeting, AgendaItem]:
    meeting = await make_held(cast.group, items=())
    minutes = await make_minutes(meeting, status=MinutesStatus.SENT)
    row = await make_item(meeting, **{"title": "Budget", **item})
    await make_text(minutes, row, BEFORE, rich=RICH)
    return meeting, row


def typed(**fields: str) -> dict[str, str]:
    return {"id": str(uuid4()), "version": "1", "wording": AFTER, "reason": "", **fields}


async def object_to(
    browser: Browser, meeting: Meeting, item: AgendaItem, **fields: str
) -> httpx.Response:
    return await browser.post(path_of(meeting, f"/punkte/{item.id}/einwand"), typed(**fields))


async def mails(kind: str) -> dict[str, str]:
    """Address → text and HTML of the mail."""
    rows = await OutgoingMail.objects().where(OutgoingMail.kind == kind)
    read = {row.recipient_address: read_mail(row.mime) for row in rows}
    return {to: part(mail) + part(mail, "html") for to, mail in read.items()}


async def the_objection() -> Objection:
    row = await Objection.objects().first()
    assert row is not None
    return row


async def test_member_objects_and_the_leading_learn_of_it(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    carla = await visit("carla")
    assert f"/punkte/{item.id}/einwand" in (await carla.get(path_of(meeting))).text
    page = (await carla.get(path_of(meeting, f"/punkte/{item.id}/einwand"))).text
    assert BEFORE in page
    answer = await object_to(carla, meeting, item, reason="So stand es im Vertrag.")
    assert answer.status_code == 303
    row = await the_objection()
    assert (row.wording, row.before, row.reason) == (AFTER, BEFORE, "So stand es im Vertrag.")
    told = await mails("objection_raised")
    assert set(told) == {cast.bernd.email, cast.paul.email}
    letter = told[cast.paul.email]
    assert f"/protokoll/einwaende/{row.id}" in letter
    assert "Carla Cordes hat gegen das Protokoll" in letter
    assert "16 Euro" not in letter
    for name in ("carla", "paul"):
        page = (await (await visit(name)).get(path_of(meeting))).text
        assert "Einwand offen" in page
    text = await MinutesItem.select(MinutesItem.text).output(as_list=True)
    assert text == [BEFORE]


async def test_accepted_wording_becomes_the_text_and_is_shown_as_a_difference(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    row, paul = await the_objection(), await visit("paul")
    here = path_of(meeting, f"/einwaende/{row.id}")
    page = (await paul.get(here)).text
    assert '<del><span class="kern-sr-only">gestrichen: </span>14 ' in page
    assert '<ins><span class="kern-sr-only">neu: </span>16 ' in page
    assert "bleiben, wo der Wortlaut bleibt" in page
    assert "<strong>Miete</strong> steigt auf 16 Euro." in page
    assert (await paul.post(f"{here}/uebernahme", {"version": "1"})).status_code == 303
    stored = await MinutesItem.objects().first()
    assert stored is not None
    assert (stored.text, stored.version, stored.changed_by_name) == (AFTER, 2, "Paul Petersen")
    assert stored.rich == RICH.replace("14", "16")
    assert (await the_objection()).settled_by_name == "Paul Petersen"
    told = await mails("objection_settled")
    assert set(told) == {cast.carla.email}
    assert "hat Ihren Einwand übernommen" in told[cast.carla.email]
    corrected = await mails("minutes_corrected")
    assert set(corrected) == {cast.bernd.email, cast.carla.email, cast.paul.email}
    assert "berichtigt: TOP 1." in corrected[cast.bernd.email]
    assert "16 Euro" not in corrected[cast.bernd.email]
    page = (await paul.get(here)).text
    assert '<ins><span class="kern-sr-only">neu: </span>16 ' in page
    assert "Wortlaut übernehmen" not in page


async def test_declined_objection_leaves_the_text_and_tells_why(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    row, bernd = await the_objection(), await visit("bernd")
    here = path_of(meeting, f"/einwaende/{row.id}")
    empty = await bernd.post(f"{here}/ablehnung", {"answer": " "})
    assert empty.status_code == 422
    assert "Bitte begründen Sie die Ablehnung" in empty.text
    answer = await bernd.post(f"{here}/ablehnung", {"answer": "Im Vertrag stehen 14 Euro."})
    assert answer.status_code == 303
    assert await MinutesItem.count().where(MinutesItem.text == BEFORE) == 1
    assert "Im Vertrag stehen 14 Euro." in (await mails("objection_settled"))[cast.carla.email]
    assert await mails("minutes_corrected") == {}
    assert "abgelehnt" in (await (await visit("carla")).get(path_of(meeting, "/einwaende"))).text


async def test_reason_about_a_confidential_item_stays_behind_the_login(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast, visibility=Visibility.CONFIDENTIAL, title="Geheimplan")
    await object_to(await visit("carla"), meeting, item)
    row = await the_objection()
    await (await visit("bernd")).post(
        path_of(meeting, f"/einwaende/{row.id}/ablehnung"), {"answer": "Steht im Vertrag."}
    )
    for kind in ("objection_raised", "objection_settled"):
        for letter in (await mails(kind)).values():
            assert "Geheimplan" not in letter
            assert "Steht im Vertrag" not in letter


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"wording": "  \n "}, "Bitte schreiben Sie den Wortlaut"),
        ({"wording": BEFORE.replace(" ", "  ")}, "derselbe Text wie bisher"),
        ({"wording": "Wort " * 20_480}, "länger als 50.000 Zeichen"),
        ({"reason": "x" * 5_001}, "länger als 5.000 Zeichen"),
        ({"version": "-1"}, "Bitte laden Sie die Seite neu"),
        ({"version": "7"}, "wurde inzwischen geändert"),
        ({"id": "keine"}, "Bitte laden Sie die Seite neu"),
    ],
)
async def test_bad_objection_comes_back_with_its_text(
    cast: Cast, visit: Visit, fields: dict[str, str], sentence: str
) -> None:
    meeting, item = await sent(cast)
    answer = await object_to(await visit("carla"), meeting, item, **{"reason": "Weil", **fields})
    assert answer.status_code in {409, 422}
    assert sentence in answer.text
    assert fields.get("wording", AFTER).strip()[:40] in answer.text
    assert await Objection.count() == 0


async def test_second_submit_has_no_second_effect(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    carla, same = await visit("carla"), str(uuid4())
    assert [(await object_to(carla, meeting, item, id=same)).status_code for _ in "12"] == [303] * 2
    assert await Objection.count() == 1
    other = await object_to(carla, meeting, item, wording="Ganz anders.")
    assert other.status_code == 409
    assert "schon ein Einwand von Ihnen offen" in other.text
    paul, row = await visit("paul"), await the_objection()
    path = path_of(meeting, f"/einwaende/{row.id}/uebernahme")
    assert [(await paul.post(path, {"version": "1"})).status_code for _ in "12"] == [303] * 2
    assert await MinutesItem.count().where(MinutesItem.version == 2) == 1
    late = await paul.post(path_of(meeting, f"/einwaende/{row.id}/ablehnung"), {"answer": "Nein."})
    assert late.status_code == 409
    assert "hat diesen Einwand schon übernommen" in late.text
    assert await AuditEntry.count().where(AuditEntry.action == "objection.accepted") == 1


async def test_text_that_moved_is_compared_anew_before_it_is_replaced(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    await object_to(await visit("carla"), meeting, item)
    row, paul = await the_objection(), await visit("paul")
    await MinutesItem.update(
        {MinutesItem.text: "Die Miete steigt auf 15 Euro.", MinutesItem.version: 2}, force=True
    )
    path = path_of(meeting, f"/einwaende/{row.id}")
    answer = await paul.post(f"{path}/uebernahme", {"version": "1"})
    assert answer.status_code == 409
    assert "wurde inzwischen geändert" in answer.text
    assert '<span class="kern-sr-only">gestrichen: </span>15 ' in answer.text
    assert (await paul.post(f"{path}/uebernahme", {"version": "2"})).status_code == 303


async def test_nothing_is_raised_after_the_last_day_and_the_text_comes_back(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    carla = await visit("carla")
    await Minutes.update({Minutes.objections_until: today()}, force=True)
    assert (
        "Einwand eintragen"
        in (await carla.get(path_of(meeting, f"/punkte/{item.id}/einwand"))).text
    )
    await Minutes.update({Minutes.objections_until: today() - timedelta(days=1)}, force=True)
    page = (await carla.get(path_of(meeting, f"/punkte/{item.id}/einwand"))).text
    assert "Die Frist für Einwände ist am" in page
    assert "<textarea" not in page
    answer = await object_to(carla, meeting, item)
    assert answer.status_code == 409
    assert "Die Frist für Einwände ist am" in answer.text
    assert AFTER in answer.text
    assert await Objection.count() == 0


async def test_nothing_is_raised_or_settled_once_the_minutes_are_approved(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    await approve(cast, meeting)
    answer = await object_to(await visit("carla"), meeting, item)
    assert answer.status_code == 409
    assert "Das Protokoll ist genehmigt" in answer.text
    assert AFTER in answer.text
    minutes = await Minutes.objects().first()
    assert minutes is not None
    row = await make_objection(minutes, item, cast.carla, before=BEFORE)
    paul, here = await visit("paul"), path_of(meeting, f"/einwaende/{row.id}")
    assert "Wortlaut übernehmen" not in (await paul.get(here)).text
    for rest, form in (("uebernahme", {"version": "1"}), ("ablehnung", {"answer": "Nein."})):
        assert (await paul.post(f"{here}/{rest}", form)).status_code == 409
    assert (await the_objection()).status == ObjectionStatus.OPEN


async def test_strangers_former_members_and_guests_get_404(cast: Cast, visit: Visit) -> None:
    meeting, item = await sent(cast)
    for name in ("dirk", "eva", "frieda", "gustav", "jutta"):
        browser = await visit(name)
        assert (await object_to(browser, meeting, item)).status_code == 404, name
        assert (await browser.get(path_of(meeting, "/einwaende"))).status_code == 404, name
    await Minutes.update({Minutes.status: MinutesStatus.DRAFT}, force=True)
    carla = await visit("carla")
    assert (await object_to(carla, meeting, item)).status_code == 404
    assert await Objection.count() == 0


async def test_members_learn_of_all_corrections_in_one_mail_if_the_group_wants_it(
    cast: Cast, visit: Visit
) -> None:
    meeting, item = await sent(cast)
    minutes = await Minutes.objects().first()
    assert minutes is not None
    other = await make_item(meeting, title="Räume")
    rows = [
        await make_objection(minutes, item, cast.carla, before=BEFORE, created_at=now()),
        await make_objection(minutes, other, cast.carla, created_at=now()),
    ]
    paul = await visit("paul")
    for row, version in zip(rows, ("1", "0"), strict=True):
        assert await mails("minutes_corrected") == {}
        path = path_of(meeting, f"/einwaende/{row.id}/uebernahme")
        assert (await paul.post(path, {"version": version})).status_code == 303
    assert "TOP 1, TOP 2." in (await mails("minutes_corrected"))[cast.carla.email]
    await Group.update({Group.mail_minutes_corrected: False}).where(Group.id == cast.group.id)
    again = await make_objection(minutes, item, cast.carla, before=BEFORE, wording=AFTER)
    await paul.post(path_of(meeting, f"/einwaende/{again.id}/uebernahme"), {"version": "2"})
    assert await OutgoingMail.count().where(OutgoingMail.kind == "minutes_corrected") == 3

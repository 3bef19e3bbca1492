"""A passage goes out of every text, version, paper and stored mail; a stub without the words stays."""

import json

import pytest

from app.audit.tables import AuditEntry
from app.files.tables import File
from app.minutes.tables import MinutesItem, MinutesRevision
from app.outbox.tables import MailState, OutgoingMail
from app.vorlagen.tables import Vorlage
from tests.browser import Visit
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import (
    make_decision,
    make_held,
    make_minutes,
    make_text,
    path_of,
)
from tests.redaction.make import columns_that_say, files_that_say
from tests.redaction.spread import PASSAGE, SAID, STUB, WORD, order, preview, spread
from tests.vorlagen.make import make_vorlage


async def test_after_the_removal_the_word_stands_nowhere(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    before = await columns_that_say(WORD)
    for column in (
        "agenda_item.title", "decision.text", "minutes_item.text", "minutes_item.rich",
        "minutes_revision.content", "task.title", "task.done_note", "task_step.text",
        "implementation_step.sentence", "digest.content", "text_revision.text", "text_revision.rich",
        "minutes_objection.before", "minutes_information.text",
    ):  # fmt: skip
        assert column in before, column
    assert len(files_that_say(WORD)) == 1
    old = await File.objects().first()

    bernd = await visit("bernd")
    text, confirmed = await preview(bernd, meeting)
    assert "2 Fassungen des Protokolls, 1 PDF" in text
    assert "Das lässt sich nicht rückgängig machen" in text
    assert "Nicht erreichbar sind E-Mails" in text
    answer = await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    assert answer.status_code == 303

    assert await columns_that_say(WORD) == []
    assert await columns_that_say("Frau Süß") == []
    assert files_that_say(WORD) == []
    assert len(files_that_say("entfernt am")) == 1
    now_filed = await File.objects()
    assert old is not None
    assert [file.sha256 != old.sha256 for file in now_filed] == [True]
    page = (await (await visit("carla")).get(path_of(meeting))).text
    assert f"Vorher. {STUB}. Nachher." in page


async def test_stub_says_who_why_where_and_how_long_but_not_what(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    bernd = await visit("bernd")
    _, confirmed = await preview(bernd, meeting)
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    entries = await AuditEntry.objects().where(AuditEntry.action == "minutes.passage_removed")
    assert len(entries) == 1
    told = json.loads(entries[0].details)
    assert entries[0].actor_name == "Bernd Brandt"
    assert (told["reason"], told["length"]) == ("social_data", len(PASSAGE))
    assert told["where"]["Text im Protokoll"] == 2
    assert told["old_sha256"] != told["new_sha256"]
    page = (await bernd.get(path_of(meeting, "/entfernung"))).text
    assert "Bisher entfernt" in page
    assert "Sozialdaten oder Angaben zu einem Einzelfall" in page
    assert WORD not in page


async def test_stored_mails_are_emptied_and_waiting_ones_stay(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    hers = OutgoingMail.person_id == cast.id("carla")
    assert WORD.encode() in (await OutgoingMail.objects().where(hers).first()).mime  # type: ignore[union-attr]
    bernd = await visit("bernd")
    text, confirmed = await preview(bernd, meeting)
    assert "gespeicherte E-Mail" in text
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    mails = await OutgoingMail.objects()
    assert not [mail for mail in mails if WORD.encode() in bytes(mail.mime)]
    assert {mail.state for mail in mails if not mail.mime} == {MailState.DROPPED}
    assert [mail for mail in mails if mail.mime], "mails without the passage are left alone"


async def test_other_groups_and_papers_of_the_council_stay(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    other = await make_held(cast.other_group)
    await make_text(await make_minutes(other), await first_item(other), SAID)
    vorlage = await make_vorlage(cast.body, reference="2024/012", title=PASSAGE)
    bernd = await visit("bernd")
    _, confirmed = await preview(bernd, meeting)
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    assert "minutes_item.text" in await columns_that_say(WORD)
    kept = await Vorlage.objects().where(Vorlage.id == vorlage.id).first()
    assert kept is not None
    assert kept.title == PASSAGE


async def test_comments_stay_unless_asked_for(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    bernd = await visit("bernd")
    _, confirmed = await preview(bernd, meeting, comments="")
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    assert await columns_that_say(WORD) == ["task_step.text", "task_step.words"]


async def test_nothing_goes_without_the_tick_or_when_something_changed(
    cast: Cast, visit: Visit
) -> None:
    meeting = await spread(cast, visit)
    bernd, before = await visit("bernd"), await columns_that_say(WORD)
    _, confirmed = await preview(bernd, meeting)
    unsure = await bernd.post(path_of(meeting, "/entfernung"), {**confirmed, "sure": ""})
    assert unsure.status_code == 422
    assert "Bitte bestätigen Sie, dass Sie die Fundstellen geprüft haben" in unsure.text
    await make_decision(await first_item(meeting), text=PASSAGE)
    moved = await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    assert moved.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in moved.text
    assert await columns_that_say(WORD) == before
    assert len(files_that_say(WORD)) == 1
    assert await AuditEntry.count().where(AuditEntry.action == "minutes.passage_removed") == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"passage": ""}, "Bitte geben Sie die Stelle an"),
        ({"passage": "ab"}, "wenigstens drei Zeichen"),
        ({"passage": "steht nirgends"}, "in keinem Text der Gruppe"),
        ({"reason": ""}, "Bitte wählen Sie einen Grund"),
        ({"passage": "entfernt am"}, "stehen auch im Vermerk"),
        ({"passage": "x" * 5_001}, "länger als 5.000 Zeichen"),
    ],
)
async def test_wrong_order_comes_back_with_its_words(
    cast: Cast, visit: Visit, typed: dict[str, str], sentence: str
) -> None:
    meeting = await make_held(cast.group)
    await make_minutes(meeting)
    bernd = await visit("bernd")
    answer = await bernd.post(path_of(meeting, "/entfernung/fundstellen"), order(**typed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed.get("passage", PASSAGE) in answer.text


async def test_only_who_leads_removes(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    before = await columns_that_say(WORD)
    _, confirmed = await preview(await visit("bernd"), meeting)
    for name, status in (("paul", 403), ("carla", 403), ("dirk", 404), ("frieda", 404)):
        browser = await visit(name)
        assert (await browser.get(path_of(meeting, "/entfernung"))).status_code == status
        for rest in ("/entfernung/fundstellen", "/entfernung"):
            answer = await browser.post(path_of(meeting, rest), confirmed)
            assert answer.status_code == status
            assert WORD not in answer.text
    assert await columns_that_say(WORD) == before


async def test_an_open_editor_cannot_bring_the_words_back(cast: Cast, visit: Visit) -> None:
    meeting = await make_held(cast.group)
    minutes, item = await make_minutes(meeting), await first_item(meeting)
    text = await make_text(minutes, item, SAID)
    bernd, paul = await visit("bernd"), await visit("paul")
    _, confirmed = await preview(bernd, meeting)
    await bernd.post(path_of(meeting, "/entfernung"), confirmed)
    typed = {"text": f"{SAID} Weiter.", "version": str(text.version)}
    answer = await paul.post(path_of(meeting, f"/punkte/{item.id}"), typed)
    assert answer.status_code == 409
    known = await MinutesItem.objects().where(MinutesItem.id == text.id).first()
    assert known is not None
    assert known.text == f"Vorher. {STUB}. Nachher."


async def test_a_second_removal_keeps_the_note_of_the_first(cast: Cast, visit: Visit) -> None:
    meeting = await spread(cast, visit)
    bernd = await visit("bernd")
    hashes = []
    for words in (PASSAGE, "Nachher."):
        file = await File.objects().first()
        assert file is not None
        hashes.append(file.sha256)
        _, confirmed = await preview(bernd, meeting, passage=words)
        answer = await bernd.post(path_of(meeting, "/entfernung"), confirmed)
        assert answer.status_code == 303
    assert all(files_that_say(sha256[:16]) for sha256 in hashes)
    assert await File.count() == 1
    assert await MinutesRevision.count() == 2

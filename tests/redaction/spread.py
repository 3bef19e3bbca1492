"""A passage wherever people of a group can write it, and the way to its removal."""

import json
import re

from app.agenda.tables import AgendaProposal
from app.core.clock import now, today
from app.core.words import Visibility
from app.decisions.tables import Implementation, ImplementationStep, RegisterEntry
from app.digest.tables import Digest, Rhythm, Subscription
from app.mandates.tables import MandateStatus, MandateStep
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Addendum, Became, Minutes, Objection, ObjectionStatus
from app.replies.tables import InboundMail, Outcome
from app.tasks.tables import TaskStep
from tests.browser import Browser, Visit
from tests.cast import Cast
from tests.mandates.make import make_mandate
from tests.meetings.make import first_item
from tests.minutes.make import (
    approve,
    make_decision,
    make_held,
    make_information,
    make_minutes,
    make_text,
    path_of,
)
from tests.redaction.make import forget_files
from tests.tasks.make import make_task

WORD = "Zwergwiesel"
PASSAGE = f"Das Kind {WORD} lebt bei Frau Süß"
SAID = f"Vorher. {PASSAGE}. Nachher."
STUB = f"[entfernt am {today():%d.%m.%Y}]"


async def spread(cast: Cast, visit: Visit) -> Meeting:
    """The passage wherever people of the group can write it; sent, approved, and quoted later."""
    forget_files()
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    item = await first_item(meeting)
    await AgendaItem.update(
        {AgendaItem.title: f"Bericht: {PASSAGE}", AgendaItem.visibility: Visibility.PUBLIC}
    ).where(AgendaItem.id == item.id)
    await make_text(
        minutes,
        item,
        SAID,
        rich=f"<p>Vorher. {PASSAGE.replace(WORD, f'<em>{WORD}</em>')}. Nachher.</p>",
    )
    await make_information(item, SAID)
    await make_information(item, SAID, became=Became.NOTHING)
    decision = await make_decision(item, text=f"Empfohlen: {PASSAGE}.")
    task = await make_task(
        cast.group, agenda_item=item.id, person=cast.carla.id, title=f"Prüfen: {PASSAGE}",
        done_note=SAID,
    )  # fmt: skip
    await TaskStep(task=task.id, person_name="Carla Cordes", text=SAID).save()
    entry = await RegisterEntry.objects().where(RegisterEntry.decision == decision.id).first()
    assert entry is not None
    await ImplementationStep(
        entry=entry.id, to_state=Implementation.DONE, on_day=today(), sentence=SAID,
        person_name="Paul Petersen",
    ).save()  # fmt: skip
    paul = await visit("paul")
    for version, text in enumerate((f"{SAID} Und mehr.", f"{SAID} Und noch mehr."), 1):
        saved = await paul.post(
            path_of(meeting, f"/punkte/{item.id}"), {"text": text, "version": str(version)}
        )
        assert saved.status_code == 303
    await Objection(
        minutes=minutes.id, agenda_item=item.id, person_name="Carla Cordes", before=SAID,
        wording=f"Besser: {SAID}", reason=SAID, status=ObjectionStatus.DECLINED,
    ).save()  # fmt: skip
    await paul.post(path_of(meeting, "/versand"))
    await approve(cast, meeting)
    later = await make_held(cast.group)
    await make_text(
        await make_minutes(later),
        await first_item(later),
        f"Wie gesagt: {SAID}",
        rich=f"<p>Wie gesagt: {SAID}</p>",
    )
    await _digested(cast)
    await _beside(cast, meeting, minutes)
    return meeting


async def _digested(cast: Cast) -> None:
    """A summary to the committee told it as well."""
    subscription = Subscription(
        committee=cast.committee.id, person=cast.jutta.id, rhythm=Rhythm.WEEKLY, watermark=now(),
        token_hash="t",
    )  # fmt: skip
    await subscription.save()
    content = json.dumps({"papers": [{"recommendations": [{"text": SAID}]}]})
    await Digest(subscription=subscription.id, since=now(), until=now(), content=content).save()


def order(**typed: str) -> dict[str, str]:
    return {"passage": PASSAGE, "reason": "social_data", "comments": "y", **typed}


async def preview(browser: Browser, meeting: Meeting, **typed: str) -> tuple[str, dict[str, str]]:
    """The page of the places, and what its form would send."""
    answer = await browser.post(path_of(meeting, "/entfernung/fundstellen"), order(**typed))
    assert answer.status_code == 200, answer.text
    seen = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert seen is not None
    return answer.text, order(seen=seen[1], sure="y", **typed)


async def _beside(cast: Cast, meeting: Meeting, minutes: Minutes) -> None:
    """Proposals, notes, steps of mandates, and a letter that quotes the minutes."""
    await AgendaProposal(
        meeting=meeting.id, person_name="Carla Cordes", title=f"Vorschlag: {PASSAGE}", reason=SAID,
        answer=SAID,
    ).save()  # fmt: skip
    await Addendum(minutes=minutes.id, text=SAID, person_name="Bernd Brandt").save()
    mandate = await make_mandate(cast.group, title=f"Auftrag: {PASSAGE}")
    await MandateStep(
        mandate=mandate.id, to_status=MandateStatus.OPEN, sentence=SAID, person_name="Carla Cordes"
    ).save()
    letter = f"Subject: Zum Protokoll\nContent-Type: text/plain; charset=utf-8\n\n> {SAID}\n"
    await InboundMail(
        content_hash="h", came_by="lmtp", subject=f"Re: {PASSAGE}", outcome=Outcome.LETTER,
        body=cast.body.id, meeting=meeting.id, mime=letter.encode(), comment=SAID,
    ).save()  # fmt: skip

"""Two entries that became one: both names count for the Auskunft and for the Löschung."""

import json
from uuid import uuid4

from app.audit.tables import AuditEntry
from app.core.clock import now
from app.minutes.tables import MinutesItem
from app.people.tables import PersonMerge
from app.privacy.operations import exporting
from tests.cast import Cast
from tests.meetings.make import first_item
from tests.minutes.make import make_held, make_minutes, make_text
from tests.privacy.make import where_it_says
from tests.privacy.test_erase import P, erased
from tests.privacy.test_export import opened

OTHER = {
    "given_name": "Karla", "family_name": "Kordes", "title": "", "phone": "04131 998877",
    "email": "kordes@example.org",
}  # fmt: skip


async def merged(cast: Cast) -> MinutesItem:
    """Carla was Karla Kordes in minutes and in the audit log."""
    dissolved = uuid4()
    await PersonMerge(
        body=cast.body.id, kept=cast.carla.id, dissolved_id=dissolved,
        moved=json.dumps({"person": OTHER, "moved": []}), merged_at=now(),
    ).save()  # fmt: skip
    await AuditEntry(actor_id=dissolved, actor_name="Karla Kordes", action="task.given").save()
    meeting = await make_held(cast.group)
    minutes = await make_minutes(meeting)
    text = "Frau Kordes und Carla Cordes, kordes@example.org"
    return await make_text(minutes, await first_item(meeting), text)


async def test_auskunft_tells_what_was_done_under_the_other_entry(cast: Cast) -> None:
    await merged(cast)
    told, _ = opened((await exporting.export_person(cast.carla.email, now=now())).content)
    assert [row["action"] for row in told["Eigene Vorgänge"]] == ["task.given"]
    assert told["Zusammengeführte Einträge"]
    assert [place["times"] for place in told["Texte, in denen Ihr Name steht"]] == [1]


async def test_both_names_are_gone_after_the_deletion(cast: Cast) -> None:
    item = await merged(cast)
    await erased(cast.carla)
    assert await where_it_says("Kordes", "Cordes", "998877") == []
    found = await MinutesItem.objects().get(MinutesItem.id == item.id)
    assert found is not None
    assert found.text == f"{P} und {P}, [gelöscht]"
    entry = await AuditEntry.objects().get(AuditEntry.action == "task.given")
    assert entry is not None
    assert entry.actor_name == P

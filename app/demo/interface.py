"""An OParl address that was compared the other day; two of its papers wait to be taken over."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.demo.history import History
from app.demo.musterland import Loaded
from app.importers.rules.mapping import mapped
from app.importers.rules.objects import plain
from app.importers.tables import OparlPaper, OparlRun, OparlSource, RunState, SourceKind
from app.vorlagen.operations.drafts import NewDraft, keep_draft

SERVER = "https://ris.example.org/oparl/v1.1"
TITLES = (
    ("Fortschreibung der Spielplatzplanung", "Beschlussvorlage", "Vorberatung"),
    ("Bericht über die Ferienbetreuung", "Informationsvorlage", "Kenntnisnahme"),
)


async def load(history: History, loaded: Loaded) -> None:
    county, at = loaded.county, history.at(-3, 6)
    source = OparlSource(
        id=uuid4(), body=county.body.id, kind=SourceKind.BODY,
        name="Ratsinformationssystem Landkreis Musterland", address=f"{SERVER}/system",
        start=f"{SERVER}/body/1/paper", created_by=county.coordination.id,
        created_at=at, watermark=at - timedelta(days=1), series_began_at=at,
    )  # fmt: skip
    await source.save()
    await OparlRun(
        source=source.id, state=RunState.DONE, started_at=at, ended_at=at + timedelta(minutes=3),
        due_at=at, objects_read=len(TITLES), objects_total=len(TITLES), papers_new=len(TITLES),
    ).save()  # fmt: skip
    for at_number, words in enumerate(TITLES, 301):
        await _wait(source, _paper(history, at_number, *words), history)


def _paper(history: History, number: int, name: str, kind: str, role: str) -> dict[str, Any]:
    dated = history.day(-14)
    meeting = {"name": "Sitzung des Jugendhilfeausschusses", "start": history.day(21).isoformat()}
    return {
        "id": f"{SERVER}/paper/{number}",
        "type": "https://schema.oparl.org/1.1/Paper",
        "name": name,
        "reference": f"{dated.year}/{number}",
        "date": dated.isoformat(),
        "paperType": kind,
        "underDirectionOf": [{"name": "Fachdienst Jugend"}],
        "consultation": [
            {"meeting": meeting, "organization": "Jugendhilfeausschuss", "role": role}
        ],
    }


async def _wait(source: OparlSource, found: dict[str, Any], history: History) -> None:
    paper_id, read = uuid4(), mapped(found, {}, None)
    new = NewDraft(paper_id, source.body, found["id"], read.source)
    await keep_draft(new, now=history.at(-3, 6))
    await OparlPaper(
        id=paper_id, source=source.id, address=found["id"], object=json.dumps(found),
        is_pending=False, draft=paper_id, reference=found["reference"], title=plain(found["name"]),
        paper_type=found["paperType"], dated_on=history.day(-14), is_open=True,
    ).save()  # fmt: skip

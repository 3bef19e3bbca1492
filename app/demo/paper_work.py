"""What the office of the demo did with its Vorlage: the decided wording, a file."""

import json
from dataclasses import replace
from uuid import uuid4

from app.core.words import Visibility
from app.demo import history as add
from app.demo.history import History
from app.demo.musterland import Loaded
from app.files.operations import StoredFile
from app.files.rules.kinds import checked_type
from app.files.store import store_bytes
from app.vorlagen.forms.attachment import Upload
from app.vorlagen.forms.step import StepForm
from app.vorlagen.operations.attachments import add_files
from app.vorlagen.operations.steps import change_step
from app.vorlagen.queries.steps import consultations_of
from app.vorlagen.rules.wording import proposal_text

PROPOSED = "ab dem nächsten Haushaltsjahr neu geregelt."
DECIDED = (
    "ab dem übernächsten Haushaltsjahr neu geregelt; die Verwaltung legt dazu zwei Modelle vor."
)
PRINTED = "Übersicht der Sozialräume"
REGIONS = "Region;Gemeinden\nNord;Ostheide, Heidedorf\nMitte;Neuenfelde\nSüd;Süderbach, Marienau\n"


async def load(history: History, loaded: Loaded) -> None:
    office = add.office_of(loaded.county.body, loaded.county.coordination)
    vorlage = loaded.vorlage
    council = (await consultations_of(vorlage.id))[-1]
    text = proposal_text(json.loads(vorlage.paper)).replace(PROPOSED, DECIDED)
    told = StepForm.of(council, vorlage.version).cleaned()
    await change_step(office, vorlage.id, council.id, replace(told, resolution_text=text))
    content, name = REGIONS.encode(), f"{PRINTED}.csv"
    stored = StoredFile(
        name=name,
        media_type=checked_type(name, "text/csv", content),
        size=len(content),
        sha256=await store_bytes(content),
    )
    upload = Upload(uuid4(), stored, PRINTED, Visibility.PUBLIC)
    await add_files(office, vorlage.id, [upload], now=history.at(-300, 10))

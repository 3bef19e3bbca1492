"""Files for the coming meeting: one for everybody who is invited, one at an item for members; and one
at a task.
"""

from uuid import uuid4

from app.attachments.operations import tasks as task_files
from app.attachments.operations.meetings import add_files
from app.attachments.rules import Spot
from app.attachments.tables import Place
from app.core.words import Visibility
from app.demo import history as add
from app.demo import words
from app.demo.history import History
from app.demo.musterland import County
from app.demo.sittings import Sitting
from app.files.operations import StoredFile
from app.files.rules.kinds import checked_type
from app.files.store import store_bytes
from app.files.uploads import Upload
from app.tasks.tables import Task

WAY = (
    "Das Kreishaus erreichen Sie mit der Linie 12, Haltestelle Markt. Der Saal liegt im 2. Stock.\n"
)
DRAFT = "Frage;Antwort\nWie viele Plätze gibt es?;\nWie viele werden gebraucht?;\n"
COSTS = "Modell;Räume;Euro im Jahr\nEin Haus;1;48.000\nDrei Orte;3;61.500\n"


async def load(history: History, county: County, coming: Sitting) -> None:
    office = add.office_of(county.body, county.coordination)
    task = await Task.objects().where(Task.title == words.QUESTIONNAIRE).first()
    assert task is not None
    form = await _upload("Fragebogen (Entwurf).csv", DRAFT)
    await task_files.add_files(office, task.id, [form], accessible=True, now=history.at(-4, 9))
    item = Spot(Place.ITEM, coming.items[words.ABOUT_NEED].id)
    for name, content, placed, days in (
        ("Wegbeschreibung.txt", WAY, (Spot(Place.MEETING), Visibility.PUBLIC, True), -3),
        ("Kostenvergleich.csv", COSTS, (item, Visibility.CONFIDENTIAL, False), -2),
    ):
        upload = await _upload(name, content)
        await add_files(office, coming.meeting.id, [upload], placed, now=history.at(days, 10))


async def _upload(name: str, content: str) -> Upload:
    sent = content.encode()
    stored = StoredFile(
        name=name, media_type=checked_type(name, "", sent), size=len(sent),
        sha256=await store_bytes(sent),
    )  # fmt: skip
    return Upload(uuid4(), stored)

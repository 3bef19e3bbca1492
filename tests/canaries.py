"""Words that stand in what not everybody may read, and who may."""

from uuid import UUID

from app.core.words import Visibility
from app.files.tables import File
from app.groups.tables import Group
from app.mandates.tables import Mandate, MandateProposal
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Minutes, MinutesStatus
from app.outbox.tables import OutgoingMail
from app.people.tables import Person
from app.polls.tables import Poll, PollVoter
from app.tasks.tables import Task
from app.vorlagen.tables import DecisionPoint, Vorlage, VorlageFile, WordingHint
from tests.attachments.make import make_attachment, make_task_file
from tests.mandates.make import make_mandate, make_step
from tests.matrix import DEPUTY, LEADS, OFFICE, READERS, Who
from tests.meetings.make import make_item
from tests.minutes.make import make_decision
from tests.tasks.make import make_task
from tests.vorlagen.make import make_file, make_paper, make_vorlage, points_of
from tests.world import World

INVITED = READERS | DEPUTY
HOLDER = frozenset({Who.GUEST_TOKEN})  # of Carla's links
SUPPLY = frozenset({Who.JHA}) | OFFICE

# Word → who may read it somewhere. Each has to be found by somebody.
READABLE: dict[str, frozenset[Who]] = {
    "Zweckamsel": READERS,
    "Sitzungsamsel": INVITED | HOLDER,
    "Punktamsel": INVITED | HOLDER,
    "Geheimpunktamsel": READERS,
    "Beschlussamsel": READERS,
    "Aufgabenamsel": READERS | HOLDER,
    "Geheimaufgabenamsel": READERS,
    "Auftragsamsel": READERS,
    "Vorschlagsamsel": READERS,
    "Schrittamsel": READERS,
    "Fragenamsel": INVITED | HOLDER,
    "Bemerkungsamsel": LEADS | {Who.MINUTE_TAKER},  # who wrote it
    "Vorlagenamsel": READERS,
    "Beschlusspunktamsel": READERS,
    "Hinweisamsel": READERS,
    "Dateiamsel": READERS,
    "Anlagenamsel": INVITED,
    "Geheimanlagenamsel": READERS,
    "Punktanlagenamsel": READERS,
    "Aufgabenanlagenamsel": READERS,
    "Geheimaufgabenanlagenamsel": READERS,
    "Ausschussvorlagenamsel": SUPPLY,
    "Ausschusspunktamsel": SUPPLY,
    "Ausschussdateiamsel": SUPPLY,
    "Innenanlagenamsel": OFFICE,
    "Postamsel": OFFICE,
    "telefonamsel": OFFICE,
}


async def paint(world: World) -> list[str]:
    """Everything that the world holds, and a paper of the JHA beside it that the group works on.

    Returns addresses that the rights matrix does not lead to.
    """
    ids, cast = world.ids, world.cast
    await Group.update({Group.purpose: "Zweckamsel"}).where(Group.id == ids["group_id"])
    meeting = await Meeting.objects().where(Meeting.id == ids["meeting_id"]).first()
    assert meeting is not None
    await Meeting.update({Meeting.place: "Sitzungsamsel"}).where(Meeting.id == meeting.id)
    await AgendaItem.update({AgendaItem.title: "Punktamsel"}).where(
        AgendaItem.id == ids["agenda_item_id"]
    )
    secret = await make_item(
        meeting, title="Geheimpunktamsel", note="Geheimpunktamsel", presenter="Geheimpunktamsel",
        position=4, visibility=Visibility.CONFIDENTIAL,
    )  # fmt: skip
    await Minutes.update({Minutes.status: MinutesStatus.SENT, Minutes.pdf: None}).where(
        Minutes.meeting == meeting.id
    )
    await _attachments(meeting, secret)
    await make_decision(secret, text="Beschlussamsel", visibility=Visibility.CONFIDENTIAL)
    await Task.update({Task.title: "Aufgabenamsel"}).where(Task.id == ids["task_id"])
    confidential = await make_task(
        cast.group, person=cast.carla.id, title="Geheimaufgabenamsel",
        visibility=Visibility.CONFIDENTIAL, agenda_item=secret.id,
    )  # fmt: skip
    await make_task_file(confidential, name="Geheimaufgabenanlagenamsel.pdf")
    await File.raw(
        "UPDATE file SET name = 'Aufgabenanlagenamsel.pdf' FROM task_file f WHERE f.file = file.id AND f.id = {}",
        UUID(ids["task_file_id"]),
    )
    await Mandate.update({Mandate.title: "Auftragsamsel"}).where(Mandate.id == ids["mandate_id"])
    mandate = await Mandate.objects().get(Mandate.id == ids["mandate_id"])
    assert mandate is not None
    await make_step(
        mandate, meeting=meeting.id, agenda_item=secret.id, sentence="Schrittamsel", person_name="P"
    )
    await MandateProposal.update({MandateProposal.title: "Vorschlagsamsel"}).where(
        MandateProposal.id == ids["mandate_proposal_id"]
    )
    await Poll.update({Poll.note: "Fragenamsel"}).where(Poll.id == ids["poll_id"])
    await PollVoter.update({PollVoter.comment: "Bemerkungsamsel"}).where(
        PollVoter.poll == ids["poll_id"], PollVoter.person == cast.paul.id
    )
    await _own_paper(world)
    further = [
        *await _papers_beside(world, meeting), f"/aufgaben/{confidential.id}/anlagen"
    ]  # fmt: skip
    await OutgoingMail.update({OutgoingMail.subject: "Postamsel"}).where(
        OutgoingMail.id == ids["mail_id"]
    )
    await Person.update({Person.phone: "telefonamsel"}).where(Person.id == cast.carla.id)
    return further


async def _attachments(meeting: Meeting, secret: AgendaItem) -> None:
    """Names of files tell as much as their content."""
    await make_attachment(meeting, name="Anlagenamsel.pdf")
    await make_attachment(
        meeting, name="Geheimanlagenamsel.pdf", title="Geheimanlagenamsel",
        visibility=Visibility.CONFIDENTIAL,
    )  # fmt: skip
    await make_attachment(meeting, name="Punktanlagenamsel.pdf", item=secret)


async def _own_paper(world: World) -> None:
    vorlage_id = UUID(world.ids["vorlage_id"])
    await Vorlage.update({Vorlage.title: "Vorlagenamsel"}).where(Vorlage.id == vorlage_id)
    await DecisionPoint.update({DecisionPoint.text: "Beschlusspunktamsel"}).where(
        DecisionPoint.vorlage == vorlage_id
    )
    await WordingHint.update({WordingHint.sentence: "Hinweisamsel"}).where(
        WordingHint.vorlage == vorlage_id
    )
    await VorlageFile.raw(
        "UPDATE file SET name = 'Dateiamsel.pdf' FROM vorlage_file v WHERE v.file = file.id AND v.id = {}",
        UUID(world.ids["attachment_id"]),
    )


async def _papers_beside(world: World, meeting: Meeting) -> list[str]:
    """One of the JHA: the group works on its point without reading it; and a public one with an internal file."""
    cast = world.cast
    paper = await make_vorlage(
        cast.body, reference=None, title="Ausschussvorlagenamsel", committee=cast.committee.id,
        points=("Ausschusspunktamsel",), visibility=Visibility.CONFIDENTIAL,
        paper=make_paper(title="Ausschussvorlagenamsel"),
    )  # fmt: skip
    await make_file(paper, name="Ausschussdateiamsel.pdf")
    mandate = await make_mandate(cast.group, point=(await points_of(paper))[0], title="Prüfen")
    item = await make_item(meeting, title="Räume", position=5, vorlage=paper.id)
    await make_task(
        cast.group, person=cast.carla.id, title="Zählen", mandate=mandate.id, agenda_item=item.id
    )
    public = await make_vorlage(cast.body, reference="2024/088", title="Öffentliches")
    await make_file(public, name="Innenanlagenamsel.pdf", visibility=Visibility.INTERNAL)
    return [
        f"/vorlagen/{row.id}{part}"
        for row in (paper, public)
        for part in ("", "/anlagen", "/verlauf", "/stand")
    ]

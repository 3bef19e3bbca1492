"""The states that a right may depend on, and how the world gets there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from piccolo.table import Table

from app.core.clock import now, today
from app.core.words import Visibility
from app.groups.tables import Group, GroupStatus, Membership, Standing
from app.invitations.tables import Invitation
from app.mandates.tables import Mandate, MandateStatus
from app.meetings.tables import AgendaItem, Meeting, MeetingStatus
from app.minutes.tables import Minutes, MinutesStatus
from app.tasks.tables import Task, TaskStatus
from app.vorlagen.tables import Vorlage, VorlageFile
from tests import matrix
from tests.reports.make import release
from tests.world import World

Prepare = Callable[[World], Awaitable[None]]


@dataclass(frozen=True)
class State:
    name: str
    concerns: Callable[[str], bool]  # by the row's path: where to ask
    prepare: Prepare


def of(*names: str, without: str = "–") -> Callable[[str], bool]:
    """Paths with one of these ids."""
    return lambda path: any(f"{{{name}:" in path for name in names) and without not in path


def values(table: type[Table], given: str, **columns: Any) -> Prepare:
    """`given`: the name of the row's id in an address."""

    async def prepare(world: World) -> None:
        changes: Any = columns
        await table.update(changes).where(table._meta.primary_key == world.ids[given])

    return prepare


async def uninvited(world: World) -> None:
    await Invitation.delete().where(Invitation.meeting == world.ids["meeting_id"])


async def withdrawn(world: World) -> None:
    await Invitation.update({Invitation.revoked_at: now()}).where(
        Invitation.person == world.cast.doris.id
    )


def minutes_are(status: MinutesStatus) -> Prepare:
    async def prepare(world: World) -> None:
        await values(Meeting, "meeting_id", status=MeetingStatus.HELD)(world)
        await Minutes.update({Minutes.status: status, Minutes.pdf: None}).where(
            Minutes.meeting == world.ids["meeting_id"]
        )

    return prepare


def task_of(name: str) -> Prepare:
    async def prepare(world: World) -> None:
        await values(Task, "task_id", person=world.cast.id(name))(world)

    return prepare


async def report_released(world: World) -> None:
    await release(await world.cast.actor("anna"), world.ids["report_id"])


async def attachment_internal(world: World) -> None:
    await values(Vorlage, "vorlage_id", visibility=Visibility.PUBLIC)(world)
    await values(VorlageFile, "attachment_id", visibility=Visibility.INTERNAL)(world)


GROUP, TASK, MANDATE, ITEM = of("group_id"), of("task_id"), of("mandate_id"), of("agenda_item_id")
MEETING, MINUTES = (
    of("meeting_id", without="/protokoll"),
    lambda path: "/protokoll" in path or "{register_entry_id:" in path,
)
# To remove and to bring back ask for the Vorlage first, and say the same of any attachment.
ATTACHMENT = lambda path: path.endswith(("{attachment_id:uuid}", "/datei"))  # noqa: E731 - as of()
PAPER = of("vorlage_id", "decision_point_id")

STATES = (
    *(
        State(f"Gruppe {status.label}", GROUP, values(Group, "group_id", status=status))
        for status in (GroupStatus.PLANNED, GroupStatus.FINISHED, GroupStatus.DISSOLVED)
    ),
    State(matrix.UNINVITED, of("meeting_id", without="einladungen/"), uninvited),
    State(matrix.WITHDRAWN, of("meeting_id", without="/protokoll"), withdrawn),
    *(
        State(f"Sitzung {status.label}", MEETING, values(Meeting, "meeting_id", status=status))
        for status in (
            MeetingStatus.INVITED, MeetingStatus.RUNNING, MeetingStatus.HELD, MeetingStatus.CANCELLED,
        )
    ),
    State(matrix.DRAFT, MINUTES, minutes_are(MinutesStatus.DRAFT)),
    State(matrix.SENT, MINUTES, minutes_are(MinutesStatus.SENT)),
    *(
        State(f"TOP {word.label}", ITEM, values(AgendaItem, "agenda_item_id", visibility=word))
        for word in (Visibility.PUBLIC, Visibility.CONFIDENTIAL)
    ),
    State(matrix.PAPER_PUBLIC, PAPER, values(Vorlage, "vorlage_id", visibility=Visibility.PUBLIC)),
    State("Vorlage gruppenintern", PAPER,
          values(Vorlage, "vorlage_id", visibility=Visibility.INTERNAL)),
    State("Anlage gruppenintern", ATTACHMENT, attachment_internal),
    State(matrix.REMOVED, lambda path: path.endswith("/datei"),
          values(VorlageFile, "attachment_id", removed_at=now())),
    *(
        State(f"Aufgabe {status.label}", TASK, values(Task, "task_id", status=status))
        for status in (TaskStatus.IN_PROGRESS, TaskStatus.DONE, TaskStatus.DROPPED)
    ),
    State(matrix.TASK_OF_DEPUTY, TASK, task_of("doris")),
    State(matrix.TASK_OF_OTHERS, TASK, task_of("paul")),
    State(matrix.REPORT_RELEASED, of("report_id"), report_released),
    *(
        State(f"Auftrag {status.label}", MANDATE, values(Mandate, "mandate_id", status=status))
        for status in (MandateStatus.FINALISED, MandateStatus.DROPPED)
    ),
)  # fmt: skip


async def carla_left(world: World) -> None:
    """Yesterday."""
    await Membership.update({Membership.until: today() - timedelta(days=1)}).where(
        Membership.group == world.cast.group.id, Membership.person == world.cast.carla.id
    )


async def carla_begins_tomorrow(world: World) -> None:
    await Membership.update({Membership.since: today() + timedelta(days=1)}).where(
        Membership.group == world.cast.group.id, Membership.person == world.cast.carla.id
    )


def doris_is(standing: Standing) -> Prepare:
    async def prepare(world: World) -> None:
        await Membership.update({Membership.standing: standing}).where(
            Membership.person == world.cast.doris.id
        )

    return prepare

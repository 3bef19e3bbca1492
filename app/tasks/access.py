"""Who sees a task and who may report on it. Guests, advisers and deputies see only their own."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.columns import And

from app.core import clock
from app.core.actor import Actor
from app.core.errors import Forbidden, Gone, NotFound
from app.core.words import Visibility
from app.groups import access as groups
from app.groups.tables import Group, Membership
from app.mandates.tables import MandateKind
from app.people.tables import Office, OfficeRole, Person
from app.tasks import rules
from app.tasks.tables import Task, TaskPerson, TaskStatus
from app.vorlagen import access as vorlagen
from app.vorlagen.rules.points import point_label

ENDED = (
    "Dieser Link gilt nicht mehr: Die Aufgabe hat jetzt jemand anderes, die Mitarbeit in der "
    "Gruppe ist zu Ende, oder der Link ist zu alt. Wenn Sie ein Konto haben, melden Sie sich bitte an."
)


# Others who are responsible: beside the first, or for the Träger as long as no person is.
# Values: task, day, day, task.
OTHERS = """
SELECT tp.person FROM task_responsible tp WHERE tp.task = {} UNION
SELECT m.person FROM task t JOIN membership m ON m."group" = t."group" AND m.traeger = t.traeger
  AND m.since <= {} AND (m.until IS NULL OR m.until >= {})
WHERE t.id = {} AND t.person IS NULL
"""


@dataclass(frozen=True)
class Seen:
    """A task in front of somebody who may read it; `mine` is told where `may_edit` says too little."""

    task: Task
    group: Group
    mine: bool
    reads_group: bool
    may_edit: bool

    @property
    def may_work(self) -> bool:
        """On what the leading dropped only the leading."""
        return self.may_become(TaskStatus.DONE)

    def may_become(self, to: TaskStatus) -> bool:
        """Own tasks: everything but dropping; what the leading dropped, only it takes up again."""
        dropping = TaskStatus.DROPPED in (to, self.task.status)
        return self.may_edit or (self.mine and not dropping)


def check_may_work(seen: Seen) -> None:
    """On the task itself: the responsible people and the leading."""
    if not seen.may_work:
        raise Forbidden


def _valid_on(day: date) -> And:
    return (Membership.since <= day) & (Membership.until.is_null() | (Membership.until >= day))


async def is_responsible(task: Task, person_id: UUID) -> bool:
    """First of all or beside others."""
    if task.person == person_id:
        return True
    return await TaskPerson.exists().where(
        TaskPerson.task == task.id, TaskPerson.person == person_id
    )


async def _is_mine(actor: Actor, task: Task) -> bool:
    """The person's own, or nobody's yet of the Träger for whom they sit in the group."""
    if await is_responsible(task, actor.person_id):
        return True
    if task.person is not None or task.traeger is None:
        return False
    return await Membership.exists().where(
        Membership.person == actor.person_id,
        Membership.group == task.group,
        Membership.traeger == task.traeger,
        _valid_on(clock.today()),
    )


async def _seen(actor: Actor, task: Task | None) -> Seen:
    group = await Group.objects().where(Group.id == task.group).first() if task else None
    if task is None or group is None:
        raise NotFound
    reads_group = groups.may_read(actor, group)
    may_edit = groups.may_write_minutes(actor, group)
    belongs = reads_group or group.id in actor.attends
    mine = belongs and not may_edit and await _is_mine(actor, task)
    if not reads_group and not mine:
        raise NotFound
    return Seen(task, group, mine, reads_group, may_edit)


async def task_to_read(actor: Actor, task_id: UUID) -> Seen:
    return await _seen(actor, await Task.objects().where(Task.id == task_id).first())


async def task_to_edit(actor: Actor, task_id: UUID) -> Seen:
    """For the edit page; locks nothing."""
    seen = await task_to_read(actor, task_id)
    if not seen.may_edit:
        raise Forbidden
    return seen


async def task_for(actor: Actor, task_id: UUID, to: TaskStatus) -> Seen:
    """For pages about the state; locks nothing."""
    seen = await task_to_read(actor, task_id)
    if not seen.may_become(to):
        raise Forbidden
    return seen


async def task_to_move(actor: Actor, task_id: UUID, to: TaskStatus) -> Seen:
    """Locked; inside a transaction."""
    seen = await task_to_change(actor, task_id)
    if not seen.may_become(to):
        raise Forbidden
    return seen


async def task_to_change(actor: Actor, task_id: UUID) -> Seen:
    """Locked, for everybody who reads it; inside a transaction. The caller asks for may_…"""
    return await _seen(
        actor, await Task.objects().where(Task.id == task_id).lock_rows("UPDATE").first()
    )


async def group_for_tasks(actor: Actor, group_id: UUID) -> Group:
    """For whoever may give tasks: the office, the leading, the Protokoll."""
    group = await groups.group_to_read(actor, group_id)
    if not groups.may_write_minutes(actor, group):
        raise Forbidden
    return group


@dataclass(frozen=True)
class Linked:
    """A task in front of the person to whom its link was sent."""

    task: Task
    group: Group
    person: Person

    @property
    def actor(self) -> Actor:
        """Holds no right of its own: the link carries it."""
        name = f"{self.person.given_name} {self.person.family_name}"
        return Actor(person_id=self.person.id, name=name)


async def task_by_link(token: str, *, lock: bool = False) -> Linked:
    """Raises Gone, in the same words for every link that is not good: nobody learns which tasks there are."""
    task_id = rules.task_in(token)
    query = Task.objects().where(Task.id == task_id)
    task = await (query.lock_rows("UPDATE") if lock else query).first() if task_id else None
    if task is None:
        raise Gone(ENDED)
    owner = await _owner_of(token, task)
    today = clock.today()
    if task.visibility == Visibility.CONFIDENTIAL or rules.link_has_ended(
        task.due_on, task.created_at, today
    ):
        raise Gone(ENDED)
    group = await Group.objects().where(Group.id == task.group).first()
    person = await Person.objects().where(Person.id == owner, Person.blocked.eq(False)).first()
    if group is None or person is None or not await _still_belongs(person, group, today):
        raise Gone(ENDED)
    return Linked(task, group, person)


async def _owner_of(token: str, task: Task) -> UUID | None:
    """Whose link it is, of those responsible today."""
    if rules.is_link_of(token, task.id, task.person):
        return UUID(str(task.person))
    day = clock.today()
    for row in await Task.raw(OTHERS, task.id, day, day, task.id):
        if rules.is_link_of(token, task.id, row["person"]):
            return UUID(str(row["person"]))
    return None


async def _still_belongs(person: Person, group: Group, day: date) -> bool:
    return await Membership.exists().where(
        Membership.person == person.id, Membership.group == group.id, _valid_on(day)
    ) or await OfficeRole.exists().where(
        OfficeRole.person == person.id,
        OfficeRole.body == group.body,
        OfficeRole.office == Office.COORDINATION,
    )


Way = tuple[tuple[str, str | None], ...]  # label and address, nearest first


def _may_open_paper(actor: Actor | None, row: dict[str, Any]) -> bool:
    paper = row["vorlage_body"], row["vorlage_visibility"], row["committee"]
    return actor is not None and vorlagen.may_read_of(actor, *paper)


def paper_label(actor: Actor | None, row: dict[str, Any]) -> str:
    """A title that the reader may not know gives way to its number, or to nothing."""
    if row["reference"]:
        return f"Vorlage {row['reference']}"
    return rules.brief(row["vorlage_title"]) if _may_open_paper(actor, row) else "Vorlage"


def point_href(actor: Actor | None, row: dict[str, Any]) -> str | None:
    """Address of the decision point, for who may read its Vorlage."""
    if not row["point_id"] or not _may_open_paper(actor, row):
        return None
    return f"/vorlagen/{row['vorlage_id']}#punkt-{row['point_id']}"


def way_back(actor: Actor | None, row: dict[str, Any]) -> Way:
    """Aufgabe → TOP → Sitzung → Gruppe → Auftrag → Beschlusspunkt → Vorlage.

    The group is the meeting's, which may have handed the task on to a successor.
    """

    def reads(group_id: UUID) -> bool:
        return actor is not None and (
            group_id in actor.member_of or row["group_body"] in actor.office_of
        )

    member = reads(row["way_group"])
    steps = _from_item(row, member=member) if row["item_id"] else []
    steps.append((row["way_name"], f"/gruppen/{row['way_group']}", member))
    if row["mandate_id"]:
        kind = MandateKind(row["mandate_kind"]).in_full
        label = f"{kind}: {rules.brief(row['mandate_title'])}"
        steps.append((label, f"/auftraege/{row['mandate_id']}", reads(row["group_id"])))
    if row["point_id"]:
        paper = f"/vorlagen/{row['vorlage_id']}"
        opens = _may_open_paper(actor, row)
        point = point_label(row["point_marker"], row["point_position"])
        steps.append((point, f"{paper}#punkt-{row['point_id']}", opens))
        steps.append((paper_label(actor, row), paper, opens))
    return tuple((label, href if opens else None) for label, href, opens in steps)


def _from_item(row: dict[str, Any], *, member: bool) -> list[tuple[str, str, bool]]:
    """Who was invited may open both, but reads the title only on the page of the meeting."""
    attends = member or row["invited"]
    meeting = f"/sitzungen/{row['meeting_id']}"
    label = f"TOP {row['item_label']}"
    day = f"{clock.berlin(row['meeting_at']):%d.%m.%Y}"
    return [
        (f"{label}: {rules.brief(row['item_title'])}" if member else label,
         f"{meeting}#punkt-{row['item_id']}", attends),
        (f"{row['meeting_title']} am {day}".strip(), meeting, attends),
    ]  # fmt: skip

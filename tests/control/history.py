"""An invented history that is played day by day, with a clock that can be moved."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.control.tables import FormerState
from app.core import clock
from app.groups.tables import FormerName, GroupStatus
from app.mandates.tables import Mandate, MandateStatus
from app.tasks.tables import Task, TaskStatus, TaskStep
from app.vorlagen.tables import Vorlage
from tests.cast import Cast, make_group
from tests.mandates.make import make_origin, make_step
from tests.meetings.make import make_meeting
from tests.tasks.make import make_task
from tests.vorlagen.make import make_decision_point, make_vorlage, points_of

FIRST = datetime(2026, 1, 12, 9, tzinfo=UTC)
MOVED = (
    "UPDATE former_state SET since = {}::timestamptz + (since - {}::timestamptz) WHERE since >= {}"
)


@dataclass
class Played:
    cast: Cast
    patch: pytest.MonkeyPatch
    made: dict[str, Any] = field(default_factory=dict)
    at: datetime = FIRST

    def move_clock(self, at: datetime) -> None:
        self.at = at
        self.patch.setattr(clock, "now", lambda: at)

    async def live(self, day: int, deed: "Deed") -> date:
        """The deed at nine; then it is late in the evening. What the database noted with its own
        clock, which cannot be moved, is moved to that morning.
        """
        morning = FIRST + timedelta(days=day)
        self.move_clock(morning)
        mark = datetime.now(UTC)
        await deed(self)
        await FormerState.raw(MOVED, morning, mark, mark)
        self.move_clock(morning.replace(hour=21, minute=30))
        return morning.date()


Deed = Callable[[Played], Awaitable[None]]


async def paper_comes(played: Played) -> None:
    vorlage = await make_vorlage(
        played.cast.body, created_at=played.at, committee=played.cast.committee.id
    )
    played.made["vorlage"], played.made["points"] = vorlage, await points_of(vorlage)


async def mandate_is_given(played: Played) -> None:
    played.made["mandate"] = await given(played, 0, title="Räume", due_on=date(2026, 2, 20))


async def given(played: Played, point: int, **columns: Any) -> Mandate:
    mandate = Mandate(
        group=played.cast.group.id, decision_point=played.made["points"][point].id,
        created_at=played.at, **columns,
    )  # fmt: skip
    await mandate.save()
    await make_step(
        mandate, to_status=MandateStatus.OPEN, sentence="Auftrag angelegt.", at=played.at
    )
    return mandate


async def group_begins(played: Played) -> None:
    await moved(played, MandateStatus.IN_PROGRESS, "Die Gruppe hat begonnen.")
    played.made["meeting"] = await make_meeting(
        played.cast.group, starts_at=FIRST + timedelta(days=20), created_at=played.at
    )


async def moved(played: Played, to: MandateStatus, sentence: str) -> None:
    mandate = played.made["mandate"]
    mandate.status = to
    await mandate.save()
    await make_step(mandate, to_status=to, sentence=sentence, at=played.at)


async def tasks_are_given(played: Played) -> None:
    mandate = played.made["mandate"]
    for key, due in (("task", date(2026, 1, 20)), ("other", date(2026, 3, 1))):
        played.made[key] = await make_task(
            played.cast.group, mandate=mandate.id, due_on=due, created_at=played.at
        )


async def meeting_is_moved(played: Played) -> None:
    meeting = played.made["meeting"]
    meeting.starts_at += timedelta(days=7)
    meeting.ends_at += timedelta(days=7)
    await meeting.save()


async def task_is_done(played: Played) -> None:
    await told(played, TaskStatus.DONE)


async def told(played: Played, to: TaskStatus) -> None:
    task = played.made["task"]
    task.status = to
    await task.save()
    await TaskStep(task=task.id, person_name="Carla", to_status=to, at=played.at).save()
    await TaskStep(task=task.id, person_name="Carla", text="Nur ein Wort.", at=played.at).save()


async def task_is_taken_up_again(played: Played) -> None:
    await told(played, TaskStatus.OPEN)
    other = await Task.objects().get(Task.id == played.made["other"].id)
    assert other is not None
    other.due_on = date(2026, 1, 25)
    await other.save()


async def due_date_is_put_off(played: Played) -> None:
    played.made["mandate"].due_on = date(2026, 6, 30)
    await played.made["mandate"].save()


async def point_is_added_and_one_needs_nothing(played: Played) -> None:
    vorlage: Vorlage = played.made["vorlage"]
    played.made["points"].append(
        await make_decision_point(vorlage, "Ein Bericht folgt.", position=4, marker="4.")
    )
    point = played.made["points"][2]
    point.needless_reason, point.needless_since = "Längst geschehen.", played.at.date()
    await point.save()


async def group_is_set_up(played: Played) -> None:
    group = await make_group(
        played.cast.body, "Spurgruppe Wege", created_at=played.at, status=GroupStatus.ACTIVE
    )
    await make_origin(group, played.made["points"][1])


async def group_is_renamed(played: Played) -> None:
    group = played.cast.group
    await FormerName(
        group=group.id, name=group.name, until=played.at.date() - timedelta(days=1)
    ).save()
    group.name = "Projektgruppe Familienzentren"
    await group.save()


async def meeting_is_cancelled(played: Played) -> None:
    played.made["meeting"].status = "cancelled"
    await played.made["meeting"].save()


async def mandate_goes_to_another_group(played: Played) -> None:
    played.made["mandate"].group = played.cast.other_group.id
    await moved(played, MandateStatus.ON_HOLD, "Erst nach dem Haushalt.")


async def mandate_is_settled(played: Played) -> None:
    await moved(played, MandateStatus.IN_PROGRESS, "Wieder aufgenommen.")
    played.move_clock(played.at + timedelta(hours=1))
    await moved(played, MandateStatus.FINALISED, "Empfohlen.")


async def nothing_happens(played: Played) -> None:
    """A day on which only the dates come nearer."""


HISTORY: list[tuple[int, Deed]] = [
    (0, paper_comes), (1, mandate_is_given), (2, group_begins), (4, tasks_are_given),
    (6, meeting_is_moved), (9, nothing_happens), (10, task_is_done), (14, task_is_taken_up_again),
    (30, nothing_happens), (42, due_date_is_put_off), (43, point_is_added_and_one_needs_nothing),
    (44, group_is_set_up), (45, group_is_renamed), (46, meeting_is_cancelled),
    (150, nothing_happens), (160, mandate_goes_to_another_group), (170, mandate_is_settled),
]  # fmt: skip

"""Mandates and tasks of the demo, each with the way it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.decisions.tables import Decision
from app.demo.sittings import Sitting
from app.groups.tables import Group
from app.mandates.tables import Mandate, MandateStatus, MandateStep
from app.people.rules import name_of
from app.people.tables import Person
from app.tasks.tables import Substep, Task, TaskPerson, TaskStatus, TaskStep
from app.vorlagen.tables import DecisionPoint


@dataclass(frozen=True)
class Move:
    """A new state, reached in a meeting under the item of this number, from 1, perhaps by a decision."""

    to: MandateStatus
    sentence: str
    sitting: Sitting
    number: int
    decision: Decision | None = None


@dataclass(frozen=True)
class Keeper:
    """Who moves the mandates of a group, and since when it has any."""

    group: Group
    person: Person
    since: datetime

    async def add_mandate(
        self, title: str, point: DecisionPoint | None, *moves: Move, **columns: Any
    ) -> Mandate:
        mandate = Mandate(
            group=self.group.id, decision_point=point.id if point else None, title=title,
            status=moves[-1].to if moves else MandateStatus.OPEN, created_at=self.since,
            version=1 + len(moves), **columns,
        )  # fmt: skip
        await mandate.save()
        why = f"Aus Punkt {point.position} der Vorlage." if point else "Aus der Arbeit der Gruppe."
        first = self._step(mandate, MandateStatus.OPEN, why, at=self.since)
        await MandateStep.insert(first, *self._steps(mandate, moves))
        return mandate

    def _steps(self, mandate: Mandate, moves: tuple[Move, ...]) -> list[MandateStep]:
        before = [MandateStatus.OPEN, *(move.to for move in moves)]
        return [
            self._step(
                mandate, move.to, move.sentence, at=move.sitting.during, from_status=was,
                meeting=move.sitting.meeting.id,
                agenda_item=move.sitting.items[move.number - 1].id,
                decision=move.decision.id if move.decision else None,
            )
            for was, move in zip(before, moves, strict=False)
        ]  # fmt: skip

    def _step(
        self, mandate: Mandate, to: MandateStatus, sentence: str, **columns: Any
    ) -> MandateStep:
        return MandateStep(
            mandate=mandate.id, to_status=to, sentence=sentence, person=self.person.id,
            person_name=name_of(self.person), **columns,
        )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """`to` None: a comment."""

    who: Person
    to: TaskStatus | None
    text: str
    days: int  # after the meeting


@dataclass(frozen=True)
class Duty:
    """Given in the meeting under the item of this number."""

    sitting: Sitting
    number: int
    mandate: Mandate | None
    person: Person

    async def add(
        self, title: str, due_on: date, *told: Said, beside: Iterable[Person] = (), **columns: Any
    ) -> Task:
        """`told` is what became of it, oldest first; `beside`: who is responsible with the person."""
        changes = [said for said in told if said.to]
        status = changes[-1].to if changes else TaskStatus.OPEN
        done = changes[-1] if status == TaskStatus.DONE else None
        sitting = self.sitting
        task = Task(
            group=sitting.meeting.group, agenda_item=sitting.items[self.number - 1].id,
            mandate=self.mandate.id if self.mandate else None, person=self.person.id, title=title,
            due_on=due_on, status=status, created_at=sitting.during,
            done_note=done.text if done else "", done_at=self._when(done) if done else None,
            **columns,
        )  # fmt: skip
        await task.save()
        given = TaskStep(
            task=task.id, person_name="Miriam Yıldız", to_status=TaskStatus.OPEN, at=sitting.during
        )
        await TaskStep.insert(given, *(self._step(task, said) for said in told))
        others = [TaskPerson(task=task.id, person=each.id) for each in beside]
        if others:
            await TaskPerson.insert(*others)
        return task

    async def part(self, task: Task, *substeps: tuple[str, bool]) -> None:
        """(what is to be done, whether it is)."""
        rows = [
            Substep(
                task=task.id, position=position, text=text,
                done_at=self.sitting.during + timedelta(days=position) if done else None,
                done_by=self.person.id if done else None,
                done_by_name=name_of(self.person) if done else "",
            )
            for position, (text, done) in enumerate(substeps, start=1)
        ]  # fmt: skip
        await Substep.insert(*rows)

    def _step(self, task: Task, said: Said) -> TaskStep:
        return TaskStep(
            task=task.id, person=said.who.id, person_name=name_of(said.who),
            to_status=said.to or "", text=said.text, at=self._when(said),
        )  # fmt: skip

    def _when(self, said: Said) -> datetime:
        return self.sitting.during + timedelta(days=said.days)

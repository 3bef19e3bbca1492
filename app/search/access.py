"""What a reader may find: for each kind the condition of its screens, as part of the statement.

Lists and loaders of the other features say the same row by row; tests/search/test_canaries.py
compares both for everybody of the rights matrix.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from piccolo.columns import And, Column, Or
from piccolo.columns.combination import WhereRaw

from app.attachments.tables import Attachment, Place, TaskFile
from app.core.actor import Actor
from app.core.words import Visibility
from app.groups import access as groups
from app.groups.tables import Group, Insight, Membership
from app.mandates.tables import MandateProposal, ProposalStatus
from app.meetings.tables import AgendaItem, Meeting
from app.minutes.tables import Information
from app.people.access import in_offices_of
from app.people.tables import Person, Traeger
from app.tasks.tables import Task
from app.vorlagen import access as vorlagen
from app.vorlagen.tables import DecisionPoint, Vorlage, VorlageFile

Condition = Any  # Piccolo's Where, And, Or, WhereRaw
NOTHING = WhereRaw("false")
# Own, or nobody's yet of the Träger for whom the reader sits in the group.
MINE = """("task"."person" = {} OR EXISTS (SELECT 1 FROM task_responsible tp
  WHERE tp.task = "task".id AND tp.person = {}) OR ("task"."person" IS NULL AND EXISTS (SELECT 1 FROM membership s
  WHERE s.person = {} AND s."group" = "task"."group" AND s.traeger = "task"."traeger"
    AND s.since <= {} AND (s.until IS NULL OR s.until >= {}))))"""


def papers(actor: Actor) -> Condition:
    return vorlagen.readable_by(actor)


def points(actor: Actor) -> Condition:
    return And(papers(actor), DecisionPoint.absent_since.is_null())


def group_content(actor: Actor, group: Column = Group.id) -> Condition:
    """`group`: of the table that has the rows, so that a member's few groups lead to them."""
    return groups.readable_by(actor, group, Group.body)


def agenda(actor: Actor, attended: Sequence[UUID]) -> Condition:
    """`attended`: meetings open by invitation alone, without their confidential items."""
    if not attended:
        return group_content(actor, Meeting.group)
    guest = And(Meeting.id.is_in(list(attended)), AgendaItem.visibility != Visibility.CONFIDENTIAL)
    return Or(group_content(actor, Meeting.group), guest)


def minutes(actor: Actor, status: str) -> Condition:
    """Also decisions, which stand in them: drafts are for those who write them.

    `status`: an expression of SQL for the state of the minutes.
    """
    writes = actor.leads | actor.writes
    writers: Condition = in_offices_of(actor, Group.body)
    if writes:
        writers = Or(writers, Meeting.group.is_in(list(writes)))
    # As a case, since PostgreSQL takes a bare list for rare and then reads a group's whole past.
    sent = WhereRaw(f"CASE WHEN {status} IN ('sent', 'approved') THEN true ELSE false END")
    return And(group_content(actor, Meeting.group), Or(writers, sent))


def information(actor: Actor, status: str) -> Condition:
    """As minutes; what became a decision or a task is found as that."""
    return And(minutes(actor, status), Information.became == "")


def tasks(actor: Actor, today: date) -> Condition:
    if not actor.attends:
        return group_content(actor, Task.group)
    me = actor.person_id
    own = And(Task.group.is_in(list(actor.attends)), WhereRaw(MINE, me, me, me, today, today))
    return Or(group_content(actor, Task.group), own)


def mandate_proposals(actor: Actor) -> Condition:
    """What was accepted is found as the mandate that it is."""
    waiting = MandateProposal.status != ProposalStatus.ACCEPTED
    return And(group_content(actor, MandateProposal.group), waiting)


def task_files(actor: Actor, today: date) -> Condition:
    return And(tasks(actor, today), TaskFile.removed_at.is_null())


def attachments(actor: Actor) -> Condition:
    """Whoever reads the Vorlage, and each file by its own visibility; a removed one nobody."""
    seen: Condition = in_offices_of(actor, Vorlage.body)
    if actor.bodies:
        public = VorlageFile.visibility == Visibility.PUBLIC
        seen = Or(seen, And(public, Vorlage.body.is_in(list(actor.bodies))))
    if actor.member_of:
        seen = Or(seen, Vorlage.committee.is_in(list(actor.member_of)))
    return And(And(papers(actor), seen), VorlageFile.removed_at.is_null())


def meeting_files(actor: Actor, attended: Sequence[UUID], status: str) -> Condition:
    """Those of minutes with the minutes; guests see none of them and nothing confidential, as a file
    of a confidential item is, or of one that is gone.
    """
    of_minutes = Attachment.place == Place.MINUTES
    seen: Condition = And(group_content(actor, Meeting.group), Attachment.place != Place.MINUTES)
    seen = Or(seen, And(of_minutes, minutes(actor, status)))
    if attended:
        open_item = AgendaItem.visibility != Visibility.CONFIDENTIAL
        place = Or(
            Attachment.place == Place.MEETING, And(Attachment.place == Place.ITEM, open_item)
        )
        mine = And(Meeting.id.is_in(list(attended)), place)
        seen = Or(seen, And(mine, Attachment.visibility != Visibility.CONFIDENTIAL))
    return And(seen, Attachment.removed_at.is_null())


def houses(actor: Actor) -> Condition:
    """Entries of the directory."""
    return in_offices_of(actor, Traeger.body)


def directory(actor: Actor) -> Condition:
    return And(in_offices_of(actor, Person.body), Person.erased_at.is_null())


def fellows(actor: Actor, today: date) -> Condition:
    return And(seats(actor, today), Person.erased_at.is_null())


def seats(actor: Actor, today: date) -> Condition:
    """In the reader's groups today, where the group's rule lets members see each other."""
    if not actor.member_of:
        return NOTHING
    shown: Condition = Group.insight != Insight.LEADING
    if actor.leads:
        shown = Or(shown, Group.id.is_in(list(actor.leads)))
    sits = And(Membership.since <= today, Or(Membership.until.is_null(), Membership.until >= today))
    return And(And(Group.id.is_in(list(actor.member_of)), shown), sits)

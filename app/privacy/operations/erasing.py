"""Löschung (Art. 17 DSGVO): a pseudonym where the record must stay, nothing everywhere else."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import JSONB

from app.audit import operations as audit
from app.core.actor import Actor
from app.core.clock import berlin
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.core.tokens import hash_of, new_token
from app.files.operations import add_file
from app.files.tables import File
from app.groups.tables import Membership
from app.invitations.tables import Invitation, SeriesInvitation
from app.meetings.tables import Meeting
from app.minutes.tables import Minutes
from app.outbox.tables import MailState, OutgoingMail
from app.people.rules import full_name
from app.people.tables import Person
from app.privacy import access
from app.privacy.papers import REDACTED, NewPaper, frozen_with_name
from app.privacy.queries.mentions import Mention, mentions_of
from app.privacy.queries.people import ids_of, letters_of, ties_of
from app.privacy.rules import erasing as rules
from app.privacy.rules.names import pseudonym
from app.replies.tables import InboundMail
from app.tasks.tables import Task, TaskPerson, TaskStatus

CHANGED = "Inzwischen wurde eine Niederschrift genehmigt, in der der Name steht. Bitte löschen Sie noch einmal."
NUMBERS = 4711_0017  # of the lock under which pseudonyms are given out
GOING = {table for table, _ in rules.FORGOTTEN}
OPEN_MAIL = OutgoingMail.done_at.is_null()


@opens_transaction
async def reserve_pseudonym(actor: Actor, person_id: UUID, *, now: datetime) -> Person:
    """The number stays with the person, so that a broken attempt goes on with the same one.

    Raises RuleViolation while the person sits somewhere or holds an office.
    """
    person = await access.person_to_erase(actor, person_id)
    if person.erased_at:
        return person
    ties = await ties_of(person_id, berlin(now).date())
    rules.check_can_be_erased(
        full_name(person.title, person.given_name, person.family_name), ties.groups, ties.offices
    )
    if person.pseudonym is None:
        await Person.raw("SELECT pg_advisory_xact_lock({})", NUMBERS)
        last = await Person.raw("SELECT coalesce(max(pseudonym), 0) AS number FROM person")
        person.pseudonym = last[0]["number"] + 1
        await person.save([Person.pseudonym])
    return person


@opens_transaction
async def erase_person(
    actor: Actor, person_id: UUID, papers: list[NewPaper], *, now: datetime
) -> list[str]:
    """All of it or nothing; a second time nothing happens. Returns SHA-256s no file uses any more.

    Raises RuleViolation where `papers` are not those of this moment.
    """
    person = await access.person_to_erase(actor, person_id)
    if person.erased_at:
        return []
    ties = await ties_of(person_id, berlin(now).date())
    rules.check_can_be_erased("Die Person", ties.groups, ties.offices)
    await _check_papers(person, papers)

    await Person.raw("SELECT set_config('spurwerk.audit', 'erase', true)")
    mentions = [
        mention
        async for mention in mentions_of(person)
        if mention.changes and mention.texts.table not in GOING
    ]
    letters = await letters_of(person_id)
    for mention in mentions:
        await _rewrite(mention)
    await _sign_anew(person, await ids_of(person_id))
    await _end_what_is_to_come(person_id, now)
    await _empty_mails(person_id, now)
    await _empty_answers(person_id)
    await _empty_letters(letters)
    for table, column in rules.FORGOTTEN:
        await table.delete().where(column == person_id)
    gone = [await _replace(actor, person, paper, now) for paper in papers]
    await _make_nobody(person, now)
    await audit.record(
        actor, "person.erased", person.id, body_id=person.body,
        number=person.pseudonym, texts=len(mentions), papers=len(papers),
    )  # fmt: skip
    return gone


@inside_transaction
async def _check_papers(person: Person, papers: list[NewPaper]) -> None:
    wanted = {mention.meeting_id for mention in await frozen_with_name(person)}
    rows = (
        await Minutes.select(Minutes.id)
        .where(Minutes.meeting.is_in(list(wanted)), Minutes.pdf.is_not_null())
        .lock_rows("UPDATE")
        if wanted
        else []
    )
    if {row["id"] for row in rows} != {paper.minutes_id for paper in papers}:
        raise RuleViolation(CHANGED)


@inside_transaction
async def _end_what_is_to_come(person_id: UUID, now: datetime) -> None:
    """Seats that would begin later, invitations to later meetings, tasks not done yet."""
    await Membership.delete().where(
        Membership.person == person_id, Membership.since > berlin(now).date()
    )
    coming = await Meeting.select(Meeting.id).where(Meeting.ends_at > now).output(as_list=True)
    if coming:
        await Invitation.update({Invitation.revoked_at: now}).where(
            Invitation.person == person_id, Invitation.meeting.is_in(coming),
            Invitation.revoked_at.is_null(),
        )  # fmt: skip
    await SeriesInvitation.update({SeriesInvitation.revoked_at: now}).where(
        SeriesInvitation.person == person_id, SeriesInvitation.revoked_at.is_null()
    )
    running = [TaskStatus.OPEN, TaskStatus.IN_PROGRESS]
    await TaskPerson.delete().where(
        TaskPerson.person == person_id, TaskPerson.task.status.is_in(running)
    )
    await Task.update({Task.person: None}).where(
        Task.person == person_id, Task.status.is_in(running)
    )


@inside_transaction
async def _empty_mails(person_id: UUID, now: datetime) -> None:
    theirs = OutgoingMail.person_id == person_id
    await OutgoingMail.update(
        {OutgoingMail.state: MailState.DROPPED, OutgoingMail.done_at: now}
    ).where(theirs, OPEN_MAIL)
    await OutgoingMail.update(
        {OutgoingMail.mime: b"", OutgoingMail.recipient_address: "", OutgoingMail.last_answer: ""}
    ).where(theirs)


@inside_transaction
async def _empty_answers(person_id: UUID) -> None:
    """Whether somebody was there stays; links out of old mails open nothing any more."""
    invited: tuple[Any, ...] = (Invitation, SeriesInvitation)
    for table in invited:
        for row in await table.select(table.id).where(table.person == person_id):
            await table.update(
                {
                    table.address: "", table.comment: "",
                    table.reply_token_hash: hash_of(new_token()),
                    table.answer_token_hash: hash_of(new_token()),
                }
            ).where(table.id == row["id"])  # fmt: skip


@inside_transaction
async def _empty_letters(letters: list[UUID]) -> None:
    """What became of them stays, as in the record of the meeting; what was written does not."""
    if letters:
        await InboundMail.update(
            {InboundMail.mime: b"", InboundMail.comment: "", InboundMail.message_id: ""}
        ).where(InboundMail.id.is_in(letters))


@inside_transaction
async def _rewrite(mention: Mention) -> None:
    table: Any = mention.texts.table
    is_json = isinstance(mention.column, JSONB)
    value = json.dumps(mention.after, ensure_ascii=False) if is_json else mention.after
    key = table._meta.primary_key  # noqa: SLF001 - Piccolo's own name for it
    await table.update({mention.column: value}).where(key == mention.row_id)


@inside_transaction
async def _sign_anew(person: Person, ids: list[UUID]) -> None:
    name = pseudonym(person.pseudonym or 0)
    for table, link, signature in rules.SIGNED:
        await table.update({signature: name}).where(link.is_in(ids), signature != name)


@inside_transaction
async def _replace(actor: Actor, person: Person, paper: NewPaper, now: datetime) -> str:
    """The approved PDF makes way for one without the name; its hash stays in the audit log."""
    old = await File.objects().where(File.id == paper.old_file).first()
    assert old is not None
    file = await add_file(paper.pdf, body_id=old.body_id, owner_id=old.owner_id)
    await Minutes.update({Minutes.pdf: file.id}).where(Minutes.id == paper.minutes_id)
    await File.delete().where(File.id == old.id)
    await audit.record(
        actor, REDACTED, paper.minutes_id, body_id=old.body_id,
        pseudonym=pseudonym(person.pseudonym or 0),
        old_sha256=paper.old_sha256, new_sha256=paper.pdf.sha256,
        fingerprint=paper.fingerprint, at=now,
    )  # fmt: skip
    return paper.old_sha256


@inside_transaction
async def _make_nobody(person: Person, now: datetime) -> None:
    number = person.pseudonym or 0
    given, _, family = pseudonym(number).partition(" ")
    person.given_name, person.family_name, person.title = given, family, ""
    person.email, person.phone, person.blocked = rules.address_of(number), "", True
    person.erased_at, person.deletion_notice_at = now, None
    person.version += 1
    await person.save()

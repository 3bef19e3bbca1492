"""What becomes of a decoded mail; the caller stores it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.actor import Actor, system
from app.core.db import inside_transaction
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.invitations.operations.refresh import send_state
from app.invitations.tables import Answer
from app.people.queries.addresses import owner_of
from app.people.tables import Body
from app.replies.operations import finding
from app.replies.operations.applying import Applied, Reply, answer_meeting, answer_series
from app.replies.operations.earlier import ASKED_PER_DAY, PER_HOUR, Earlier, Mark, earlier_than
from app.replies.operations.finding import Target
from app.replies.rules import answers, senders, sorting
from app.replies.rules.addresses import domain_of
from app.replies.rules.decoded import Decoded, Guest, Said
from app.replies.rules.senders import Evidence, Verdict
from app.replies.tables import Outcome

BY_MAIL = "Antwort per E-Mail"
TOO_MANY = "In einer Stunde kamen zu viele E-Mails zu dieser Einladung."
UNPROVEN = {
    Verdict.HOLD: "Der Absender ist nicht sicher die eingeladene Person.",
    Verdict.QUARANTINE: "Die Antwort trägt unsere Kennung nicht, und der Absender ist nicht bewiesen.",
    Verdict.REQUEST: "Die antwortende Person ist nicht eingeladen.",
}
NO_INSTANCE = "Diesen Termin hat die Reihe nicht."
NO_ANSWER = "Es steht keine Antwort darin."
UNKNOWN = "Der Termin ist hier nicht bekannt."
BY_A_PROGRAM = "Ein Programm hat danach gefragt; es wird nichts gesendet."


@dataclass(frozen=True, kw_only=True)
class Fate:
    """Columns of the InboundMail row, and what has to be told to whom."""

    outcome: Outcome
    reason: str = ""
    body_id: UUID | None = None
    meeting_id: UUID | None = None
    invitation_id: UUID | None = None
    series_invitation_id: UUID | None = None
    person_id: UUID | None = None
    partstat: str = ""
    sequence: int | None = None
    stamp: datetime | None = None
    recurrence_at: datetime | None = None
    comment: str = ""
    proposed_starts_at: datetime | None = None
    proposed_ends_at: datetime | None = None
    other_name: str = ""
    other_address: str = ""
    before: Answer | None = None
    after: Answer | None = None
    ask: bool = False


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """One mail on its way through: its row's id, what it says and how it came."""

    id: UUID
    mail: Decoded
    token: str
    now: datetime


@inside_transaction
async def judge(incoming: Incoming) -> Fate:
    """Applies what may be applied."""
    early = sorting.sorted_out(incoming.mail)
    target = await finding.by_token(incoming.token)
    if early is not None:
        return await _no_reply(incoming, Fate(outcome=early.outcome, reason=early.reason), target)
    said = incoming.mail.said[0]
    proven = target is not None and target.is_of(said.uid)
    if not proven:
        speaks = sorting.speaker(said, frozenset({incoming.mail.from_address}))
        target = await finding.by_uid(said.uid, speaks.address if speaks else "") or target
    if target is None or not target.is_of(said.uid):
        body_id = target.body_id if target else await finding.uid_is_known(said.uid)
        known = body_id is not None and target is None
        return Fate(
            outcome=Outcome.QUARANTINE,
            reason=UNPROVEN[Verdict.QUARANTINE] if known else UNKNOWN,
            body_id=body_id or await _only_body(),
        )
    return await _reply(incoming, target, token=proven)


async def _no_reply(incoming: Incoming, fate: Fate, target: Target | None) -> Fate:
    """Whose office sees it: of the token's invitation, of the writer, or the only one there is."""
    letter = replace(fate, comment=incoming.mail.text if fate.outcome == Outcome.LETTER else "")
    if target is not None:
        return replace(letter, **_of(target))
    writer = incoming.mail.from_address
    known = await owner_of(writer) if writer else None
    if known is None:
        return replace(letter, body_id=await _only_body())
    return replace(letter, body_id=known.body_id, person_id=known.id)


async def _only_body() -> UUID | None:
    bodies = await Body.select(Body.id).limit(2)
    return bodies[0]["id"] if len(bodies) == 1 else None


def _of(target: Target) -> dict[str, Any]:
    return {
        "body_id": target.body_id,
        "meeting_id": target.meeting_id,
        "invitation_id": target.invitation_id,
        "series_invitation_id": target.series_invitation_id,
        "person_id": target.person_id,
    }


async def _reply(incoming: Incoming, target: Target, *, token: bool) -> Fate:
    mail, said = incoming.mail, incoming.mail.said[0]
    speaks = sorting.speaker(said, target.own)
    if speaks is None:
        return Fate(
            outcome=Outcome.QUARANTINE, reason="Die Antwort nennt nicht, wer antwortet.",
            **_of(target),
        )  # fmt: skip
    fate = await _fate(incoming, target, said, speaks)
    if said.instance and fate.meeting_id is None and len(mail.said) == 1:
        return replace(fate, reason=NO_INSTANCE)
    judged = senders.verdict(_evidence(mail, target, speaks, token=token))
    before = await earlier_than(_mark(incoming, fate), target, incoming.now)
    if _is_repeated(mail, before, judged):
        return replace(fate, outcome=Outcome.DUPLICATE, reason="Diese Antwort kam schon einmal.")
    if before.lately >= PER_HOUR:
        return replace(fate, outcome=Outcome.QUARANTINE, reason=TOO_MANY)
    if instead := sorting.delegate(said, target.own) if token else None:
        return _delegation(fate, instead)
    if judged in UNPROVEN:
        may_ask = before.asked < ASKED_PER_DAY and not mail.automatic
        return _unproven(incoming, fate, judged, speaks, may_ask=may_ask)
    return await _proven(incoming, target, fate, noted=judged == Verdict.NOTED)


def _mark(incoming: Incoming, fate: Fate) -> Mark:
    return Mark(
        mail_id=incoming.id, message_id=incoming.mail.message_id,
        sender=incoming.mail.from_address, partstat=fate.partstat, stamp=fate.stamp,
        meeting_id=fate.meeting_id,
    )  # fmt: skip


def _is_repeated(mail: Decoded, before: Earlier, judged: Verdict) -> bool:
    """The same mail again; one that waits may come once more with what it lacked, our token."""
    single = mail.method == "REPLY" and len(mail.said) == 1
    if before.same_mail or (single and before.same_answer):
        return True
    return before.same_held and judged == Verdict.HOLD


async def _fate(incoming: Incoming, target: Target, said: Said, speaks: Guest) -> Fate:
    """The columns that say what was said, before it is known what it does."""
    about = _of(target)
    if said.instance:
        one = await finding.instance_of(target, said)
        about["invitation_id"], about["meeting_id"] = one or (target.invitation_id, None)
    return Fate(
        outcome=Outcome.IGNORED,
        **about,
        partstat=speaks.partstat,
        sequence=said.sequence,
        stamp=said.stamp or incoming.mail.date,
        recurrence_at=said.recurrence_at,
        comment=said.comment or speaks.comment,
    )


def _evidence(mail: Decoded, target: Target, speaks: Guest, *, token: bool) -> Evidence:
    domain = domain_of(mail.from_address)
    return Evidence(
        token=token,
        sender=mail.from_address in target.own,
        attendee=speaks.address in target.own,
        proof=senders.proof_of(mail.authentication, settings().authserv_id, domain),
        same_house=senders.same_house(domain, domain_of(target.address.lower())),
        tokenless=target.trust_without_token,
    )


def _delegation(fate: Fate, instead: Guest) -> Fate:
    return replace(
        fate, outcome=Outcome.DELEGATION, partstat="DELEGATED",
        reason="Die eingeladene Person schlägt eine Vertretung vor.",
        other_name=instead.name, other_address=instead.address,
    )  # fmt: skip


def _unproven(
    incoming: Incoming, fate: Fate, judged: Verdict, speaks: Guest, *, may_ask: bool
) -> Fate:
    """The invited person is asked, at most a few times a day; a proposal is a note in any case."""
    reason = UNPROVEN[judged]
    if judged == Verdict.QUARANTINE:
        return replace(fate, outcome=Outcome.QUARANTINE, reason=reason)
    if judged == Verdict.REQUEST:
        asks = replace(fate, other_name=speaks.name, other_address=speaks.address)
        return replace(asks, outcome=Outcome.REQUEST, reason=reason)
    if incoming.mail.method == "COUNTER":
        return _proposal(fate, incoming.mail.said[0], reason)
    if incoming.mail.method != "REPLY" or fate.partstat not in answers.ANSWERS:
        return replace(fate, outcome=Outcome.IGNORED, reason=NO_ANSWER)
    after = answers.ANSWERS[fate.partstat]
    return replace(fate, outcome=Outcome.HELD, reason=reason, after=after, ask=may_ask)


def _proposal(fate: Fate, said: Said, reason: str) -> Fate:
    return replace(
        fate, outcome=Outcome.PROPOSAL, reason=reason,
        proposed_starts_at=said.starts_at, proposed_ends_at=said.ends_at,
    )  # fmt: skip


async def _proven(incoming: Incoming, target: Target, fate: Fate, *, noted: bool) -> Fate:
    said = incoming.mail.said[0]
    if incoming.mail.method == "COUNTER":
        return _proposal(fate, said, "Es wird ein anderer Termin vorgeschlagen.")
    if incoming.mail.method == "REFRESH":
        return await _send_state(incoming, target, fate)
    note = f"gesendet von {incoming.mail.from_address}" if noted else ""
    done = [await _apply(incoming, target, each, note) for each in incoming.mail.said]
    best = next((each for each in done if each.outcome == Outcome.APPLIED), done[0])
    turned = next((each for each in done if each.before is not None), best)
    return replace(
        fate,
        outcome=best.outcome,
        reason=best.reason or (f"Die E-Mail wurde {note}." if note else ""),
        meeting_id=best.meeting_id or fate.meeting_id,
        invitation_id=best.invitation_id or fate.invitation_id,
        before=turned.before,
        after=turned.after,
    )


async def _send_state(incoming: Incoming, target: Target, fate: Fate) -> Fate:
    """REFRESH (RFC 5546 §3.2.6): the invitation as it is now, to the invited address.

    Not for a program: our invitation may be what made it ask (RFC 3834 §2).
    """
    if incoming.mail.automatic:
        return replace(fate, reason=BY_A_PROGRAM)
    try:
        sent = await send_state(
            target.invitation_id, target.series_invitation_id, incoming.id, now=incoming.now
        )
    except RuleViolation as problem:
        return replace(fate, reason=str(problem))
    words = "Die Einladung wurde noch einmal gesendet." if sent else "Sie wurde eben erst gesendet."
    return replace(fate, reason=words)


async def _apply(incoming: Incoming, target: Target, said: Said, note: str) -> Applied:
    """One VEVENT of the reply."""
    speaks = sorting.speaker(said, target.own)
    if speaks is None or speaks.address not in target.own or speaks.partstat not in answers.ANSWERS:
        return Applied(Outcome.IGNORED, NO_ANSWER)
    reply = Reply(
        partstat=speaks.partstat,
        at=answers.said_at(said.stamp, incoming.mail.date, incoming.now),
        stamp=said.stamp,
        sequence=said.sequence,
        comment=said.comment or speaks.comment,
        note=note,
    )
    return await apply(system(BY_MAIL), target, said, reply, now=incoming.now)


@inside_transaction
async def apply(
    actor: Actor, target: Target, said: Said, reply: Reply, *, now: datetime
) -> Applied:
    """To the series, to one of its meetings or to the single meeting."""
    if not said.instance:
        if target.invitation_id is None:
            return await answer_series(actor, target, reply, now=now)
        return await answer_meeting(actor, target, target.invitation_id, reply, now=now)
    found = await finding.instance_of(target, said)
    if found is None:
        return Applied(Outcome.IGNORED, NO_INSTANCE)
    return await answer_meeting(actor, target, found[0], reply, now=now)

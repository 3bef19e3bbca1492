"""A link or code becomes a session; sessions end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.accounts import rules
from app.accounts.tables import LoginRequest, Session
from app.audit import operations as audit
from app.core.actor import Actor
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import Gone, NotFound, RuleViolation
from app.core.tokens import hash_of, new_token
from app.people.tables import Person

USED = "Dieser Link ist schon benutzt oder abgelaufen. Er gilt zehn Minuten und nur einmal."


@dataclass(frozen=True)
class NewSession:
    token: str
    person_id: UUID


@opens_transaction
async def log_in_by_link(
    token: str, *, browser: str, own_device: bool = False, now: datetime
) -> NewSession:
    """Raises Gone. The browser that asked also uses up the code; another device does not."""
    same = LoginRequest.browser_hash == hash_of(browser)
    used = (
        await LoginRequest.update({LoginRequest.link_used_at: now})
        .where(
            LoginRequest.token_hash == hash_of(token),
            LoginRequest.link_used_at.is_null(),
            LoginRequest.expires_at > now,
            LoginRequest.person.is_not_null(),
        )
        .returning(LoginRequest.id, LoginRequest.person)
    )
    if not used:
        raise Gone(USED)
    await LoginRequest.update({LoginRequest.code_used_at: now}).where(
        LoginRequest.id == used[0]["id"], same
    )
    return await _begin(used[0]["person"], "link", own_device=own_device, now=now)


@opens_transaction
async def count_try(browser: str, *, now: datetime) -> LoginRequest:
    """The browser's open request with one more try noted, even if the code is wrong.

    Raises RuleViolation where nothing is open; the words are those of a wrong code.
    """
    request = (
        await LoginRequest.objects()
        .where(
            LoginRequest.browser_hash == hash_of(browser),
            LoginRequest.code_used_at.is_null(),
            LoginRequest.expires_at > now,
        )
        .order_by(LoginRequest.created_at, ascending=False)
        .lock_rows("UPDATE")
        .first()
    )
    if request is None:
        raise RuleViolation(rules.WRONG_CODE)
    request.tries += 1
    await request.save([LoginRequest.tries])
    return request


@opens_transaction
async def log_in_by_code(
    request_id: UUID, *, own_device: bool = False, now: datetime
) -> NewSession:
    used = (
        await LoginRequest.update({LoginRequest.code_used_at: now, LoginRequest.link_used_at: now})
        .where(
            LoginRequest.id == request_id,
            LoginRequest.code_used_at.is_null(),
            LoginRequest.person.is_not_null(),
        )
        .returning(LoginRequest.person)
    )
    if not used:
        raise RuleViolation(rules.WRONG_CODE)
    return await _begin(used[0]["person"], "code", own_device=own_device, now=now)


@inside_transaction
async def _begin(person_id: UUID, way: str, *, own_device: bool, now: datetime) -> NewSession:
    person = await Person.objects().get(Person.id == person_id)
    if person is None or person.blocked:
        raise Gone(USED)
    token = new_token()
    lives = rules.OWN_DEVICE if own_device else rules.OTHER_DEVICE
    session = Session(
        person=person_id,
        token_hash=hash_of(token),
        created_at=now,
        last_used_at=now,
        expires_at=now + lives,
    )
    await session.save()
    actor = Actor(person_id=person_id, name=f"{person.given_name} {person.family_name}")
    await audit.record(actor, "session.begun", session.id, way=way)
    return NewSession(token, person_id)


@opens_transaction
async def log_out(actor: Actor) -> None:
    await Session.delete().where(Session.id == actor.session_id)
    await audit.record(actor, "session.ended", actor.session_id)


@opens_transaction
async def end_session(actor: Actor, session_id: UUID) -> None:
    ended = (
        await Session.delete()
        .where(Session.id == session_id, Session.person == actor.person_id)
        .returning(Session.id)
    )
    if not ended:
        raise NotFound
    await audit.record(actor, "session.ended", session_id)


@opens_transaction
async def end_other_sessions(actor: Actor) -> int:
    ended = (
        await Session.delete()
        .where(Session.person == actor.person_id, Session.id != actor.session_id)
        .returning(Session.id)
    )
    await audit.record(actor, "session.others_ended", count=len(ended))
    return len(ended)

"""Magic link with code: asked for, used once, sessions begun and ended."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from app.accounts import mails, rules
from app.accounts.tables import LoginRequest
from app.core.db import inside_transaction, opens_transaction
from app.core.errors import RuleViolation
from app.core.settings import settings
from app.core.tokens import hash_of, new_token
from app.outbox import operations as outbox
from app.people.queries.addresses import person_with_address
from app.people.rules import normal_email

TOO_OFTEN = "Zu viele Anmeldungen in kurzer Zeit. Bitte nutzen Sie die letzte E-Mail oder warten Sie eine Stunde."


@dataclass(frozen=True)
class Asking:
    """Where the request comes from: the pending cookie and the client's address."""

    browser: str
    client: str
    weiter: str = "/"


@dataclass(frozen=True)
class LoginSecrets:
    token: str
    code: str


def new_secrets() -> LoginSecrets:
    return LoginSecrets(new_token(), rules.new_code())


def _keyed(value: str) -> bytes:
    return hmac.new(settings().key("login"), value.encode(), hashlib.sha256).digest()


def _normal(email: str) -> str:
    """As people's addresses are stored; what cannot be an address is nobody's."""
    try:
        return normal_email(email)
    except ValueError:
        return email.strip().lower()


@opens_transaction
async def request_login(
    email: str, login: LoginSecrets, hashed_code: str, *, asking: Asking, now: datetime
) -> None:
    """The same answer for known and unknown addresses; only a known one gets a mail, where typed.

    Raises RuleViolation above the hourly limits.
    """
    address = _normal(email)
    await _check_limits(_keyed(address), _keyed(rules.network_of(asking.client)), now)
    person = await person_with_address(address)
    if person and person.blocked:
        person = None
    request = LoginRequest(
        id=uuid4(),
        person=person.id if person else None,
        address_hash=_keyed(address),
        network_hash=_keyed(rules.network_of(asking.client)),
        token_hash=hash_of(login.token),
        code_hash=hashed_code,
        browser_hash=hash_of(asking.browser),
        created_at=now,
        expires_at=now + rules.LINK_LIVES,
    )
    await _void_older(_keyed(address), now)
    await request.save()
    mail = mails.login_link_requested(
        request_id=request.id,
        person_id=person.id if person else request.id,
        name=f"{person.given_name} {person.family_name}" if person else address,
        email=address,
        link=link_address(login.token, asking.weiter),
        code=login.code,
    )
    await outbox.enqueue([replace(mail, body_id=person.body)] if person else [])


def link_address(token: str, weiter: str = "/") -> str:
    more = f"?weiter={weiter}" if weiter != "/" and rules.is_local_path(weiter) else ""
    return f"{settings().base_url}/anmelden/link/{token}{more}"


@inside_transaction
async def _void_older(address_hash: bytes, now: datetime) -> None:
    await LoginRequest.update({LoginRequest.expires_at: now}).where(
        LoginRequest.address_hash == address_hash, LoginRequest.expires_at > now
    )


async def _check_limits(address_hash: bytes, network_hash: bytes, now: datetime) -> None:
    recent = LoginRequest.created_at > now - timedelta(hours=1)
    by_address = await LoginRequest.count().where(recent, LoginRequest.address_hash == address_hash)
    by_network = await LoginRequest.count().where(recent, LoginRequest.network_hash == network_hash)
    if by_address >= rules.PER_ADDRESS_AND_HOUR or by_network >= rules.PER_NETWORK_AND_HOUR:
        raise RuleViolation(TOO_OFTEN)


@opens_transaction
async def login_link_by_email(email: str, *, now: datetime) -> str:
    """For the command line and the demo: a link without a mail, good on any device.

    Raises RuleViolation for an unknown address: only the operator's terminal learns that.
    """
    person = await person_with_address(_normal(email))
    if person is None:
        raise RuleViolation(f"Zu {email} gibt es niemanden.")
    login = new_secrets()
    await LoginRequest(
        person=person.id,
        address_hash=_keyed(f"command line {person.id}"),
        network_hash=_keyed("command line"),
        token_hash=hash_of(login.token),
        code_hash="",
        browser_hash="",
        created_at=now,
        expires_at=now + rules.LINK_LIVES,
    ).save()
    return link_address(login.token)

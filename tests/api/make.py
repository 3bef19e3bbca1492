from datetime import date, timedelta
from uuid import UUID, uuid4

from app.api.rules import keys as rules
from app.api.tables import AccessKey
from app.core import clock
from app.core.tokens import hash_of
from app.people.tables import Person
from tests.cast import Cast


async def make_key(person: Person, *, expires_on: date | None = None) -> tuple[AccessKey, str]:
    """The row, and the key that a program shows."""
    key_id = uuid4()
    token = rules.token_of(key_id)
    key = AccessKey(
        id=key_id, person=person.id, program="Fachverfahren", token_hash=hash_of(token),
        expires_on=expires_on or clock.today() + timedelta(days=90),
    )  # fmt: skip
    await key.save()
    return key, token


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def build_world(cast: Cast, world: dict[str, str]) -> None:
    key, _ = await make_key(cast.anna)
    world["key_id"] = str(UUID(str(key.id)))

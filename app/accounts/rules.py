import secrets
from datetime import timedelta
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from app.core.errors import RuleViolation

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LINK_LIVES = timedelta(minutes=10)
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 8
MAX_TRIES = 5
PER_ADDRESS_AND_HOUR = 5
PER_NETWORK_AND_HOUR = 400  # a whole county behind one address must get in at eight o'clock
OWN_DEVICE = timedelta(days=30)
OTHER_DEVICE = timedelta(hours=12)
WRONG_CODE = "Dieser Code stimmt nicht oder gilt nicht mehr. Bitte prüfen Sie die jüngste E-Mail."
TOO_MANY_TRIES = "Der Code wurde fünfmal falsch eingegeben. Bitte fordern Sie eine neue E-Mail an."


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


@lru_cache(maxsize=1)
def _argon() -> "PasswordHasher":
    from argon2 import PasswordHasher  # here, for it is slow to import

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)  # OWASP's smallest set


def hash_code(code: str) -> str:
    """argon2id; 20 ms, so call it in a thread and outside any transaction."""
    return _argon().hash(code)


def check_code(code_hash: str, typed: str, *, tries: int) -> None:
    """Raises RuleViolation; 20 ms as well."""
    if tries > MAX_TRIES:
        raise RuleViolation(TOO_MANY_TRIES)
    from argon2.exceptions import InvalidHashError, VerifyMismatchError

    try:
        _argon().verify(code_hash, tidy_code(typed))
    except (VerifyMismatchError, InvalidHashError):
        raise RuleViolation(WRONG_CODE) from None


def network_of(client: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: what one household or office has."""
    try:
        address = ip_address(client)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/{32 if address.version == 4 else 64}", strict=False))


def tidy_code(typed: str) -> str:
    """People type blanks, hyphens and small letters."""
    return "".join(c for c in typed.upper() if c.isalnum())


def is_local_path(path: str) -> bool:
    """Where a login may lead: a path of our own, never //host."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path

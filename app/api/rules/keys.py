"""How a key looks and how long it holds; pure."""

from datetime import date, datetime, timedelta
from math import ceil
from uuid import UUID

from app.core.errors import RuleViolation
from app.core.tokens import derived_secret

PREFIX = "spurwerk_"  # so that searches for secrets in code find one that was left there
TERMS = {"30": "30 Tage", "90": "90 Tage", "365": "ein Jahr"}
MOST = 10
TOO_OFTEN = (
    "Mit diesem Schlüssel kamen zu viele Anfragen. Nach so vielen Sekunden, wie Retry-After sagt, geht "
    "es weiter."
)
A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 120  # requests with one key


def token_of(key_id: UUID) -> str:
    return PREFIX + derived_secret(f"api:{key_id}")


def last_day(today: date, days: int) -> date:
    return today + timedelta(days=days)


class AskedTooOften(Exception):
    """With one key in one minute; `seconds`: until the next one begins."""

    def __init__(self, seconds: int) -> None:
        super().__init__(TOO_OFTEN)
        self.seconds = seconds


def check_not_too_often(asked: int, minute_began: datetime, now: datetime) -> None:
    if asked > MOST_A_MINUTE:
        raise AskedTooOften(max(1, ceil((minute_began + A_MINUTE - now).total_seconds())))


def check_room_for_another(active: int) -> None:
    if active >= MOST:
        raise RuleViolation(
            f"Sie haben schon {MOST} Schlüssel. Bitte sperren Sie zuerst einen, den Sie nicht mehr brauchen."
        )

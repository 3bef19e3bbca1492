"""How long what is kept (docs/datenschutz/loeschkonzept.md): from the environment, each with its default."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Self

MOST = {"hours": 8_760, "days": 36_500, "months": 1_200, "years": 100}
UNITS = {
    "hours": ("Stunde", "Stunden"), "days": ("Tag", "Tage"), "months": ("Monat", "Monate"),
    "years": ("Jahr", "Jahre"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The last word of a name is its unit; `login_hours` is SPURWERK_KEEP_LOGIN_HOURS."""

    login_hours: int = 24
    session_days: int = 7
    security_months: int = 12
    mail_body_days: int = 30
    mail_months: int = 12
    inbound_body_days: int = 30
    answers_years: int = 1
    drafts_months: int = 6
    records_years: int = 10
    tasks_years: int = 3
    removed_files_days: int = 30
    attachments_years: int = 3
    rosters_days: int = 7
    account_notice_days: int = 90
    account_days: int = 30
    audit_years: int = 3
    audit_roles_years: int = 10

    @classmethod
    def from_env(cls, env: Mapping[str, str], problems: list[str]) -> Self:
        """One German sentence per wrong value is added to `problems`."""
        given = {}
        for name in (field.name for field in fields(cls)):
            raw = env.get(variable(name))
            if raw is None:
                continue
            most = MOST[unit(name)]
            if raw.isascii() and raw.isdigit() and 0 < int(raw) <= most:
                given[name] = int(raw)
            else:
                problems.append(
                    f"{variable(name)} muss eine ganze Zahl von 1 bis {most} sein, nicht „{raw}“."
                )
        return cls(**given)

    def words(self, name: str) -> str:
        """30 Tage"""
        number = int(getattr(self, name))
        one, many = UNITS[unit(name)]
        return f"{number} {one if number == 1 else many}"

    def before(self, name: str, now: datetime) -> datetime:
        """What happened earlier is past its term."""
        number = int(getattr(self, name))
        match unit(name):
            case "hours":
                return now - timedelta(hours=number)
            case "days":
                return now - timedelta(days=number)
            case "months":
                return _months_before(now, number)
            case _:
                return _months_before(now, number * 12)


def variable(name: str) -> str:
    return f"SPURWERK_KEEP_{name.upper()}"


def unit(name: str) -> str:
    return name.rpartition("_")[2]


def _months_before(moment: datetime, months: int) -> datetime:
    """31 August minus six months is the last of February."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    first = moment.replace(year=years, month=month + 1, day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(moment.day, last.day))

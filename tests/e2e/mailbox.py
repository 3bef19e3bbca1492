"""Reading received mails, and pressing buttons."""

import re
from datetime import UTC, date, datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.calendar_check import check
from tests.mails import part


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def cookies(page: Page) -> dict[str, str]:
    return {str(each["name"]): str(each["value"]) for each in page.context.cookies()}


def link_in(mail: EmailMessage, path: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:\d+{path}\S+", part(mail))
    assert found, part(mail)
    return found[0]


def calendar_in(mail: EmailMessage) -> bytes:
    """The inline part; the attached copy must be the same bytes."""
    parts = list(mail.walk())
    inline = next(part for part in parts if part.get_content_type() == "text/calendar")
    attached = next(part for part in parts if part.get_content_type() == "application/ics")
    content = inline.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert content == attached.get_payload(decode=True)
    assert inline.get_content_disposition() is None
    check(content)
    return content


def berlin(day: date, hour: int, minute: int = 0) -> str:
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

import html
import re
from uuid import UUID

from app.search.jobs import read_next
from app.search.tables import FileText
from tests.browser import Browser

HIT = re.compile(
    r'<li class="sw-row"><p class="sw-muted">([^<·]+)(?: · .*?)?</p><h2[^>]*><a[^>]*>([^<]+)</a>'
)


async def look(browser: Browser, typed: str, **more: str) -> str:
    answer = await browser.get("/suche", params={"q": typed, **more})
    assert answer.status_code == 200
    return answer.text


def hits(page: str) -> list[tuple[str, str]]:
    """What it is and its heading, in their order."""
    return [(kind.strip(), html.unescape(title)) for kind, title in HIT.findall(page)]


async def read_all() -> None:
    while await read_next():
        pass


async def say(file_id: UUID, text: str) -> None:
    """As if the file said so."""
    await FileText.update({FileText.text: text}).where(FileText.file == file_id)

"""Where a word stands: in the whole database and in all stored bytes. Knows no table by name."""

import email
import email.policy
import shutil
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from app.core.settings import settings
from app.decisions.tables import Decision
from app.documents.errors import NotOpened
from app.documents.pdf import pdf_text
from app.files.store import FOLDER

# Every column of every table that can hold a word; a new one is asked without being named.
COLUMNS = """SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type NOT IN
('uuid', 'boolean', 'smallint', 'integer', 'bigint', 'numeric', 'double precision', 'date', 'interval',
 'timestamp with time zone', 'time without time zone') ORDER BY 1, 2"""


async def columns_that_say(word: str) -> list[str]:
    """Texts, JSON, arrays and search words in any case; bytes also as the mail or paper they are."""
    found = []
    for row in await Decision.raw(COLUMNS):
        table, column = row["table_name"], row["column_name"]
        says = _in_bytes if row["data_type"] == "bytea" else _in_text
        if await says(table, column, word):
            found.append(f"{table}.{column}")
    return found


async def _in_text(table: str, column: str, word: str) -> bool:
    query = f'SELECT count(*) AS n FROM "{table}" WHERE strpos(lower("{column}"::text), lower({{}})) > 0'
    return bool((await Decision.raw(query, word))[0]["n"])


async def _in_bytes(table: str, column: str, word: str) -> bool:
    rows = await Decision.raw(f'SELECT "{column}" AS content FROM "{table}"')
    return any(says(bytes(row["content"] or b""), word) for row in rows)


def says(content: bytes, word: str) -> bool:
    """As UTF-8, as a PDF, as an Office file, as a mail with all of that hanging on it."""
    return any(word.casefold() in text.casefold() for text in _told(content))


def _told(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        try:
            yield pdf_text(content)
        except NotOpened:  # samples of a few bytes
            return
    elif is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name).decode("utf-8", "replace")
    elif b"\nContent-Type:" in content:
        for part in email.message_from_bytes(content, policy=email.policy.default).walk():
            payload = None if part.is_multipart() else part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield from _told(payload)


def files_that_say(word: str) -> list[str]:
    """Names of stored bytes."""
    folder = settings().data_dir / FOLDER
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.name for path in paths if says(path.read_bytes(), word)]


def forget_files() -> None:
    """Bytes that tests before left behind."""
    shutil.rmtree(settings().data_dir / FOLDER, ignore_errors=True)

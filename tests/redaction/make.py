import shutil

from app.core.settings import settings
from app.decisions.tables import Decision
from app.documents.pdf import pdf_text
from app.files.store import FOLDER

TEXTS = """SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN
('text', 'character varying', 'jsonb', 'json', 'tsvector', 'ARRAY') ORDER BY 1, 2"""


async def columns_that_say(word: str) -> list[str]:
    """A full dump: every text, JSON and index column of every table, in any case."""
    found = []
    for row in await Decision.raw(TEXTS):
        table, column = row["table_name"], row["column_name"]
        query = f'SELECT count(*) AS n FROM "{table}" WHERE strpos(lower("{column}"::text), lower($1)) > 0'
        if (await _count(query, word)) > 0:
            found.append(f"{table}.{column}")
    return found


async def _count(query: str, word: str) -> int:
    rows = await Decision.raw(query.replace("$1", "{}"), word)
    return int(rows[0]["n"])


def files_that_say(word: str) -> list[str]:
    """All stored bytes, also as text where they are a PDF."""
    return [name for name, text in _files() if word.casefold() in text.casefold()]


def forget_files() -> None:
    """Bytes that tests before left behind."""
    shutil.rmtree(settings().data_dir / FOLDER, ignore_errors=True)


def _files() -> list[tuple[str, str]]:
    found = []
    for path in sorted((settings().data_dir / FOLDER).rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            text = content.decode("utf-8", "replace")
            text += pdf_text(content) if content.startswith(b"%PDF") else ""
            found.append((path.name, text))
    return found

"""One paper read to its end: what it points to, then its file."""

import asyncio

from app.documents.errors import NotOpened
from app.documents.opening import opened
from app.importers.jobs.asking import Asking
from app.importers.rules.files import MainFile, main_file
from app.importers.rules.mapping import Mapped, mapped
from app.importers.rules.objects import Object, paragraphs
from app.importers.rules.own_paper import own_paper
from app.importers.rules.references import wanted
from app.outgoing.errors import NotFetched
from app.reading.result import Unreadable
from app.vorlagen.forms.read import source_of
from app.vorlagen.rules.source import Source

MOST_REFERENCES = 60  # of one paper
TOO_MANY = f"Die Vorlage hat mehr als {MOST_REFERENCES} Verweise; der Rest ist nicht gelesen."
NO_FILE = "Die Quelle nennt keine Datei, die die Vorlage selbst ist. Beschlussvorschlag und Sachlage fehlen deshalb."
NO_ADDRESS = "Die Quelle nennt für die Datei „{name}“ keine Adresse. Beschlussvorschlag und Sachlage fehlen deshalb."
NOT_READ = "Die Datei „{name}“ ließ sich nicht lesen: {why}"


async def read_paper(found: Object, asking: Asking, *, patient: bool) -> Mapped:
    """Patient, it raises Trouble for what may be read later; else that is a gap."""
    gaps = await _follow(found, asking, patient=patient)
    content = None
    if own_paper(found) is not None:
        return mapped(found, asking.known, None, gaps)
    file = main_file(found, asking.known)
    if file is None:
        gaps.append(NO_FILE)
    else:
        content, gap = await _content(file, asking, patient=patient)
        gaps += [gap] if gap else []
    return mapped(found, asking.known, content, gaps)


async def _follow(found: Object, asking: Asking, *, patient: bool) -> list[str]:
    """Meetings name organizations and items, so it asks until nothing new is named."""
    asked: set[str] = set()
    gaps: list[str] = []
    while fresh := [a for a in dict.fromkeys(wanted(found, asking.known)) if a not in asked]:
        for address in fresh:
            if len(asked) >= MOST_REFERENCES:
                return [*gaps, TOO_MANY]
            asked.add(address)
            gap = await asking.learn(address, patient=patient)
            gaps += [gap] if gap else []
    return gaps


async def _content(
    file: MainFile, asking: Asking, *, patient: bool
) -> tuple[Source | None, str | None]:
    """The file as it can be read, or why not."""
    given: str | bytes = "\n".join(paragraphs(file.text))
    try:
        if file.address:
            given = await opened(await asking.bytes_of(file.address, patient=patient))
        if not given:
            return None, NO_ADDRESS.format(name=file.name)
        return await asyncio.to_thread(source_of, given, file=file.name), None
    except (NotFetched, NotOpened, Unreadable) as problem:
        return None, NOT_READ.format(name=file.name, why=problem)

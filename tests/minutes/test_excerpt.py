"""The public excerpt: no word of what is not public is in its bytes, however one looks at them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pypdf
import pytest

from app.core.words import Visibility
from app.minutes.niederschrift import pdf_of
from app.minutes.papers.content import Edition
from app.minutes.papers.excerpt import public_part
from app.minutes.papers.plain import plain_text
from app.minutes.papers.word import word_of
from app.minutes.record import Record
from tests.minutes.records import attendee, decision, item, make_record, task

PUBLIC = Edition(public=True)
HIDDEN = (Visibility.INTERNAL, Visibility.CONFIDENTIAL)
WORDS = re.compile("[a-z]+amsel", re.IGNORECASE)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def painted() -> Record:
    """Each hidden word ends in "amsel", each public one in "meise"."""
    items = [
        item(
            1, "Titelmeise", "Textmeise", rich="<p>Textmeise</p>",
            decisions=(
                decision("Beschlussmeise"),
                *(decision(f"{seen}beschlussamsel", visibility=seen) for seen in HIDDEN),
                decision("Altbeschlussamsel", visibility=None),
            ),
            tasks=(
                task("Aufgabenmeise", who="Zuständigamsel"),
                *(task(f"{seen}aufgabenamsel", visibility=seen) for seen in HIDDEN),
            ),
        )
    ]  # fmt: skip
    for number, seen in enumerate(HIDDEN, 2):
        hidden = item(
            number, f"{seen}titelamsel", f"{seen}textamsel", rich=f"<p>{seen}richamsel</p>",
            visibility=seen, decisions=(decision(f"{seen}innenamsel"),), tasks=(task("Innenamsel"),),
        )  # fmt: skip
        items.append(replace(hidden, changed_by="Schreiberamsel"))
    items.append(item(4, "Schlussmeise", ""))
    people = (attendee("Personamsel", "Trägeramsel", deputy="Vertretungsamsel"),)
    return replace(
        make_record(*items, attendees=people), taken_by="Protokollamsel", approved_by="Chefamsel"
    )


def pdf_views(pdf: bytes) -> Iterator[str]:
    """Raw, each stream unpacked, the text as a reader takes it, titles, and the tags' own texts."""
    yield pdf.decode("latin-1")
    for packed in STREAM.findall(pdf):
        try:
            yield zlib.decompress(packed).decode("latin-1")
        except zlib.error:
            yield packed.decode("latin-1")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    yield "".join(page.extract_text() for page in reader.pages)
    yield str(reader.metadata)
    yield str(reader.outline)


def word_views(content: bytes) -> Iterator[str]:
    """Each member, as it is and without the tags that Word puts between letters."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            xml = archive.read(name).decode("utf-8", "replace")
            yield name + xml
            yield re.sub("<[^>]+>", "", xml)


async def views(kind: str, record: Record, edition: Edition) -> list[str]:
    if kind == "pdf":
        return list(pdf_views(await pdf_of(record, edition)))
    if kind == "docx":
        return list(word_views(await word_of(record, edition)))
    return [plain_text(record, edition)]


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
async def test_no_hidden_word_is_in_the_bytes(kind: str) -> None:
    shown = "\n".join(await views(kind, public_part(painted()), PUBLIC))
    assert not WORDS.findall(shown)
    for word in ("Titelmeise", "Textmeise", "Beschlussmeise", "Aufgabenmeise", "Schlussmeise"):
        assert word in shown, word


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
async def test_the_whole_paper_shows_that_the_views_would_find_them(kind: str) -> None:
    shown = "\n".join(await views(kind, painted(), Edition()))
    for word in ("internaltitelamsel", "confidentialrichamsel", "Personamsel", "Chefamsel"):
        assert word.replace("rich", "text" if kind == "txt" else "rich") in shown, word


@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
async def test_nothing_lets_one_count_what_is_missing(kind: str) -> None:
    """Numbers of items would have gaps; the hash of the whole could be tried out."""
    shown = "\n".join(await views(kind, public_part(painted()), PUBLIC))
    whole = painted()
    assert "TOP" not in shown
    assert whole.fingerprint not in shown
    assert "Prüfsumme" not in shown


async def test_fewer_hidden_items_give_the_same_excerpt() -> None:
    whole = painted()
    less = replace(whole, items=(whole.items[0], whole.items[3]))
    assert public_part(less).items == public_part(whole).items
    assert plain_text(public_part(less), PUBLIC) == plain_text(public_part(whole), PUBLIC)

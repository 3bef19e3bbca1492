"""The handbook, docs/handbuch: read on first use and kept. Its README.md is the table of contents."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.web.assets import PICTURES, static

HANDBOOK = Path(__file__).parents[2] / "docs/handbuch"
READER = MarkdownIt("commonmark", {"html": False})
LOOKS = {
    "h2": "kern-heading-medium",
    "h3": "kern-heading-small",
    "ul": "kern-list kern-list--bullet",
    "ol": "kern-list kern-list--number",
    "a": "kern-link kern-link--no-visited-state",
}
SIZE = slice(16, 24)  # of a PNG: width and height
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Section:
    """From one heading to the next; the first has the chapter's title and no anchor."""

    heading: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Chapter:
    name: str  # koordination/einladen
    part: str
    title: str
    html: Markup
    sections: tuple[Section, ...]
    pictures: tuple[str, ...]
    chapters: tuple[str, ...]  # that it leads to

    @property
    def address(self) -> str:
        return f"/hilfe/{self.name}"


@dataclass(frozen=True)
class Part:
    title: str
    lead: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Hit:
    chapter: Chapter
    section: Section

    @property
    def address(self) -> str:
        anchor = self.section.anchor
        return self.chapter.address + (f"#{anchor}" if anchor else "")


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    tokens = READER.parse((HANDBOOK / "README.md").read_text(encoding="utf-8"))
    starts = [at for at, token in enumerate(tokens) if (token.type, token.tag) == OPENED_PART]
    ends = [*starts[1:], len(tokens)]
    return tuple(_part(tokens[start:end]) for start, end in zip(starts, ends, strict=True))


OPENED_PART = ("heading_open", "h2")


def _part(tokens: list[Token]) -> Part:
    inline = [token for token in tokens if token.type == "inline"]
    title, lead = inline[0].content, inline[1].content
    links = [str(child.attrs["href"]) for token in inline[2:] for child in _links(token)]
    return Part(title, lead, tuple(_read(href.removesuffix(".md"), title) for href in links))


def chapters() -> dict[str, Chapter]:
    return {chapter.name: chapter for part in parts() for chapter in part.chapters}


def _read(name: str, part: str) -> Chapter:
    tokens = READER.parse((HANDBOOK / f"{name}.md").read_text(encoding="utf-8"))
    title, rest = tokens[1].content, tokens[3:]
    sections = tuple(_sections(title, rest))
    pictures, leads_to = [], []
    for token in _with_children(rest):
        if token.tag in LOOKS and token.nesting == 1:
            token.attrSet("class", LOOKS[token.tag])
        if token.type == "heading_open":
            token.attrSet("id", anchor_of(_heading_after(token, rest)))
        elif token.type == "link_open" and (chapter := _turn_link(token, name)):
            leads_to.append(chapter)
        elif token.type == "image":
            pictures.append(_turn_picture(token))
    html = Markup(READER.renderer.render(rest, READER.options, {}))  # noqa: S704 - html is off
    return Chapter(name, part, title, html, sections, tuple(pictures), tuple(leads_to))


def _heading_after(opening: Token, tokens: list[Token]) -> str:
    return tokens[tokens.index(opening) + 1].content


def _sections(title: str, tokens: list[Token]) -> Iterator[Section]:
    heading, anchor, texts = title, "", list[str]()
    after_opening = False
    for token in tokens:
        if after_opening:
            yield Section(heading, anchor, " ".join(texts))
            heading, anchor, texts = token.content, anchor_of(token.content), []
        elif token.type == "inline":
            texts.append(_plain(token))
        after_opening = token.type == "heading_open"
    yield Section(heading, anchor, " ".join(texts))


def _plain(token: Token) -> str:
    return "".join(
        child.content if child.type in {"text", "code_inline"} else " "
        for child in token.children or ()
        if child.type != "image" and not child.type.startswith(("strong", "em", "link"))
    )


def anchor_of(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.casefold().translate(UMLAUTS)).strip("-")


def _with_children(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _links(token: Token) -> list[Token]:
    return [child for child in token.children or () if child.type == "link_open"]


def _turn_link(token: Token, name: str) -> str:
    """To another chapter: its name is returned, and the link leads to its page."""
    there = urlsplit(str(token.attrs["href"]))
    if there.scheme or not there.path.endswith(".md"):
        return ""
    target = (HANDBOOK / name).parent / there.path
    chapter = target.resolve().relative_to(HANDBOOK.resolve()).with_suffix("").as_posix()
    token.attrSet("href", f"/hilfe/{chapter}" + (f"#{there.fragment}" if there.fragment else ""))
    return chapter


def _turn_picture(token: Token) -> str:
    """With its size, so that nothing jumps when it arrives; a new one is not taken yet."""
    file = PICTURES / Path(str(token.attrs["src"])).name
    token.attrs |= {"src": static(file.name), "loading": "lazy"}
    if file.is_file():
        width, height = struct.unpack(">II", file.read_bytes()[SIZE])
        token.attrs |= {"width": width, "height": height}
    return file.stem


def found(words: str) -> list[Hit]:
    """Sections that have all words: first where the heading has them."""
    wanted = words.casefold().split()
    hits = [
        Hit(chapter, section) for chapter in chapters().values() for section in chapter.sections
    ]
    in_heading = [hit for hit in hits if _has(wanted, hit.section.heading)]
    in_text = [hit for hit in hits if _has(wanted, f"{hit.section.heading} {hit.section.text}")]
    return list(dict.fromkeys((*in_heading, *in_text))) if wanted else []


def _has(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)

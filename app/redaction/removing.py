"""A removal from beginning to end: places, papers, the transaction, then the bytes nobody uses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.core.actor import Actor
from app.core.errors import RuleViolation
from app.groups.tables import Group
from app.privacy.erasing import forget
from app.redaction import access
from app.redaction.forms import Order
from app.redaction.operations import (
    MOVED_ON,
    NOWHERE,
    Prepared,
    remove_file,
    remove_passage,
)
from app.redaction.papers import frozen, new_papers
from app.redaction.queries.files import Files, files_with, says, uploaded_of
from app.redaction.queries.letters import letters_with
from app.redaction.queries.places import Place, hits_in, places_of, seen
from app.redaction.rules.passage import check_passage

NOT_IN_FILE = "In dieser Datei steht die Stelle nicht. Die Datei bleibt."


@dataclass(frozen=True)
class Found:
    places: list[Place]
    revisions: int
    papers: int
    letters: int
    files: Files
    seen: str

    @property
    def times(self) -> int:
        return sum(place.times for place in self.places)

    @property
    def is_in_texts(self) -> bool:
        return bool(self.places or self.letters)

    @property
    def sentence(self) -> str:
        """3 Stellen in 2 Texten, davon 2 Fassungen des Protokolls, 1 PDF, 1 gespeicherte E-Mail, 1 Datei"""
        spots = "1 Stelle" if self.times == 1 else f"{self.times} Stellen"
        texts = "1 Text" if len(self.places) == 1 else f"{len(self.places)} Texten"
        parts = [f"{spots} in {texts}"] if self.places else []
        if self.revisions:
            word = "Fassung" if self.revisions == 1 else "Fassungen"
            parts.append(f"davon {self.revisions} {word} des Protokolls")
        if self.papers:
            parts.append(f"{self.papers} PDF")
        if self.letters:
            word = "gespeicherte E-Mail" if self.letters == 1 else "gespeicherte E-Mails"
            parts.append(f"{self.letters} {word}")
        if count := len(self.files.found):
            parts.append("1 Datei" if count == 1 else f"{count} Dateien")
        return ", ".join(parts)


async def find(group: Group, order: Order) -> Found:
    """For the page that asks once more. Raises RuleViolation where there is nothing to remove."""
    check_passage(order.passage, order.reason.label)
    hits = await hits_in(group, order.passage, comments=order.comments)
    letters = await letters_with(group, order.passage)
    files = await files_with(group, order.passage)
    if not hits and not len(letters) and not files.found:
        raise RuleViolation(NOWHERE)
    return Found(
        places=await places_of(hits, order.passage),
        revisions=sum(hit.is_revision for hit in hits),
        papers=len(await frozen(hits)),
        letters=len(letters),
        files=files,
        seen=seen(hits),
    )


async def remove(actor: Actor, meeting_id: UUID, order: Order, *, now: datetime) -> None:
    """Raises NotFound, Forbidden, RuleViolation. What breaks off has removed nothing."""
    _, group, _ = await access.minutes_to_redact(actor, meeting_id)
    check_passage(order.passage, order.reason.label)
    hits = await hits_in(group, order.passage, comments=order.comments)
    if seen(hits) != order.seen:
        raise RuleViolation(MOVED_ON)
    prepared = Prepared(
        await new_papers(hits, order.passage), await letters_with(group, order.passage)
    )
    await forget(await remove_passage(actor, meeting_id, order, prepared, now=now))


async def remove_use(actor: Actor, meeting_id: UUID, use_id: UUID, order: Order) -> None:
    """The file as a whole; one that is gone already stays gone.

    Raises NotFound, Forbidden, and RuleViolation where the passage does not stand in it: what is
    part of approved minutes goes for no other reason.
    """
    _, group, _ = await access.minutes_to_redact(actor, meeting_id)
    check_passage(order.passage, order.reason.label)
    use = next((use for use in await uploaded_of(group) if use.id == use_id), None)
    if use is None:
        return
    if not await says(use, order.passage):
        raise RuleViolation(NOT_IN_FILE)
    if sha256 := await remove_file(actor, meeting_id, use_id, order):
        await forget([sha256])

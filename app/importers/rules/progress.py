"""How far a run is, in words and as a share."""

from dataclasses import dataclass
from datetime import datetime

from app.core.words import Word
from app.importers.tables import RunState


class Listed(Word):
    """Where a paper of a source stands for the person who takes papers over."""

    WAITING = "waiting", "zum Übernehmen"
    CHANGED = "changed", "an der Quelle geändert"
    TAKEN = "taken", "übernommen"
    WITHDRAWN = "withdrawn", "zurückgezogen"
    DISMISSED = "dismissed", "weggelegt"


@dataclass(frozen=True)
class Progress:
    """`pending`: papers on the pages read that are still to be read to their end."""

    state: RunState
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime
    troubles: int
    objects_read: int
    objects_total: int | None
    pending: int
    papers_new: int
    papers_changed: int
    papers_withdrawn: int
    stop_reason: str
    failures: tuple[tuple[str, str], ...]  # (address, sentence)

    @property
    def is_running(self) -> bool:
        return self.ended_at is None

    @property
    def done(self) -> int:
        return max(0, self.objects_read - self.pending)

    @property
    def total(self) -> int | None:
        """None as long as the server says none; never less than what is there."""
        return max(self.objects_total, self.objects_read) if self.objects_total else None

    @property
    def counted(self) -> str:
        of = f" von {self.total}" if self.total else ""
        return f"{self.done}{of} Vorlagen gelesen"

    @property
    def outcome(self) -> str:
        parts = [
            (self.papers_new, "neu"),
            (self.papers_changed, "geändert"),
            (self.papers_withdrawn, "zurückgezogen"),
        ]
        told = [f"{count} {word}" for count, word in parts if count]
        return ", ".join(told) or "nichts Neues"

"""Who sees an attachment and until when it can change; pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.attachments.tables import Place
from app.core.errors import RuleViolation
from app.core.words import Visibility
from app.files.rules.sizes import kind_word, size_words
from app.minutes.tables import MinutesStatus

FROZEN = (
    "Das Protokoll ist genehmigt: Seine Dateien und die der Tagesordnungspunkte stehen fest. "
    "Was fehlt oder falsch ist, kommt als Anhang mit Datum zum Protokoll; Dateien zur Sitzung sind "
    "weiter möglich."
)
NOT_BEGUN = "Das Protokoll ist noch nicht begonnen. Bitte hängen Sie die Datei an die Sitzung."
ORDER = list(Visibility)  # from open to closed


def closest(*visibilities: Visibility) -> Visibility:
    """An attachment is never more open than its item."""
    return max(visibilities, key=ORDER.index)


def effective(own: Visibility, place: Place, of_item: Visibility | None) -> Visibility:
    """`of_item`: None for a file without an item, also one whose item is gone."""
    if place == Place.ITEM:
        return closest(own, of_item or Visibility.CONFIDENTIAL)
    return own


@dataclass(frozen=True)
class Reader:
    """What somebody may see at one meeting. Guests and deputies are no members."""

    member: bool
    may_write: bool
    reads_minutes: bool

    def may_see(self, place: Place, visibility: Visibility) -> bool:
        """`visibility`: the effective one."""
        if place == Place.MINUTES:
            return self.member and self.reads_minutes
        return self.member or visibility != Visibility.CONFIDENTIAL


def is_frozen(place: Place, minutes: MinutesStatus | None) -> bool:
    return minutes == MinutesStatus.APPROVED and place != Place.MEETING


def check_may_change(place: Place, minutes: MinutesStatus | None) -> None:
    """`minutes`: None where there are none."""
    if is_frozen(place, minutes):
        raise RuleViolation(FROZEN)
    if place == Place.MINUTES and minutes is None:
        raise RuleViolation(NOT_BEGUN)


@dataclass(frozen=True)
class Spot:
    """Where an attachment belongs; in a form "meeting", "minutes" or "item:" and the id."""

    place: Place
    item_id: UUID | None = None

    def __str__(self) -> str:
        return f"{self.place.value}:{self.item_id}" if self.item_id else self.place.value

    @classmethod
    def of(cls, text: str) -> "Spot":
        """Raises ValueError."""
        place, _, item = text.partition(":")
        return cls(Place(place), UUID(item) if item else None)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One file for a page; `size` in bytes, `created_at` UTC."""

    id: UUID
    name: str
    media_type: str
    size: int
    accessible: bool
    by: str  # empty where the entry is gone
    created_at: datetime
    removed: bool

    @property
    def label(self) -> str:
        return self.name

    @property
    def size_words(self) -> str:
        return size_words(self.size)

    @property
    def kind(self) -> str:
        return kind_word(self.media_type)


@dataclass(frozen=True, kw_only=True)
class Shown(Stored):
    """At a meeting, where each has a title and a visibility of its own."""

    title: str
    visibility: Visibility  # the effective one
    own_visibility: Visibility
    spot: Spot
    may_change: bool

    @property
    def label(self) -> str:
        return self.title or self.name

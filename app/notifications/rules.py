"""Which mails a person may have collected or not at all, and what is kept of them; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hmac import compare_digest
from uuid import UUID

from app.core.tokens import dated_token, derived_token
from app.notifications.tables import Topic, Way

# Invitations, polls and answers carry a date or a calendar part, logins a secret, and the notice of
# an Löschung its term: no topic covers them, so they go at once. Reminders and digests have a rhythm.
KINDS = {
    "minutes_sent": Topic.MINUTES,
    "minutes_corrected": Topic.MINUTES_CHANGED,
    "minutes_approved": Topic.MINUTES_CHANGED,
    "task_given": Topic.TASK_GIVEN,
    "tasks_given": Topic.TASK_GIVEN,
    "tasks_changed": Topic.TASK_CHANGED,
}
FAMILIES = (  # a kind that KINDS does not name, by how it begins
    ("objection_", Topic.OBJECTIONS),
    ("meeting_proposal_", Topic.PROPOSALS),
    ("mandate_propos", Topic.PROPOSALS),
    ("task_", Topic.TASK_CHANGED),
)
# Terms and duties begin with these mails: they may wait for the morning, and not stay away.
DUTIES = frozenset({Topic.MINUTES, Topic.OBJECTIONS, Topic.TASK_GIVEN, Topic.PROPOSALS})

WIDTH = 76  # at which the text parts of mails are wrapped
KERN = re.compile(r"\nGuten Tag [^\n]*,\n+(?P<kern>.*)\n\n\nFragen\?\n", re.DOTALL)
ADDRESS = re.compile(r"https?://\S+")
TOKEN = re.compile(r"([0-9a-f]{32})-([a-z_]{1,30})-([a-z2-7]{32})")


@dataclass(frozen=True, kw_only=True)
class News:
    """A mail that a person may have chosen to get otherwise."""

    topic: Topic
    kind: str
    person_id: UUID
    body_id: UUID
    group_id: UUID | None
    title: str
    text: str  # the whole text part
    dedupe_key: str


def topic_of(kind: str) -> Topic | None:
    """None: always at once."""
    if kind in KINDS:
        return KINDS[kind]
    if "mention" in kind:
        return Topic.MENTIONS
    return next((topic for start, topic in FAMILIES if kind.startswith(start)), None)


def ways_of(topic: Topic) -> tuple[Way, ...]:
    return tuple(way for way in Way if way != Way.NONE or topic not in DUTIES)


def kern_of(text: str) -> str:
    """What stands between greeting and contact in the frame of mail/base.txt."""
    found = KERN.search(text)
    return (found["kern"] if found else text).strip()


@dataclass(frozen=True)
class Line:
    """Words and, where the line leads somewhere, an address."""

    words: str
    href: str = ""


def paragraphs_of(text: str) -> tuple[tuple[Line, ...], ...]:
    """Lines as they were before they were wrapped; an address goes to the words above it."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return tuple(tuple(_lines(block.split("\n"))) for block in blocks if block.strip())


def _lines(raw: Iterable[str]) -> list[Line]:
    lines: list[Line] = []
    last = ""
    for each in map(str.strip, raw):
        if ADDRESS.fullmatch(each):
            words = lines.pop().words.removesuffix(":") if lines and not lines[-1].href else each
            lines.append(Line(words, each))
        elif lines and not lines[-1].href and _was_wrapped(last, each):
            lines[-1] = Line(f"{lines[-1].words} {each}")
        else:
            lines.append(Line(each))
        last = each
    return lines


def _was_wrapped(line: str, following: str) -> bool:
    return len(line) + 1 + len(following.split(" ", maxsplit=1)[0]) > WIDTH


def unsubscribe_token(person_id: UUID, topic: Topic) -> str:
    """Finds person and topic, and proves that the mail was sent to this person."""
    return f"{person_id.hex}-{topic}-{derived_token('notification', f'{person_id}:{topic}')}"


def unsubscribed_by(token: str) -> tuple[UUID, Topic] | None:
    """None for what is no token of ours, or of a topic that nobody unsubscribes from."""
    found = TOKEN.fullmatch(token)
    if found is None or found[2] not in set(Topic):
        return None
    person_id, topic = UUID(found[1]), Topic(found[2])
    if topic in DUTIES or not compare_digest(token, unsubscribe_token(person_id, topic)):
        return None
    return person_id, topic


def address_to_unsubscribe(
    base_url: str, kind: str, person_id: UUID | None, day: date
) -> str | None:
    """`day` of the mail. RFC 8058 asks for https; None where a mail is a duty or has a way out of its own."""
    topic = topic_of(kind)
    if person_id is None or topic is None or topic in DUTIES or not base_url.startswith("https://"):
        return None
    return f"{base_url}/benachrichtigungen/{dated_token(unsubscribe_token(person_id, topic), day)}"

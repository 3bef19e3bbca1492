"""What a mail to the bounce address says of the mail that went out (RFC 3464); pure."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from enum import Enum
from itertools import takewhile

from flufl.bounce import all_failures

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it tells of every attempt
HEAD = 256_000  # what is told stands at the top; the mail that came back follows
WORDS = 400
_CODE = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")  # RFC 3463
_REPLY = re.compile(r"(?<![\d.])[45]\d\d(?=[ -])")  # RFC 5321 §4.2
_TYPE = re.compile(r"[\w-]{1,30}\s*;\s*")  # of a diagnosis: RFC 3464 §2.1.2
_FULL = re.compile(r"\bquota\b|\bfull\b|\bvoll\b|exceed", re.IGNORECASE)
_COPY = re.compile(r"original message|^(received|return-path|message-id):", re.IGNORECASE)
FULL = "5.2.2"


class Kind(Enum):
    HARD = "hard"  # the address itself is no good
    FAILED = "failed"  # given up, and no fault of the address
    DELAYED = "delayed"
    ARRIVED = "arrived"  # delivered, relayed, expanded
    AUTOMATIC = "automatic"  # an out-of-office note, or whatever else is no report
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Report:
    """`words`: the server's own, in one line; empty where it has none."""

    kind: Kind
    words: str = ""


def report_of(raw: bytes) -> Report:
    """Never raises; may take long for what was made to do so, so it is called in the reader's process."""
    try:
        mail = BytesParser(policy=policy.compat32).parsebytes(raw[:HEAD])
        return _worst(list(_told(mail))) or _guessed(mail)
    except Exception:  # noqa: BLE001 - poison: parsers raise what they like
        return Report(Kind.UNREADABLE)


def _told(mail: Message) -> Iterator[Report]:
    """One per recipient block of message/delivery-status (RFC 3464 §2.3), wherever a gateway put it."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and block.get("Action"):
                yield _of_recipient(block)


def _of_recipient(block: Message) -> Report:
    """Some servers add a comment to the action; OpenSMTPD's word for "failed" is "error"."""
    action, status = _line(block, "Action").lower(), _line(block, "Status")
    words = (_TYPE.sub("", _line(block, "Diagnostic-Code"), count=1) or status)[:WORDS]
    if action.startswith(("fail", "error")):
        return Report(_blame(status or _status(words)), words)
    return Report(Kind.DELAYED if action.startswith("delay") else Kind.ARRIVED, words)


def _blame(status: str) -> Kind:
    """5.x.x but policy (5.7.x) and full boxes (5.2.2), which pass: RFC 3463 §3.3, §3.8."""
    hard = status.startswith("5") and not status.startswith(("5.7.", FULL))
    return Kind.HARD if hard else Kind.FAILED


def _line(block: Message, name: str) -> str:
    """Decoded no further: these fields are ASCII (RFC 3464 §2.1.2)."""
    return " ".join(str(block.get(name, "")).replace("\x00", "").split())


def _worst(told: list[Report]) -> Report | None:
    """We write to one person at a time, so one block is the rule."""
    for kind in (Kind.HARD, Kind.FAILED, Kind.DELAYED, Kind.ARRIVED):
        for report in told:
            if report.kind is kind:
                return report
    return None


def _guessed(mail: Message) -> Report:
    """Servers that write prose of their own. What flufl.bounce calls permanent holds full boxes too."""
    delayed, given_up = all_failures(mail)
    if not delayed and not given_up:
        return Report(Kind.AUTOMATIC)
    lines = _prose(mail)
    words = next((line for line in lines if _status(line)), "")
    if delayed and not given_up:
        return Report(Kind.DELAYED, words)
    full = any(_FULL.search(line) for line in lines)
    return Report(_blame(_status(words) or (FULL if full else "5")), words)


def _prose(mail: Message) -> list[str]:
    """The first lines of the first text, up to the mail that came back."""
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if part.get_content_maintype() == "text" and isinstance(content, bytes):
            lines = content[:8_000].decode("utf-8", "replace").splitlines()[:60]
            own = takewhile(lambda line: not _COPY.search(line), lines)
            return [" ".join(line.split())[:WORDS] for line in own]
    return []


def _status(words: str) -> str:
    """An enhanced code, or what stands for it in "550 …"; 552 is a full box (RFC 5321 §4.2.3)."""
    if hit := _CODE.search(words):
        return hit[0]
    reply = _REPLY.search(words)
    if reply is None:
        return ""
    return FULL if reply[0] == "552" else f"{reply[0][0]}.0.0"

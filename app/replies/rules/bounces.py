"""What a mail to the bounce address says of the mail that went out (RFC 3464); pure."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from enum import Enum

from flufl.bounce import scan_message

logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it tells of every attempt
HEAD = 256_000  # what is told stands at the top; the mail that came back follows
WORDS = 400


class Kind(Enum):
    HARD = "hard"  # the address itself is no good
    FAILED = "failed"  # given up, and no fault of the address
    DELAYED = "delayed"
    ARRIVED = "arrived"  # delivered, relayed, expanded
    AUTOMATIC = "automatic"  # an out-of-office note, or whatever else is no report


@dataclass(frozen=True)
class Report:
    """`words`: the server's own, in one line; empty where it has none."""

    kind: Kind
    words: str = ""


def report_of(raw: bytes) -> Report:
    """Whatever cannot be read is no report."""
    try:
        mail = BytesParser(policy=policy.compat32).parsebytes(raw[:HEAD])
        return _worst(list(_told(mail))) or _guessed(mail)
    except Exception:  # noqa: BLE001 - poison: parsers raise what they like (calendar.md D13)
        return Report(Kind.AUTOMATIC)


def _told(mail: Message) -> Iterator[Report]:
    """One per recipient block of message/delivery-status (RFC 3464 §2.3)."""
    if mail.get_content_type() != "multipart/report":
        return
    for part in mail.walk():
        blocks = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
            continue
        for block in blocks:
            if isinstance(block, Message) and block.get("Action"):
                yield _of_recipient(block)


def _of_recipient(block: Message) -> Report:
    action, status = _line(block, "Action").lower(), _line(block, "Status")
    _, _, diagnosis = _line(block, "Diagnostic-Code").rpartition("smtp;")
    words = (diagnosis.strip() or status)[:WORDS]
    if action == "failed":
        return Report(Kind.HARD if _blames_the_address(status) else Kind.FAILED, words)
    return Report(Kind.DELAYED if action == "delayed" else Kind.ARRIVED, words)


def _blames_the_address(status: str) -> bool:
    """5.x.x but policy (5.7.x) and full boxes (5.2.2), which pass: RFC 3463 §3.3, §3.8."""
    return status.startswith("5") and not status.startswith(("5.7.", "5.2.2"))


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
    """Servers that write prose of their own."""
    return Report(Kind.HARD if scan_message(mail) else Kind.AUTOMATIC)

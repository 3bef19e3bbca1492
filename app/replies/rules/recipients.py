"""Which addresses are ours, and whose token they carry; pure."""

import re
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from typing import Literal

# Before the @: at most 64 octets (RFC 5321 §4.5.3.1.1), letters in any case.
_LOCAL = re.compile(r"(sitzung|bounce)(?:\+([a-z0-9]{1,57}))?", re.ASCII)
HEADS = 64_000  # what our own server wrote stands at the top


@dataclass(frozen=True)
class Recipient:
    """Of the envelope. `token` is empty when somebody wrote to the address without one."""

    purpose: Literal["sitzung", "bounce"]
    token: str


def our_recipient(address: str, domain: str) -> Recipient | None:
    """None: not ours, or a bounce that says not of which mail."""
    local, _, at = address.strip("<> ").lower().rpartition("@")
    hit = _LOCAL.fullmatch(local)
    if hit is None or at != domain.lower() or (hit[1] == "bounce" and not hit[2]):
        return None
    return Recipient("bounce" if hit[1] == "bounce" else "sitzung", hit[2] or "")


def noted_recipient(raw: bytes, headers: tuple[str, ...], domain: str) -> str:
    """The address that our own server noted: the topmost of each header; "" where none is ours.

    A header further down was there before our server had the mail.
    """
    try:
        mail = BytesHeaderParser(policy=policy.compat32).parsebytes(raw[:HEADS])
        noted = [str(mail.get(name, "")) for name in headers]
    except Exception:  # noqa: BLE001 - poison: no recipient, so nobody's answer
        return ""
    ours = [address.strip("<> ") for address in noted if our_recipient(address, domain)]
    return ours[0] if ours else ""

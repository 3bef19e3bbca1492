"""Is it really the attendee? Who is believed, and why: docs/adr/0025; pure."""

from dataclasses import dataclass
from enum import Enum, auto

import authres
from authres.core import AuthResError

# Whoever has an address there shares the domain with millions, not with an office.
FREE_MAIL = frozenset(
    {"gmx.de", "gmx.net", "web.de", "gmail.com", "googlemail.com", "t-online.de", "outlook.com",
     "outlook.de", "hotmail.com", "hotmail.de", "live.de", "yahoo.com", "yahoo.de", "icloud.com",
     "me.com", "freenet.de", "posteo.de", "mailbox.org", "aol.com", "arcor.de", "1und1.de",
     "gmx.at", "gmx.ch", "gmx.com", "mail.de", "email.de", "online.de", "live.com", "msn.com",
     "mac.com", "proton.me", "protonmail.com", "vodafone.de", "vodafonemail.de", "kabelmail.de",
     "o2online.de", "o2mail.de", "ewe.net", "ewetel.net", "netcologne.de", "magenta.de"}
)  # fmt: skip


class Proof(Enum):
    """What our own mail server found out: DMARC, or a DKIM signature of the sender's domain."""

    PASS = auto()
    NONE = auto()
    FAIL = auto()


class Verdict(Enum):
    APPLY = auto()
    NOTED = auto()  # apply with a note by whose mail
    HOLD = auto()
    REQUEST = auto()
    QUARANTINE = auto()


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """token: ours, of this UID. sender, attendee: is an address of the invited person.

    same_house: the sender's domain is that of the invited address. tokenless: the group's setting.
    """

    token: bool
    sender: bool
    attendee: bool
    proof: Proof
    same_house: bool = False
    tokenless: bool = False


def verdict(evidence: Evidence) -> Verdict:
    """Row by row the table that tests/replies/test_senders.py tries with mails."""
    if not evidence.token:
        known = evidence.sender and evidence.attendee and evidence.proof == Proof.PASS
        if not known:
            return Verdict.QUARANTINE
        return Verdict.APPLY if evidence.tokenless else Verdict.HOLD
    if not evidence.attendee:
        return Verdict.REQUEST
    if evidence.sender:
        return Verdict.HOLD if evidence.proof == Proof.FAIL else Verdict.APPLY
    trusted = evidence.proof == Proof.PASS and evidence.same_house
    return Verdict.NOTED if trusted else Verdict.HOLD


def same_house(sender_domain: str, invited_domain: str) -> bool:
    return sender_domain == invited_domain and sender_domain not in FREE_MAIL


def proof_of(headers: tuple[str, ...], authserv_id: str, domain: str) -> Proof:
    """From the Authentication-Results of our own server alone (RFC 8601 §5); a fail wins.

    Our server writes on top of what was there before. So of each method only the topmost header
    proves anything: one below it may be the sender's invention, if our server let it through.
    """
    found: set[Proof | None] = set()
    told: set[str] = set()
    for results in (_results(header, authserv_id) for header in headers):
        for result in results:
            proof = _proof(result, domain)
            if proof == Proof.FAIL or str(result.method).lower() not in told:
                found.add(proof)
        told |= {str(result.method).lower() for result in results}
    if Proof.FAIL in found:
        return Proof.FAIL
    return Proof.PASS if Proof.PASS in found else Proof.NONE


def _results(header: str, authserv_id: str) -> list[authres.core.AuthenticationResult]:
    if not authserv_id:
        return []
    try:
        parsed = authres.AuthenticationResultsHeader.parse_value(" ".join(header.split()))
    except (AuthResError, ValueError, IndexError, AttributeError, TypeError):
        return []
    own = str(parsed.authserv_id).lower() == authserv_id.lower()
    return list(parsed.results) if own else []


def _proof(result: authres.core.AuthenticationResult, domain: str) -> Proof | None:
    method, word = str(result.method).lower(), str(result.result).lower()
    if method == "dmarc":
        if word == "fail":
            return Proof.FAIL
        return Proof.PASS if word == "pass" and _names(result, "from") in {"", domain} else None
    if method == "dkim" and word == "pass" and is_aligned(_names(result, "d"), domain):
        return Proof.PASS
    return None


def _names(result: authres.core.AuthenticationResult, name: str) -> str:
    """The value of header.d or header.from, of an address its domain."""
    for each in result.properties:
        if each.type == "header" and each.name == name:
            return str(each.value).lower().rpartition("@")[2]
    return ""


def is_aligned(signer: str, domain: str) -> bool:
    """Relaxed alignment (RFC 7489 §3.1.1) without a list of public suffixes: one holds the other."""
    if "." not in signer or not domain:
        return False
    return signer == domain or domain.endswith(f".{signer}") or signer.endswith(f".{domain}")

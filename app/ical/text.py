import re

from icalendar import vText

_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_QUOTED = re.compile('"([^"]*)"')
_URI = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")


class Text(vText):
    """TEXT by RFC 5545 §3.3.11; vText takes a backslash before a capital N for a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode("utf-8")


def text_value(raw: str) -> str:
    """Line breaks as LF (Word pastes VT), tabs as blanks, no control or half characters.

    Nor the byte order mark that pasted text may bring along: some readers swallow it.
    """
    if not _UNCLEAN.search(raw):  # nearly always, and a mail is long
        return raw
    return _CONTROL.sub("", _BREAK.sub("\n", raw).replace("\t", " "))


def one_line(raw: str) -> str:
    """For names and subjects: as text_value, with a blank for each line break."""
    return text_value(raw).replace("\n", " ").strip()


def common_name(raw: str) -> str:
    """The CN parameter: icalendar writes a straight quote as ^' (RFC 6868), which Outlook shows.

    Readers disagree whether a backslash in a parameter escapes the next character.
    """
    return _QUOTED.sub("„\\1“", one_line(raw)).replace('"', "'").replace("\\", "/")


def limited(text: str, octets: int) -> str:
    """At most so many octets of UTF-8, with an ellipsis where text is missing."""
    if len(text.encode()) <= octets:
        return text
    return text.encode()[: octets - 3].decode(errors="ignore").rstrip() + "…"


def is_web_address(raw: str) -> bool:
    """http(s) in the characters of RFC 3986; a link with umlauts or blanks is text, no URI."""
    return _URI.fullmatch(raw) is not None

"""Plain text for council systems, which take nothing else: 76 columns, no markup."""

import re
import textwrap
import unicodedata

from app.minutes.papers.content import Edition, content_of
from app.minutes.record import Record
from app.web.templates import render

WIDTH = 76
HANGING = re.compile(r" *(?:[-–•] |\d+\. |[A-ZÄÖÜ][a-zäöü]+: {2,})?")


def plain_text(record: Record, edition: Edition) -> str:
    """Lines end as Windows wants them."""
    return broken(render("minutes/niederschrift.txt", n=content_of(record, edition)))


def broken(text: str) -> str:
    """At 76 columns; for any paper."""
    lines = [part for line in text.split("\n") for part in _broken(_printable(line))]
    return "\r\n".join(lines).rstrip() + "\r\n"


def _printable(line: str) -> str:
    return "".join(char for char in line if unicodedata.category(char) != "Cc" or char == "\t")


def _broken(line: str) -> list[str]:
    """What follows the sign of a list or the label of a fact stays behind it."""
    line = line.expandtabs(4).rstrip()
    if len(line) <= WIDTH:
        return [line]
    hanging = HANGING.match(line)
    indent = " " * min(len(hanging[0]), WIDTH // 2) if hanging else ""
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_on_hyphens=False, replace_whitespace=False
    )

"""Signs at the beginning of a line: list markers, dates, labels; and the joining of torn words."""

import re

_MARK = re.compile(
    r"[-–•▪·*►●○◦\uf0b7\uf0a7\uf02d☐☒☑□■]|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]{1,2}|[IVX]{1,4})[.)]|\(\d{1,2}\)"
)
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}(?:,?\s+\d{1,2}[:.]\d{2}(?:\sUhr)?)?")
_NOT_TORN = re.compile(r"(?:und|oder|bzw\.|sowie|als|noch|u\.|o\.)(?:\s|$)")


def is_mark(word: str) -> bool:
    """Such as "1.", "a)", "•": what an item of a list begins with."""
    return _MARK.fullmatch(word) is not None


def is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None


def is_label(text: str) -> bool:
    return text.endswith(":") and len(text) > 2


def joined(text: str, more: str) -> str:
    """The next line of a paragraph; "beschlie-" + "ßen", but "Haupt-" + "und Ehrenamt"."""
    if text.endswith("-") and text[-2:-1].isalnum() and not _NOT_TORN.match(more):
        return text[:-1] + more if more[:1].islower() else text + more
    return f"{text} {more}"

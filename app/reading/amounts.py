"""One reader for every spelling of an amount of money; the words of the field stay in `raw`."""

import re
from decimal import Decimal

from app.reading.lexicon import APPROXIMATE, UNITS, any_of
from app.reading.paper import Amount

_NUMBER = re.compile(
    r"(?<![\d.,])-?(?:\d{1,3}(?:\.\d{3}){1,4}|\d{1,15})(?:,(?:\d{1,2}|-+|–))?(?!\d)"
)
_UNIT = re.compile(rf"\s?(?:{any_of(UNITS)})(?!\w)", re.IGNORECASE)
_ABOUT = re.compile(rf"(?<!\w)(?:{any_of(APPROXIMATE)})(?!\w)", re.IGNORECASE)
_NO_AMOUNT = re.compile(
    r"(?:\d{1,2}[.:]\d{2}\sUhr|\d{1,2}\.\d{1,2}\.\d{2,4}|\bp\.\s?a\.|\b(?:19|20)\d{2}\b(?!,|\.\d))"
)


def read_amount(raw: str) -> Amount | None:
    """None for an empty field ("€"); `amount` None if it holds none or several amounts."""
    if not raw.strip(" €") or raw.strip().casefold() in {"eur", "euro"}:
        return None
    values = amounts_in(raw)
    return {
        "raw": raw,
        "amount": values[0] if len(values) == 1 else None,
        "currency": "EUR",
        "approximate": _ABOUT.search(raw) is not None,
    }


def amounts_in(raw: str) -> list[str]:
    """All amounts as decimal texts with two places; times and dates are none."""
    text = raw[:500]
    plain = _NO_AMOUNT.sub(lambda hit: " " * len(hit.group()), text)
    hits = list(_NUMBER.finditer(plain if _NUMBER.search(plain) else text))
    return [_decimal(hit, text) for hit in hits]


def _decimal(hit: re.Match[str], text: str) -> str:
    number = hit.group().replace(".", "").rstrip("-–,").replace(",", ".")
    unit = _UNIT.match(text, hit.end())
    factor = UNITS[" ".join(unit.group().lower().split())] if unit else 1
    return f"{Decimal(number) * factor:.2f}"

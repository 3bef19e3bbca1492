"""Numbers of other papers and products named in prose, each only with its own keyword."""

import re
from collections.abc import Iterator

from app.reading.paper import Product

_KEYWORD = re.compile(
    r"(?:[Vv]orlagen?|[Dd]rucksachen?|Drs\.|Beschluss)(?:[ -]?Nr\.?|[ -]?Nummer)?:?\s?"
)
_NUMBER = re.compile(r"[^\s:;,()\[\]„“\"]{1,60}")
_AND = re.compile(r"(?:,| und| sowie) ")
_PRODUCT = re.compile(r"Produkt (?P<number>\d[\d.-]{0,30}) [–-] (?P<rest>[^;\n]{2,300})")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def papers_in(text: str) -> list[str]:
    """Such as "Vorlage-Nr. 88/2006", "Vorlagen 12/2020 und 13/2020"; a number has digits around / or -."""
    return [number for hit in _KEYWORD.finditer(text) for number in _numbers(text, hit.end())]


def _numbers(text: str, at: int) -> Iterator[str]:
    while True:
        hit = _NUMBER.match(text, at)
        number = hit.group().rstrip(".'’‘”!?") if hit else ""
        if not hit or not _is_number(number):
            return
        yield number
        more = _AND.match(text, hit.end())
        if not more:
            return
        at = more.end()


def _is_number(token: str) -> bool:
    for sign in "/-":
        left, found, right = token.partition(sign)
        if found and any(c.isdigit() for c in left) and any(c.isdigit() for c in right):
            return True
    left, _, right = token.rpartition("/")
    return any(c.isdigit() for c in left) and any(c.isdigit() for c in right)


def products_in(text: str) -> list[Product]:
    """The name ends at the last capitalised word of the sentence."""
    return [product for hit in _PRODUCT.finditer(text) if (product := _product(hit))]


def _product(hit: re.Match[str]) -> Product | None:
    end = _SENTENCE_END.search(hit["rest"])
    words = (hit["rest"][: end.start()] if end else hit["rest"]).split()
    while words and not words[-1][:1].isupper():
        words.pop()
    if not words:
        return None
    name = " ".join(words).rstrip(",)")
    return {"number": hit["number"], "name": name, "raw": f"{_before(hit)}{name}"}


def _before(hit: re.Match[str]) -> str:
    return " ".join(hit.group()[: hit.start("rest") - hit.start()].split()) + " "


def product_of_label(value: str) -> Product | None:
    """Such as "15.5. 363-200 Förderung …": the leading words with digits are the number."""
    words = value.split()
    count = 0
    while count < len(words) and any(c.isdigit() for c in words[count]):
        count += 1
    name = " ".join(words[count:]).strip(" -–")
    if not count:
        return None
    return {"number": " ".join(words[:count]), "name": name or None, "raw": value}

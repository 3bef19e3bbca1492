"""Who brings a motion or question in: names below the kind of paper, down to "vom 20.08.2012"."""

import re
from collections.abc import Sequence

from app.reading.dates import find_date
from app.reading.draft import Draft, Found
from app.reading.head import is_label_line
from app.reading.headings import heading_of
from app.reading.lexicon import SENDER_WORDS, fold, paper_type, public_word
from app.reading.lines import Line
from app.reading.route_row import heads_at

_FROM = re.compile(r"(?:vom|eingegangen(?: am)?|Eingang(?: am)?):? {0,3}(?=\d)", re.IGNORECASE)
_LABELLED = re.compile(
    r"\(?(?:Interfraktionelle[rs]? )?(?P<kind>Antrag|Anfrage|Ergänzungsantrag|Änderungsantrag|Resolution)"
    r":? (?P<name>(?:(?:der|des|von) )?\S.{1,80}?)\)?"
)
_KIND_OF = re.compile(
    r"(?P<kind>Antrag|Anfrage|Änderungsantrag|Ergänzungsantrag|Dringlichkeitsantrag|Resolution)"
    r" (?:der|des|von) (?P<name>[A-ZÄÖÜ][^.:;!?]{3,80})"
)
_UNIT = re.compile(
    r"(?:Fachbereich|Fachdienst|Fachamt|Amt|Dezernat|Abteilung|Referat|Geschäftsbereich|Stabsstelle|FB|FD)"
    r" [\wÄÖÜ][^.:;!?]{1,45}"
)
_LONGEST_UNIT = 55
_MOST = 14
_LONGEST = 90


def senders(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Lines right below the kind of paper that name members or groups, and their date."""
    kind = draft.first("paper_type")
    if kind is None or draft.first("originator") or draft.steps:
        return i
    end = i
    while end < len(lines) and end - i < _MOST and _is_sender(lines[end]):
        end += 1
    dated = end < len(lines) and _FROM.match(lines[end].text) is not None and end > i
    if end == i or not (dated or _follows(lines, end)):
        return i
    for line in lines[i:end]:
        draft.add("originator", Found(line.text, [line], "position:below the kind", "medium"))
    if not dated:
        return end
    own = paper_type(kind.value)["code"] in {"motion", "question"}
    found = Found(lines[end].text, [lines[end]], "position:vom", "medium")
    draft.add("date" if own and find_date(found.value) else "ignored", found)
    return end + 1


def kind_of_sender(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Such as "Antrag der Fraktion A" on a line of its own."""
    text = lines[i].text
    hit = _KIND_OF.fullmatch(text) if len(text) <= _LONGEST else None
    if hit is None or draft.first("paper_type") or not any(w in hit["name"] for w in SENDER_WORDS):
        return i
    draft.add("paper_type", Found(hit["kind"], [lines[i]], "position:line of its own", "medium"))
    if not draft.first("originator"):
        found = Found(hit["name"], [lines[i]], "position:behind the kind", "medium")
        draft.add("originator", found)
    return i + 1


def unit_line(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """A unit on a line of its own between the labels of the head."""
    if draft.first("lead_unit") or draft.steps or not draft.first("reference"):
        return i
    hit = _UNIT.fullmatch(lines[i].text) if len(lines[i].text) <= _LONGEST_UNIT else None
    after = lines[i + 1] if i + 1 < len(lines) else None
    alone = after is None or after.gap or not after.text[:1].islower() or _status(after)
    if hit is None or not alone:
        return i
    draft.add("lead_unit", Found(lines[i].text, [lines[i]], "position:line of its own", "medium"))
    return i + 1


def _status(line: Line) -> bool:
    return public_word(line.text) is not None


def labelled_sender(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Such as "Antrag: Gruppe A" between the Betreff and the table of consultations."""
    hit = sender_label(lines, i)
    if hit is None or draft.steps:
        return i
    name = re.sub(r"^(?:der|des|von) ", "", hit["name"]).strip(" :")
    draft.add("originator", Found(name, [lines[i]], f"label:{hit['kind']}", "medium"))
    return i + 1


def sender_label(lines: Sequence[Line], i: int) -> re.Match[str] | None:
    """Only right above a table of consultations; elsewhere "Antrag:" heads a proposal."""
    text = lines[i].text
    hit = _LABELLED.fullmatch(text) if len(text) <= _LONGEST else None
    if hit is None or (":" not in text and "raktion" not in text):
        return None
    near = range(i + 1, min(i + 3, len(lines)))
    return hit if any(heads_at(lines, k)[0] for k in near) else None


def _is_sender(line: Line) -> bool:
    text = line.text
    if len(text) > _LONGEST or text.endswith((":", ".", "?")) or is_label_line(line):
        return False
    return text.startswith(SENDER_WORDS) or any(
        fold(word) in fold(text) for word in SENDER_WORDS[:2]
    )


def _follows(lines: Sequence[Line], i: int) -> bool:
    """A label, another head or the Betreff after a gap."""
    if i >= len(lines):
        return False
    return is_label_line(lines[i]) or lines[i].gap or heading_of(lines[i]) is not None

"""Letter heads: the county or town, its head of administration, the bare word "Vorlage"."""

import re
from collections.abc import Sequence

from app.reading.draft import Draft, Found
from app.reading.lines import Line

_BODY = re.compile(
    r"(?:(?:Land|Stadt|Heide|Berg)?[Kk]reis|(?:Hanse|Universitäts|Landeshaupt|Kreis|Klingen)?[Ss]tadt"
    r"|(?:Samt|Verbands|Orts)?[Gg]emeinde|Region|Markt|Bezirksamt|Amt|STADT|LANDKREIS|KREIS|GEMEINDE"
    r"|HANSESTADT|LANDESHAUPTSTADT)\s[A-ZÄÖÜ][\w .()/-]{1,50}"
)
_OFFICE = re.compile(
    r"(?:Der|Die)\s(?:Landr[aä]t|(?:Ober|Samtgemeinde|Amts)?[Bb]ürgermeister|Regionspräsident|Magistrat"
    r"|Kreisausschuss|Amtsdirektor|Stadtdirektor|Beigeordnete|Gemeindevorstand|Vorstand)(?:in)?"
    r"|Ortsverwaltung [A-ZÄÖÜ]\w{2,30}|(?:Dezernat|Fachbereich) [IVX0-9]{1,4}"
)
_WORD = frozenset({"vorlage", "drucksache", "sitzungsvorlage", "verwaltungsvorlage"})
_REASON = "Briefkopf"


def masthead(lines: Sequence[Line], i: int, draft: Draft) -> int:
    """Only above the Beratungsfolge: further down such a line may be a title."""
    text = lines[i].plain
    if draft.steps or len(text) > 60:
        return i
    if _OFFICE.fullmatch(text) or text.casefold() in _WORD:
        draft.book.drop([lines[i]], _REASON)
        return i + 1
    if draft.first("body") or draft.loose or not _BODY.fullmatch(text):
        return i
    draft.add("body", Found(text, [lines[i]], "position:letter head", "medium"))
    draft.book.note("/source/body", [lines[i]], "position:letter head", "medium")
    return i + 1

"""Warnings about the paper as a whole: what is missing, damaged or left over."""

from collections.abc import Sequence

from app.reading.draft import Draft
from app.reading.lines import Line
from app.reading.paper import Paper

_MISSING = {
    "title": ("title_missing", "Der Text enthält keinen Betreff. Bitte tragen Sie ihn ein."),
    "reference": (
        "reference_missing",
        "Der Text enthält keine Vorlagennummer. Bitte tragen Sie sie ein oder wählen Sie „ohne Nummer“.",
    ),
    "consultations": ("consultations_missing", "Der Text enthält keine Beratungsfolge."),
}
_NO_PROPOSAL = "Die Beschlussvorlage enthält keinen Beschlussvorschlag."
_DAMAGED = "Einzelne Zeichen sind beschädigt, meist Umlaute. Sie wurden nicht ergänzt."
_UNKNOWN = "Der Aufbau des Textes ist nicht bekannt. Bitte prüfen Sie alle Felder."
_LEFT_OVER = "Diese Zeilen ließen sich keinem Feld zuordnen."


def closing_warnings(paper: Paper, source: str, lines: Sequence[Line], draft: Draft) -> None:
    book = draft.book
    for name, (code, sentence) in _MISSING.items():
        if not paper[name]:  # type: ignore[literal-required]
            book.warn(code, sentence)
    kind = paper["paper_type"]
    if paper["proposal"] is None and kind and kind["code"] == "decision":
        book.warn("proposal_missing", _NO_PROPOSAL)
    if "\ufffd" in source:
        book.warn("encoding_damage", _DAMAGED, [line for line in lines if "\ufffd" in line.raw])
    if paper["source"]["layout"] is None:
        book.warn("layout_unknown", _UNKNOWN)
    rest = book.left_over(lines)
    if rest:
        book.warn("text_left_over", _LEFT_OVER, rest)

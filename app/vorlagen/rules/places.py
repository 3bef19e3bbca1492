"""Which field of the preview shows which value of the reading, wherever its row stands by now."""

from collections.abc import Sequence

from app.vorlagen.rules.sent import Sent, origins_of

LEFT_OUT = "weggelassen"  # id of the list of rows that stand nowhere any more

_STEP = {
    "committee": ("committee_name", "Gremium"),
    "role": ("role", "Zuständigkeit"),
    "date": ("held_on", "Datum"),
    "public": ("public", "öffentlich"),
    "agenda_number": ("agenda_number", "TOP"),
    "meeting_title": ("meeting_title", "Sitzung"),
    "result": ("result", "Ergebnis"),
}
_PLAIN = {
    "reference": ("reference", "Nummer"),
    "title": ("title", "Titel"),
    "paper_type": ("paper_type", "Art"),
    "public": ("public", "öffentlich"),
    "date": ("dated_on", "Datum"),
    "lead_unit": ("lead_unit", "Federführung"),
    "responsible": ("responsible", "Verantwortlich"),
    "clerk": ("clerk", "Bearbeitung"),
    "originator": ("originator", "Einreicher"),
    "file_reference": ("file_reference", "Aktenzeichen"),
    "related": ("related", "Bezug"),
    "participation_of_head": ("participation_of_head", "Mitwirkung"),
    "qualified_majority": ("qualified_majority", "Mehrheit"),
    "proposal": ("before", "Beschlussvorschlag"),
    "proposal/committee": ("reports_to", "Gremium"),
    "financial": ("impact", "Finanzen"),
    "financial/impact": ("impact", "Finanzen"),
    "financial/in_budget": ("in_budget", "Budget"),
    "financial/cost": ("cost", "Kosten"),
    "financial/follow_up_cost": ("follow_up_cost", "Folgekosten"),
    "financial/text": ("money_text", "Finanzen"),
    "climate": ("climate_question", "Klima"),
    "climate/question": ("climate_question", "Klima"),
    "climate/reason": ("climate_reason", "Klima"),
    "climate/code": ("climate_code", "Klima"),
}
_ROWS = {  # path of a list in the reading → (name in origins, field that shows it, word)
    "consultations": ("consultations", "committee_name", "Gremium"),
    "proposal/points": ("points", "text", "Punkt"),
    "facts": ("facts", "text", "Abschnitt"),
    "other_sections": ("other_sections", "text", "Abschnitt"),
    "financial/options": ("options", "label", "Finanzen"),
    "financial/details": ("details", "label", "Finanzen"),
    "relevance": ("relevance", "label", "Relevanz"),
    "climate/options": ("climate_options", "label", "Klima"),
    "attachments": ("attachments", "name", "Anlage"),
    "budget_products": ("products", "number", "Produkt"),
}


class Places:
    """Built from the rows of the form: a moved or joined row takes its values along."""

    def __init__(self, sent: Sent) -> None:
        self._rows = {
            origin: f"{name}-{at}"
            for name, rows in sent.rows.items()
            for at, row in enumerate(rows)
            for origin in origins_of(row.get("origin"))
        }

    def of(self, pointer: str) -> tuple[str, str]:
        """Id of the field that shows the value, and a word for it."""
        parts = pointer.strip("/").split("/")
        for at, part in enumerate(parts):
            if part.isdecimal():
                return self._in_row("/".join(parts[:at]), int(part), parts[at + 1 :])
        return _PLAIN.get("/".join(parts)) or _PLAIN.get(parts[0], (LEFT_OUT, "Angabe"))

    def _in_row(self, path: str, at: int, rest: Sequence[str]) -> tuple[str, str]:
        if path == "related":
            return _PLAIN["related"]
        name, column, word = _ROWS.get(path, ("", "", "Angabe"))
        if name == "consultations" and rest:
            column, word = _STEP.get(rest[0], (column, word))
        row = self._rows.get((name, at))
        if row is None:
            return LEFT_OUT, word
        word = f"Punkt {int(row.rsplit('-', 1)[1]) + 1}" if name == "points" else word
        return f"{row}-{column}", word

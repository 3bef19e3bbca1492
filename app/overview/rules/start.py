"""The words at the top of the start page."""

from app.web.filters import zahl


def waiting(*, answers: int, overdue: int, minutes: int) -> str:
    """Every count is 0 or more; one sentence, the most urgent first."""
    parts = [
        _said(answers, "eine Einladung wartet auf Ihre Antwort", "Einladungen warten auf Ihre Antwort"),
        _said(overdue, "eine Aufgabe ist überfällig", "Aufgaben sind überfällig"),
        _said(minutes, "ein Protokoll können Sie prüfen", "Protokolle können Sie prüfen"),
    ]  # fmt: skip
    said = [part for part in parts if part]
    if not said:
        return "Alle Einladungen sind beantwortet, nichts ist überfällig."
    sentence = " und ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _said(count: int, one: str, many: str) -> str:
    return "" if not count else one if count == 1 else f"{zahl(count)} {many}"

"""`python -m tests.rechte` writes docs/rechte.md; a house test compares the two."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.house.test_rights import MATRIX, shape
from tests.matrix import CAPABILITIES, LABELS, SIGNED_IN, Capability, Expected, Who

TARGET = Path(__file__).parents[1] / "docs/rechte.md"
SIGNS: dict[Expected, str] = {"open": "✔", 403: "403", 404: "–", "login": "Anmeldung"}
INTRODUCTION = """\
# Wer was darf

Für die IT der Körperschaft. Diese Seite ist aus den Daten der Prüfung geschrieben (`python -m tests.rechte` aus `tests/matrix.py` und
`tests/*/rights.py`); bei jedem Bau geht `tests/house/test_rights_of_everybody.py` mit allen Rollen durch alle Adressen, in jedem Zustand,
von dem eine Antwort abhängen kann. Eine Adresse, die hier fehlt, lässt den Bau scheitern.

Rechte kommen aus der Mitgliedschaft und aus dem Amt in einer Körperschaft, nie aus einem Link, den jemand errät. Sie werden bei jeder
Anfrage neu gelesen: Wer ausscheidet, ist bei der nächsten Anfrage draußen. Der Betrieb führt den Server und sieht keine Inhalte;
Einstellungen, Konten und Protokolle des Servers bedient er auf der Kommandozeile ([betrieb.md](betrieb.md)).

| Zeichen | Bedeutung |
|---|---|
| ✔ | darf |
| 403 | weiß, dass es das gibt, darf es aber nicht („Das dürfen Sie hier nicht“) |
| – | für diese Person gibt es das nicht (404, dieselbe Seite wie bei einer erfundenen Adresse) |
| Anmeldung | wird zur Anmeldung geschickt |

„Koordination“ meint das Amt in der Körperschaft, „Koordination anderswo“ dasselbe Amt in einer anderen Körperschaft derselben Installation.
„Leitung“ schließt Moderation und Koordination der Gruppe ein. „Andere Gruppe“ gehört zur selben Körperschaft.
"""


def text() -> str:
    parts, used = [INTRODUCTION], {row.known_as for row in MATRIX}
    ordered = [(name, each) for name, each in CAPABILITIES.items() if name in used]
    for area, found in groupby(ordered, key=lambda item: item[1].area):
        named = list(found)
        parts.append(f"## {area}\n\n" + "\n".join(_table(named)) + "\n")
        parts += [f"{notes}\n" for notes in [_notes(named)] if notes]
    parts.append("## Welche Adresse wozu gehört\n\n" + "\n".join(_addresses()) + "\n")
    return "\n".join(parts)


def _table(named: list[tuple[str, Capability]]) -> Iterator[str]:
    yield f"| | {' | '.join(LABELS.values())} |"
    yield "|---" * (len(LABELS) + 1) + "|"
    for _, each in named:
        yield f"| {each.does} | {' | '.join(SIGNS[each.answer(who)] for who in LABELS)} |"


def _notes(named: list[tuple[str, Capability]]) -> str:
    lines = [f"- {each.does}: {each.note}." for _, each in named if each.note]
    for _, each in named:
        lines += [f"- {each.does}; {state}: {_changes(but)}." for state, but in each.but.items()]
    return "\n".join(lines)


def _changes(but: dict[Who, Expected]) -> str:
    """Who may, who sees and for whom there is nothing, in the order of the table's columns."""
    words: dict[Expected, str] = {"open": "darf", 403: "403", 404: "nicht da"}
    return "; ".join(
        f"{_people({who for who in but if but[who] == answer})}: {word}"
        for answer, word in words.items()
        if answer in but.values()
    )


def _people(some: set[Who]) -> str:
    return "alle" if some == SIGNED_IN else ", ".join(LABELS[who] for who in LABELS if who in some)


def _addresses() -> Iterator[str]:
    yield "| | Adresse | |"
    yield "|---|---|---|"
    rows = sorted(MATRIX, key=lambda row: (list(CAPABILITIES).index(row.known_as), row.path))
    for row in rows:
        yield f"| {row.method} | `{shape(row.path)}` | {row.of.does} |"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

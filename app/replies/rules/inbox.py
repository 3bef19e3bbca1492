"""What waits for a person, and what may be taken back; pure."""

from app.replies.tables import Outcome

OPEN = (
    Outcome.HELD,
    Outcome.REQUEST,
    Outcome.DELEGATION,
    Outcome.PROPOSAL,
    Outcome.LETTER,
    Outcome.QUARANTINE,
)
SETTLED = {
    "applied": "übernommen", "refused": "verworfen", "read": "gelesen", "invited": "eingeladen",
    "declined": "Vorschlag abgelehnt", "noted": "vorgemerkt", "confirmed": "selbst bestätigt",
}  # fmt: skip
UNDOABLE = frozenset({"refused", "read", "noted"})  # nothing has left the house


def may_be_undone(how: str) -> bool:
    return how in UNDOABLE


def settled_word(how: str) -> str:
    return SETTLED.get(how, "erledigt")


def name_parts(name: str) -> tuple[str, str]:
    """("Ina", "von Beck") for "Ina von Beck" and "von Beck, Ina"; a guess to correct by hand."""
    if "," in name:
        family, _, given = name.partition(",")
        return given.strip(), family.strip()
    given, _, family = name.strip().partition(" ")
    return (given, family.strip()) if family else ("", given)

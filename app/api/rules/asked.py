"""The words by which lists are asked for."""

from app.boards.rules import OWN as TASKS
from app.mandates.rules import UNDER_WAY
from app.mandates.tables import MandateStatus

MANDATES = {
    "laufend": UNDER_WAY,
    "abgeschlossen": tuple(status for status in MandateStatus if status not in UNDER_WAY),
}
__all__ = ["MANDATES", "TASKS"]

from piccolo.columns import UUID, Date, Timestamptz, Varchar
from piccolo.table import Table

from app.core.words import Word


class Kind(Word):
    """What a noted state belongs to."""

    MANDATE = "mandate", "Auftrag"
    TASK = "task", "Aufgabe"
    MEETING = "meeting", "Sitzung"
    POINT = "point", "Beschlusspunkt"
    ORIGIN = "origin", "Herkunft einer Gruppe"


class FormerState(Table, tablename="former_state"):
    """What was true of a thing from an instant on, so that a past day can be shown (docs/adr/0040).

    Only dates, states and ids, never words. The database writes it itself whenever one of them changes,
    and takes it away with the thing. Columns by kind: mandate: group, decision point, due date;
    task: mandate, due date; meeting: group, start; point: Vorlage, needless since; origin: group,
    decision point.
    """

    id = UUID(primary_key=True)
    kind = Varchar(length=20, choices=Kind)
    subject = UUID(help_text="id of the thing; no foreign key, for it may be one of five tables")
    since = Timestamptz(default=None)
    owner = UUID(null=True, default=None)
    origin = UUID(null=True, default=None)
    day = Date(null=True, default=None)
    moment = Timestamptz(null=True, default=None)
    state = Varchar(length=20, null=True, default=None)

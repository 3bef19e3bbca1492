from typing import Any
from urllib.parse import urlencode

from wtforms import DateField, SelectField, StringField
from wtforms.fields import Field
from wtforms.validators import Optional

from app.control.queries.control import ALL, LIGHTS, NOT_DONE, ORDERS, Offered, Wanted
from app.control.rules.days import Shown, day_shown, today_shown, too_early
from app.core.words import choices
from app.mandates.tables import MandateStatus
from app.web.forms import GermanForm, not_in_the_far_past, strip, with_empty

LONGEST = 200  # characters of what is searched for
STATES = {
    NOT_DONE: "alle außer erledigt", ALL: "alle",
    **{code: light.word for code, light in LIGHTS.items()},
}  # fmt: skip


class DayForm(GermanForm):
    """The day in the address of a page."""

    am = DateField("Stand am", [Optional(), not_in_the_far_past])

    def shown(self) -> Shown | None:
        """None where the day is none or has not come yet; the field then says why."""
        if not self.am.validate(self):
            return None
        try:
            return day_shown(self.am.data)
        except ValueError as refusal:
            self.am.errors = [str(refusal)]
            return None

    def shown_or_today(self) -> Shown:
        return self.shown() or today_shown()


class ControlForm(DayForm):
    """In the address of the Beschlusskontrolle; what is not offered counts as not chosen."""

    suche = StringField("Suchen", filters=[strip])
    gremium = SelectField("Gremium", choices={})
    vorlage = SelectField("Vorlage", choices={})
    gruppe = SelectField("Zuständig", choices={})
    stand = SelectField("Ampel", choices=STATES, default=NOT_DONE)
    auftrag = SelectField("Auftrag steht auf", choices=with_empty(choices(MandateStatus), "alle"))
    jahr = SelectField("Jahr der Vorlage", choices={})
    folge = SelectField(
        "Reihenfolge",
        choices=with_empty({key: word for key, (word, _) in ORDERS.items()}, "nach Vorlagen"),
    )

    def __init__(self, sent: Any) -> None:
        super().__init__(sent)
        if self.stand.data not in STATES:
            self.stand.data = NOT_DONE
        for field in (self.auftrag, self.folge):
            if field.data not in {value for value, *_ in field.iter_choices()}:
                field.data = ""

    @property
    def selects(self) -> list[Field]:
        return [
            self.gremium, self.vorlage, self.gruppe, self.stand, self.auftrag, self.jahr,
            self.am, self.folge,
        ]  # fmt: skip

    @property
    def count_set(self) -> int:
        chosen = sum(bool(field.data) for field in self.selects if field is not self.stand)
        return chosen + int(self.stand.data != ALL)

    def offer(self, offered: Offered) -> None:
        """After the list is loaded. A choice that is not offered any more is kept as it was asked."""
        for field, found, word in (
            (self.gremium, offered.committees, "alle Gremien"),
            (self.vorlage, offered.papers, "alle Vorlagen"),
            (self.gruppe, offered.groups, "alle Gruppen"),
            (self.jahr, offered.years, "alle Jahre"),
        ):
            field.choices = with_empty(found, word)

    def check_first(self, shown: Shown, offered_first: Any) -> None:
        """A day before the first paper was recorded gets a sentence."""
        if shown.past and offered_first and shown.on < offered_first:
            self.am.errors = [too_early(offered_first)]

    def wanted(self) -> Wanted:
        return Wanted(
            committee=self.gremium.data or "",
            vorlage=self.vorlage.data or "",
            group=self.gruppe.data or "",
            year=self.jahr.data or "",
            words=tuple((self.suche.data or "")[:LONGEST].lower().split()),
            light=self.stand.data,
            status=MandateStatus(self.auftrag.data) if self.auftrag.data else None,
            order=self.folge.data,
        )

    def query(self, **more: str) -> str:
        """As it stands in the address."""
        fields = {field.name: field.data for field in (self.suche, *self.selects) if field.data}
        return urlencode({**fields, **more})

    def in_words(self) -> list[list[str]]:
        """What is chosen, for paper: label and choice."""
        said = [[self.suche.label.text, self.suche.data]] if self.suche.data else []
        for select in (
            self.gremium, self.vorlage, self.gruppe, self.stand, self.auftrag, self.jahr,
        ):  # fmt: skip
            if select.data:
                words = {value: label for value, label, *_ in select.iter_choices()}
                said.append([select.label.text, str(words.get(select.data, select.data))])
        return said

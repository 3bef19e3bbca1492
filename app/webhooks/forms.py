from dataclasses import dataclass
from uuid import UUID

from wtforms import StringField
from wtforms.fields import Field
from wtforms.validators import DataRequired, ValidationError

from app.core.words import choices
from app.outgoing.errors import Refused
from app.outgoing.policy import Policy
from app.web.forms import OnceForm, TickBoxes, strip
from app.webhooks.tables import Topic


@dataclass(frozen=True)
class WebhookData:
    id: UUID
    address: str
    topics: tuple[Topic, ...]


class WebhookForm(OnceForm):
    address = StringField(
        "Adresse", [DataRequired("Bitte geben Sie die Adresse an.")], filters=[strip]
    )
    topics = TickBoxes(
        "Worüber", [DataRequired("Bitte wählen Sie mindestens eines.")], choices=choices(Topic)
    )

    def validate_address(self, field: Field) -> None:
        try:
            Policy.of_settings().check(field.data or "")
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None

    def cleaned(self) -> WebhookData:
        topics = tuple(Topic(topic) for topic in self.topics.data or ())
        return WebhookData(self.new_id, self.address.data or "", topics)


class ProbeForm(OnceForm):
    """One test for each press; its id is the call's."""

from collections.abc import Mapping
from typing import cast

from wtforms import SelectField

from app.notifications.rules import ways_of
from app.notifications.tables import Topic, Way
from app.web.forms import GermanForm


def _field(topic: Topic) -> SelectField:
    return SelectField(topic.label, choices={way.value: way.label for way in ways_of(topic)})


class NotificationForm(GermanForm):
    """One field per topic, named as its code."""

    minutes = _field(Topic.MINUTES)
    minutes_changed = _field(Topic.MINUTES_CHANGED)
    objections = _field(Topic.OBJECTIONS)
    task_given = _field(Topic.TASK_GIVEN)
    task_changed = _field(Topic.TASK_CHANGED)
    mentions = _field(Topic.MENTIONS)
    proposals = _field(Topic.PROPOSALS)

    @classmethod
    def of(cls, ways: Mapping[Topic, Way]) -> "NotificationForm":
        return cls(data={str(topic): str(way) for topic, way in ways.items()})

    def cleaned(self) -> dict[Topic, Way]:
        return {topic: Way(cast("str", self[topic].data)) for topic in Topic}

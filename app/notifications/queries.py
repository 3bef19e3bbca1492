from uuid import UUID

from app.notifications.tables import NotificationChoice, Topic, Way


async def choices_of(person_id: UUID) -> dict[Topic, Way]:
    """For all topics, whether chosen or not."""
    rows = await NotificationChoice.select(NotificationChoice.topic, NotificationChoice.way).where(
        NotificationChoice.person_id == person_id
    )
    chosen = {row["topic"]: Way(row["way"]) for row in rows}
    return {topic: chosen.get(topic, Way.AT_ONCE) for topic in Topic}
